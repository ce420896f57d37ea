using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Platform.Web.Access;

namespace Platform.Web.Theme;

/// <summary>What pages entrust to a browser, under <see cref="Gateway.Contracts.SharedSecretProtector"/>: a form that one silo showed is accepted by another.</summary>
/// <remarks>Settings: <c>Edge:Secret</c>, and during a rotation <c>Edge:PreviousSecret</c>.</remarks>
sealed class PageDataProtector(Gateway.Contracts.SharedSecretProtector seal) : IDataProtector
{
    public PageDataProtector(IConfiguration configuration)
        : this(new Gateway.Contracts.SharedSecretProtector(CallerAuthentication.Secrets(configuration), "pages"))
    {
    }

    public IDataProtector CreateProtector(string purpose) => new PageDataProtector(seal.CreateProtector(purpose));

    public byte[] Protect(byte[] plaintext) => seal.Protect(plaintext);

    public byte[] Unprotect(byte[] protectedData) =>
        seal.Unprotect(protectedData) ?? throw new CryptographicException("Not sealed by us, or for another purpose.");
}
