using System.Security.Cryptography;
using Platform.Gateway.Contracts;
using Platform.Grains.Citizens;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Histories;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Requests;
using Platform.Silo.Clustering;
using Platform.Silo.Deadlines;
using Platform.Silo.Monitoring;
using Platform.Silo.Projections;

namespace Platform.Silo.Hosting;

/// <summary>What grains and their neighbours need of the host.</summary>
static class GrainServices
{
    /// <summary>Settings: <c>Journal:ClaimSecret</c>, by default the <c>Journal:MasterKey</c>.</summary>
    public static void AddDomain(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Secret(builder.Configuration.GetSection("Journal")));
        builder.Services.AddSingleton<ContactPointDigest>();
        builder.Services.AddSingleton<IContactIntake>(services => new RetryingContactIntake(
            ActivatorUtilities.CreateInstance<ContactIntake>(services, services.GetRequiredService<IClusterClient>()), services.GetRequiredService<ISiloDirectory>()));
        builder.Services.AddSingleton<DeadLetterSink>(services => services.GetRequiredService<DeadLetters>().Leave);
        builder.Services.AddSingleton<IProjection, HistoryProjection>();
        builder.Services.AddSingleton<RequestChanges>().AddSingleton<IRequestChanges>(services => services.GetRequiredService<RequestChanges>())
            .AddHostedService(services => services.GetRequiredService<RequestChanges>());
        builder.Services.AddSingleton<ProjectionHost>().AddHostedService(services => services.GetRequiredService<ProjectionHost>());
        builder.Services.AddSingleton<DeadLetters>().AddSingleton<IDeadLetters>(services => services.GetRequiredService<DeadLetters>());
        builder.Services.AddHostedService<DeadlineSweeper>();
        builder.Services.AddSingleton<CitizenIndex>().AddHostedService<SearchReindexer>();
    }

    // People are found by it, so it outlives a change of the master key: the change names the first one as the claim secret.
    static ClaimSecret Secret(IConfigurationSection journal)
    {
        var named = journal["ClaimSecret"];
        if (named is null && journal.GetSection("PreviousMasterKeys").GetChildren().Any())
            throw new InvalidOperationException(
                "The master key is being changed: set Journal:ClaimSecret to the first Journal:MasterKey, else nobody's file is found again.");
        return SharedSecret.Parse(named ?? journal["MasterKey"]) is { } secret
            ? new(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "claims"u8.ToArray()))
            : throw new InvalidOperationException(
                "Journal:MasterKey, and Journal:ClaimSecret where it is set, must be base64 of 32 bytes: make one with 'openssl rand -base64 32'.");
    }
}
