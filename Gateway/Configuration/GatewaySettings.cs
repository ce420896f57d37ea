using Platform.Gateway.Contracts;

namespace Platform.Gateway.Configuration;

/// <summary>The settings of a gateway, read once at start; every member is documented in docs/settings.md.</summary>
sealed record GatewaySettings
{
    public IReadOnlyList<Uri> Silos { get; init; } = [];
    public IReadOnlyList<string> Hosts { get; init; } = ["localhost", "127.0.0.1", "[::1]"];
    public bool AllowHttp { get; init; }
    public int Concurrent { get; init; } = 4_000;
    public int BodyKilobytes { get; init; } = 256;
    public IReadOnlyList<string> Proxies { get; init; } = [];
    public int BodiesAtOnce { get; init; } = 2_000;
    public int BodiesPerClient { get; init; } = 64;
    public int BufferMegabytes { get; init; } = 128;
    public int ClientPerSecond { get; init; } = 200;
    public int AccountPerSecond { get; init; } = 100;
    public int FormsPerMinute { get; init; } = 300;
    public int CodesPerMinute { get; init; } = 60;
    public IReadOnlyList<string> StreamingPaths { get; init; } = ["/api/contacts/batch"];
    public long StreamingMegabytes { get; init; } = 1_024;
    public int TimeoutSeconds { get; init; } = 30;
    public double NoticeSeconds { get; init; } = 2;
    public bool MutualTls { get; init; }
    public byte[] Secret { get; init; } = [];
    public IReadOnlyList<byte[]> Secrets { get; init; } = [];

    /// <exception cref="SettingsException">A setting is missing or invalid.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Gateway").Get<GatewaySettings>() ?? new();
        // The binder appends configured lists to the defaults; a list that is set must replace them.
        var hosts = configuration.GetSection("Gateway:Hosts").Get<string[]>();
        var streaming = configuration.GetSection("Gateway:StreamingPaths").Get<string[]>();
        settings = settings with
        {
            Hosts = hosts ?? new GatewaySettings().Hosts,
            StreamingPaths = streaming ?? new GatewaySettings().StreamingPaths,
            MutualTls = !string.IsNullOrEmpty(configuration["Edge:Certificate"]),
            Secret = ParseSecret(configuration["Edge:Secret"], "Edge:Secret"),
        };
        settings = settings with
        {
            Secrets = configuration["Edge:PreviousSecret"] is { Length: > 0 } previous
                ? [settings.Secret, ParseSecret(previous, "Edge:PreviousSecret")]
                : [settings.Secret],
        };
        if (settings.Proxies.FirstOrDefault(proxy => !ProxyNetworks.TryParse(proxy, out _)) is { } wrong)
            throw new SettingsException($"Gateway:Proxies: {wrong} is neither an address nor a network; write 10.0.0.5 or 10.0.0.0/8.");
        if (settings.Silos.Count == 0 || settings.Silos.Any(silo => !silo.IsAbsoluteUri || silo.Scheme is not ("http" or "https")))
            throw new SettingsException("Gateway:Silos:0 must be the address of a silo, such as http://127.0.0.1:5001.");
        if (settings.MutualTls && settings.Silos.FirstOrDefault(silo => silo.Scheme != "https") is { } plain)
            throw new SettingsException($"Gateway:Silos: with Edge:Certificate silos are reached over TLS; write https instead of {plain}.");
        return settings;
    }

    static byte[] ParseSecret(string? text, string name) => SharedSecret.Parse(text)
        ?? throw new SettingsException($"{name} must be base64 of at least 32 random bytes, the same here and in every silo.");
}

/// <summary>The configuration cannot be used; the message says what to write.</summary>
sealed class SettingsException(string message) : Exception(message);
