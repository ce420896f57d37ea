namespace Platform.Tests.Gateway;

/// <summary>One gateway for the tests that leave it as it was.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await (await GatewayUnderTest.Start()).WaitForTenants("saint-aubin", "val-de-lys");

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}

[CollectionDefinition(nameof(GatewayFixture))]
public sealed class GatewayCollection : ICollectionFixture<GatewayFixture>;
