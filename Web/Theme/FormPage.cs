using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Grains.Interfaces.Contracts;
using Platform.Web.Access;

namespace Platform.Web.Theme;

/// <summary>A page with a form: what was wrong with it, and the id that makes two sendings one.</summary>
abstract class FormPage : PageModel
{
    /// <summary>By field, in the order in which they were found.</summary>
    public OrderedDictionary<string, string> Errors { get; } = [];

    /// <summary>Made when the form was shown: sent twice, it is one command.</summary>
    [BindProperty]
    public Guid Command { get; set; }

    /// <summary>The id of a command that this form causes.</summary>
    protected string CommandId(string step) => $"{HttpContext.Caller().Subject}/{Command:N}/{step}";

    /// <summary>Whether the form carries a command id that this silo could have made.</summary>
    protected bool HasCommand => Command.Version == 7;

    /// <summary>Shows the form (again) with a fresh command id where it has none.</summary>
    protected void Prepare()
    {
        if (!HasCommand)
            Command = Guid.CreateVersion7();
    }

    /// <summary>A text without the blanks around it; null where nothing is left.</summary>
    protected static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A longer text: a browser sends its line breaks as two characters, which are one.</summary>
    protected static string NormalizedLines(string? text) => text?.ReplaceLineEndings("\n").Trim() ?? "";

    /// <summary>A refusal of the house, said beside the field it is about.</summary>
    protected void AddFieldError(Refusal refusal, string language, string otherwise)
    {
        var field = refusal is NotAcceptable { Member: var member } ? member.Split('.')[^1] : otherwise;
        Errors[field] = refusal.Sentence.In(language);
    }

    /// <summary>The same of a message: sent, changed, and sent again, it is another one, and needs another command.</summary>
    protected void AddMessageError(Refusal refusal, PagePresenter presenter, string otherwise)
    {
        if (refusal is CommandReused)
            (Command, Errors["body"]) = (default, presenter["contact.resent"]);
        else
            AddFieldError(refusal, presenter.Language, otherwise);
    }
}
