using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Platform.Silo.Access;

namespace Platform.Silo.Look;

/// <summary>What pages entrust to a browser, under <see cref="Gateway.Contracts.Seal"/>: a form that one silo showed is accepted by another.</summary>
/// <remarks>Settings: <c>Edge:Secret</c>, and during a rotation <c>Edge:PreviousSecret</c>.</remarks>
sealed class Seal(Gateway.Contracts.Seal seal) : IDataProtector
{
    public Seal(IConfiguration configuration)
        : this(new Gateway.Contracts.Seal(CallerAuthentication.Secrets(configuration), "pages"))
    {
    }

    public IDataProtector CreateProtector(string purpose) => new Seal(seal.For(purpose));

    public byte[] Protect(byte[] plaintext) => seal.Close(plaintext);

    public byte[] Unprotect(byte[] protectedData) =>
        seal.Open(protectedData) ?? throw new CryptographicException("Not sealed by us, or for another purpose.");
}
