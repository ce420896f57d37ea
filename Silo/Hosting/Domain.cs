using Platform.Citizens;

namespace Platform.Hosting;

/// <summary>What grains and their neighbours need of the host.</summary>
static partial class Domain
{
    /// <summary>Settings: <c>Journal:ClaimSecret</c>, base64 of at least 16 bytes, made once and never changed: people are found by it.</summary>
    public static void AddDomain(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Secret(builder.Configuration["Journal:ClaimSecret"]));
        builder.Services.AddSingleton<ContactPointDigest>();
        builder.Services.AddSingleton<Intake>();
        builder.Services.AddSingleton<HistoryFollower>();
        builder.Services.AddHostedService<Following>();
    }

    static ClaimSecret Secret(string? text)
    {
        var secret = new byte[text?.Length ?? 0];
        return text is not null && Convert.TryFromBase64String(text, secret, out var length) && length >= 16
            ? new(secret.AsMemory(0, length))
            : throw new InvalidOperationException(
                "Journal:ClaimSecret must be base64 of at least 16 bytes: make one with 'openssl rand -base64 32', and never change it.");
    }

    sealed partial class Following(HistoryFollower follower, ILogger<HistoryFollower> log) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            follower.Left += LeftBehind;
            await Task.Yield();
            await follower.Run(stoppingToken);
        }

        [LoggerMessage(LogLevel.Error, "The fact at position {Position} could not join a history and was left behind: {Why}")]
        partial void LeftBehind(long position, string why);
    }
}
