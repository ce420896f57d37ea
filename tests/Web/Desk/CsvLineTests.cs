using Platform.Web.Desk.Requests;

namespace Platform.Tests.Web.Desk;

/// <summary>A list that is exported is read by a spreadsheet, and starts nothing in it.</summary>
public sealed class CsvLineTests
{
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"\r\n")]
    [InlineData("+33 6 12", "\"'+33 6 12\"\r\n")]
    [InlineData("-2", "\"'-2\"\r\n")]
    [InlineData("@sum(a1)", "\"'@sum(a1)\"\r\n")]
    [InlineData("\t=1", "\"'\t=1\"\r\n")]
    [InlineData("  =cmd|' /c'!a0", "\"'  =cmd|' /c'!a0\"\r\n")]
    [InlineData("\uff1d1", "\"'\uff1d1\"\r\n")]
    [InlineData("Dit \"Zoé\"; né = 1", "\"Dit \"\"Zoé\"\"; né = 1\"\r\n")]
    [InlineData("deux\r\nlignes", "\"deux lignes\"\r\n")]
    [InlineData(null, "\"\"\r\n")]
    public void NoCellBeginsAFormulaAndEachStaysOneCell(string? cell, string line) => Assert.Equal(line, CsvLine.Of(cell));

    [Fact]
    public void CellsAreSeparatedAsFrenchSpreadsheetsExpect() => Assert.Equal("\"a\";\"\";\"b\"\r\n", CsvLine.Of("a", null, "b"));
}
