using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Platform.Gateway.Contracts;
using Platform.Gateway.SignIn;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class SessionTimeoutTests : IDisposable
{
    readonly FakeTimeProvider _clock = new();
    readonly Sessions _sessions;

    public SessionTimeoutTests() => _sessions = new(new SharedSecretProtector([EchoSilo.Secret], "gateway"), _clock);

    [Fact]
    public void AnIdleSessionExpiresAfterTwoHours()
    {
        var cookie = _sessions.Create("saint-aubin", "agent:camille");
        _clock.Advance(TimeSpan.FromMinutes(119));
        Assert.NotNull(_sessions.Find(cookie, "saint-aubin"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_sessions.Find(cookie, "saint-aubin"));
    }

    [Fact]
    public void ASessionInUseExpiresAfterEightHours()
    {
        var cookie = _sessions.Create("saint-aubin", "agent:camille");
        var spent = TimeSpan.Zero;
        for (; _sessions.Find(cookie, "saint-aubin") is { } session; spent += TimeSpan.FromMinutes(20))
        {
            cookie = _sessions.Renew(session) ?? cookie;
            _clock.Advance(TimeSpan.FromMinutes(20));
        }
        Assert.Equal(TimeSpan.FromHours(8), spent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("CfDJ8")]
    public void AForgedCookieHasNoSession(string cookie) => Assert.Null(_sessions.Find(cookie, "saint-aubin"));

    [Fact]
    public void SessionsSurviveARotationOfTheSecret()
    {
        var fresh = RandomNumberGenerator.GetBytes(32);
        var cookie = _sessions.Create("saint-aubin", "agent:camille");
        using var during = new Sessions(new SharedSecretProtector([fresh, EchoSilo.Secret], "gateway"), _clock);
        using var after = new Sessions(new SharedSecretProtector([fresh], "gateway"), _clock);
        Assert.NotNull(during.Find(cookie, "saint-aubin"));
        Assert.Null(after.Find(cookie, "saint-aubin"));
        Assert.NotNull(after.Find(during.Create("saint-aubin", "agent:camille"), "saint-aubin"));
    }

    public void Dispose() => _sessions.Dispose();

    // S3: a cache that evicts let signed-out sessions work again.
    [Fact]
    public void ASignedOutSessionStaysRevokedHoweverManyFollow()
    {
        using var sessions = new Sessions(new SharedSecretProtector([EchoSilo.Secret], "gateway"), _clock);
        var cookie = sessions.Create("saint-aubin", "agent:camille");
        sessions.SignOut(sessions.Find(cookie, "saint-aubin")!);
        for (var i = 0; i < 150_000; i++)
            sessions.Revoke(new($"other-{i}", _clock.GetUtcNow().AddHours(8)));
        Assert.Null(sessions.Find(cookie, "saint-aubin"));
        _clock.Advance(TimeSpan.FromHours(7.9));
        Assert.Null(sessions.Find(cookie, "saint-aubin"));
    }
}
