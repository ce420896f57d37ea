using System.Globalization;

namespace Orleans.Runtime;

// References that send their calls by one router.
sealed class GrainFactory(IRouter router, IServiceProvider services) : IClusterClient
{
    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        (TGrainInterface)Refer(
            typeof(TGrainInterface), IdSpan.Create(primaryKey.ToString("X", CultureInfo.InvariantCulture)), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return (TGrainInterface)Refer(typeof(TGrainInterface), IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable => (TGrainInterface)GrainProxy.Create(
        GrainInterface.Of(typeof(TGrainInterface)), router,
        GrainClasses.All.Find(grainId.Type) ?? throw new ArgumentException($"No grain class is named '{grainId.Type}'."), grainId.Key);

    object Refer(Type type, IdSpan key, string? prefix) =>
        GrainProxy.Create(GrainInterface.Of(type), router, GrainClasses.All.Of(type, prefix), key);
}
