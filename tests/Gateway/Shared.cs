namespace Platform.Tests.Gateway;

/// <summary>One gateway for the rules that leave it as it was.</summary>
public sealed class Shared : IAsyncLifetime
{
    internal GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await (await GatewayUnderTest.Start()).Serves("saint-aubin", "val-de-lys");

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}

[CollectionDefinition(nameof(Shared))]
public sealed class SharedGateway : ICollectionFixture<Shared>;
