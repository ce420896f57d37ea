using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.EventSourcing;
using Platform.Web.Theme;

namespace Platform.Tests.Web.Theme;

/// <summary>Whatever colours a town chooses, its pages can be read (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public sealed class ColourTests
{
    [Fact]
    public void BlackOnWhiteIsTwentyOne() => Assert.Equal(21, new Colour(0, 0, 0).Contrast(Colour.White), 3);

    // The value that WebAIM's checker gives.
    [Fact]
    public void TheGreyThatJustPasses() => Assert.InRange(Colour.Parse("#767676").Contrast(Colour.White), 4.54, 4.55);

    [Fact]
    public void TextOnAnyColourCanBeRead() =>
        Prop.ForAll(Any(), colour => colour.TextOnIt.Contrast(colour) >= Colour.Readable).QuickCheckThrowOnFailure();

    [Fact]
    public void TextOnADeepenedColourCanBeRead() =>
        Prop.ForAll(Any(), colour => colour.Mix(Colour.Ink, 0.45) is var deep && deep.TextOnIt.Contrast(deep) >= Colour.Readable).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyColourBecomesTextThatCanBeReadOnItsOwnTint() => Prop.ForAll(Any(), colour =>
        colour.Mix(Colour.White, 0.93) is var tint && colour.ReadableOn(tint).Contrast(tint) >= Colour.Readable).QuickCheckThrowOnFailure();

    [Fact]
    public void AColourIsWrittenAsItIsRead() =>
        Prop.ForAll(Any(), colour => Colour.Parse(colour.ToString()) == colour).QuickCheckThrowOnFailure();

    [Fact]
    public void ABrandIsNothingButVariables()
    {
        var sheet = BrandStylesheet.Of(new("#0b5d4e", "#c2571a", "SA"));
        Assert.Contains("--on-primary: #ffffff;", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", sheet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("red; } body { display: none")]
    [InlineData("#12345")]
    [InlineData("#gggggg")]
    public void WhatIsNoColourReachesNoStyle(string colour) =>
        Assert.ThrowsAny<Exception>(() => BrandStylesheet.Of(new(colour, "#c2571a", "SA")));

    static Arbitrary<Colour> Any() => Arb.From(
        from bytes in Gen.Choose(0, 0xffffff)
        select new Colour((byte)(bytes >> 16), (byte)(bytes >> 8), (byte)bytes));
}
