using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Platform.Tests.Telemetry;

/// <summary>Keeps every line that a host logs: its words, its values, its exception, and the scopes around it.</summary>
[ProviderAlias("Overheard")]
sealed class CapturingLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Listening(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    static string Shown(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values
        ? $"{state} {string.Join(' ', values.Select(static value => $"{value.Key}={value.Value}"))}" : $"{state}";

    sealed class Listening(CapturingLoggerProvider heard, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => heard._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var around = new List<string>();
            heard._scopes.ForEachScope(static (scope, all) => all.Add(Shown(scope)), around);
            heard.Lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {Shown(state)} {exception} {string.Join(' ', around)}");
        }
    }
}
