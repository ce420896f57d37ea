using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Web.Desk;

/// <summary>What a page entrusts to a browser comes back as it was, or not at all.</summary>
public sealed class PageDataProtectorTests
{
    static readonly string Old = Secret(), New = Secret();

    [Fact]
    public void AnotherSiloOpensWhatOneSealed() =>
        Assert.Equal("reçu", Of(New).CreateProtector("receipt").Unprotect(Of(New).CreateProtector("receipt").Protect("reçu")));

    [Fact]
    public void WhatIsSealedForOneTownOpensForNoOther() => Assert.ThrowsAny<CryptographicException>(() =>
        Of(New).CreateProtector("receipt", "val-de-lys").Unprotect(Of(New).CreateProtector("receipt", "saint-aubin").Protect("reçu")));

    [Fact]
    public void APurposeIsNotItsNeighbour() => Assert.ThrowsAny<CryptographicException>(() =>
        Of(New).CreateProtector("a").CreateProtector("bc").Unprotect(Of(New).CreateProtector("ab").CreateProtector("c").Protect("reçu")));

    [Fact]
    public void DuringARotationTheSecretBeforeStillOpens() =>
        Assert.Equal("reçu", Of(New, Old).CreateProtector("receipt").Unprotect(Of(Old).CreateProtector("receipt").Protect("reçu")));

    [Fact]
    public void AfterItNoLonger() => Assert.ThrowsAny<CryptographicException>(() =>
        Of(New).CreateProtector("receipt").Unprotect(Of(Old).CreateProtector("receipt").Protect("reçu")));

    [Fact]
    public void OneBitTurnedIsRefused()
    {
        var sealedText = Of(New).CreateProtector("receipt").Protect([1, 2, 3]);
        for (var place = 0; place < sealedText.Length; place++)
        {
            var turned = sealedText.ToArray();
            turned[place] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Of(New).CreateProtector("receipt").Unprotect(turned));
        }
    }

    [Fact]
    public void TooShortIsRefused() => Assert.ThrowsAny<CryptographicException>(() => Of(New).CreateProtector("receipt").Unprotect([1, 2, 3]));

    static Platform.Web.Theme.PageDataProtector Of(string secret, string? before = null) => new(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["Edge:Secret"] = secret, ["Edge:PreviousSecret"] = before }).Build());

    static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
