using System.Reflection;

namespace Orleans.Runtime;

// A reference to a grain: every method of the interface becomes a call.
class GrainProxy : DispatchProxy, IAddressable, IEquatable<GrainProxy>
{
    IRouter _router = null!;
    GrainClass _grainClass = null!;
    GrainInterface _interface = null!;

    public GrainId GrainId { get; private set; }

    public static object Create(GrainInterface type, IRouter router, GrainClass grainClass, IdSpan key)
    {
        var proxy = Create(type.Type, typeof(GrainProxy));
        var grain = (GrainProxy)proxy;
        grain._router = router;
        grain._grainClass = grainClass;
        grain._interface = type;
        grain.GrainId = GrainId.Create(grainClass.Type, key);
        return proxy;
    }

    public bool Equals(GrainProxy? other) => other is not null && GrainId == other.GrainId;
    public override bool Equals(object? obj) => Equals(obj as GrainProxy);
    public override int GetHashCode() => GrainId.GetHashCode();
    public override string ToString() => GrainId.ToString();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _interface[targetMethod!].Send(_router, GrainId, _grainClass, args!);
}
