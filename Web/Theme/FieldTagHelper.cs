using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Web.Theme;

/// <summary>A labelled field with its hint and its error, tied together for those who do not see the page (WCAG 1.3.1, 3.3.1).</summary>
[HtmlTargetElement("field", Attributes = "name,label")]
public sealed class FieldTagHelper : TagHelper
{
    /// <summary>Name and id.</summary>
    public string Name { get; set; } = "";

    /// <summary>What is asked.</summary>
    public string Label { get; set; } = "";

    /// <summary>What helps to fill it in.</summary>
    public string? Hint { get; set; }

    /// <summary>Said after the label of a field that may stay empty.</summary>
    public string? Optional { get; set; }

    /// <summary>A type of input, <c>textarea</c>, or <c>select</c> with its options inside.</summary>
    public string Kind { get; set; } = "text";

    /// <summary>What stands in it.</summary>
    public string? Value { get; set; }

    /// <summary>The longest text.</summary>
    public int Max { get; set; }

    /// <summary>What the browser may fill in (WCAG 1.3.5).</summary>
    public string? Autocomplete { get; set; }

    /// <summary>Must be filled in: told to assistive technology; the server checks.</summary>
    public bool Required { get; set; }

    /// <summary>Lower than a long text.</summary>
    public bool Short { get; set; }

    /// <summary>The page around it.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext Page { get; set; } = null!;

    string? Error => Page.ViewData.Model is FormPage page ? page.Errors.GetValueOrDefault(Name) : null;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Error is null ? "field" : "field wrong");
        var label = Element("label", Label, ("for", Name));
        if (Optional is not null)
        {
            label.InnerHtml.Append(" ");
            label.InnerHtml.AppendHtml(Element("span", $"({Optional})", ("class", "optional")));
        }
        output.Content.SetHtmlContent(label);
        if (Hint is not null)
            output.Content.AppendHtml(Element("span", Hint, ("class", "hint"), ("id", Name + "-hint")));
        if (Error is { } error)
            output.Content.AppendHtml(Element("span", error, ("class", "error"), ("id", Name + "-error")));
        output.Content.AppendHtml(Control(inside));
    }

    TagBuilder Control(TagHelperContent inside)
    {
        var control = Kind switch
        {
            "textarea" => Element("textarea", null),
            "select" => Element("select", null),
            _ => Element("input", null, ("type", Kind), ("value", Value)),
        };
        if (Kind is "textarea")
            // A browser drops the first line break of a text area: without this one, it would be the writer's.
            control.InnerHtml.Append("\n" + Value);
        if (Kind is "select")
            control.InnerHtml.AppendHtml(inside);
        if (Kind is not ("textarea" or "select"))
            control.TagRenderMode = TagRenderMode.SelfClosing;
        // People write in any script: each line begins on its own side.
        if (Kind is "textarea" or "text" or "search")
            control.Attributes["dir"] = "auto";
        Describe(control);
        return control;
    }

    void Describe(TagBuilder control)
    {
        Set(control, ("id", Name), ("name", Name), ("autocomplete", Autocomplete),
            ("maxlength", Max > 0 ? Max.ToString(CultureInfo.InvariantCulture) : null),
            ("aria-required", Required ? "true" : null), ("aria-invalid", Error is null ? null : "true"), ("class", Short ? "short" : null));
        var described = string.Join(' ', new[] { Hint is null ? null : Name + "-hint", Error is null ? null : Name + "-error" }.OfType<string>());
        Set(control, ("aria-describedby", described.Length > 0 ? described : null));
    }

    static TagBuilder Element(string tag, string? text, params ReadOnlySpan<(string, string?)> attributes)
    {
        var element = new TagBuilder(tag);
        if (text is not null)
            element.InnerHtml.Append(text);
        Set(element, attributes);
        return element;
    }

    static void Set(TagBuilder element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            if (value is not null)
                element.Attributes[name] = value;
    }
}
