namespace Orleans.Runtime;

/// <summary>Named values that travel with every call made after they were set, into the grains called and the grains these call.
/// What a grain sets is not seen by its caller.</summary>
public static class RequestContext
{
    /// <summary>The value of that name, or null.</summary>
    public static object? Get(string key) => CallScope.Current?.Values?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls that follow.</summary>
    public static void Set(string key, object value) => CallScope.Replace(new(CallScope.Current?.Values ?? []) { [key] = value });

    /// <summary>Forgets a value; false when there was none.</summary>
    public static bool Remove(string key)
    {
        if (CallScope.Current?.Values is not { } values || !values.ContainsKey(key))
            return false;
        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        CallScope.Replace(rest);
        return true;
    }

    /// <summary>Forgets all values.</summary>
    public static void Clear()
    {
        if (CallScope.Current?.Values is not null)
            CallScope.Replace(null);
    }
}
