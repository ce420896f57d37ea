using Platform.Web.Desk.Search;

namespace Platform.Tests.Web.Access;

/// <summary>A list of hits shows enough to choose, not enough to call.</summary>
public sealed class MaskTests
{
    [Theory]
    [InlineData("ada@exemple.fr", "a•••@exemple.fr")]
    [InlineData("@exemple.fr", null)]
    [InlineData(null, null)]
    public void AMailShowsItsFirstLetter(string? mail, string? shown) => Assert.Equal(shown, Mask.Mail(mail));

    [Theory]
    [InlineData("+33612345678", "•• •• •• 56 78")]
    [InlineData("06 12 34 56 78", "•• •• •• 56 78")]
    [InlineData("123", null)]
    [InlineData(null, null)]
    public void APhoneShowsItsLastFour(string? phone, string? shown) => Assert.Equal(shown, Mask.Phone(phone));
}
