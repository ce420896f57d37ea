using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Mapping;

/// <summary>How Dapper reads and writes our types, in both databases alike.</summary>
static class Columns
{
    /// <summary>Once in a process, before the first query.</summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        Map(value => value is string text ? Timestamps.Parse(text) : value is DateTime at ? new(at) : (DateTimeOffset)value,
            (at, sqlite) => sqlite ? Timestamps.Text(at) : Timestamps.Kept(at));
        Map(Uuid, (id, _) => id);
        Map(value => value is bool yes ? yes : (long)value != 0, (yes, _) => yes);
        Map(value => Convert.ToInt32(value, null), (number, _) => number);
        Map(value => TenantId.Parse((string)value), (id, _) => id.Value);
        Map(value => ServiceId.Parse((string)value), (id, _) => id.Value);
        Map(value => new CitizenId(Uuid(value)), (id, _) => id.Value);
        Map(value => new RequestId(Uuid(value)), (id, _) => id.Value);
    }

    static Guid Uuid(object value) => value is Guid id ? id : Guid.Parse((string)value);

    static void Map<T>(Func<object, T> read, Func<T, bool, object> write)
    {
        SqlMapper.RemoveTypeMap(typeof(T));
        if (typeof(T).IsValueType) SqlMapper.RemoveTypeMap(typeof(Nullable<>).MakeGenericType(typeof(T)));
        SqlMapper.AddTypeHandler(new Handler<T>(read, write));
    }

    sealed class Handler<T>(Func<object, T> read, Func<T, bool, object> write) : SqlMapper.TypeHandler<T>
    {
        public override T Parse(object value) => read(value);

        public override void SetValue(IDbDataParameter parameter, T? value) =>
            parameter.Value = value is null ? DBNull.Value : write(value, parameter is SqliteParameter);
    }
}
