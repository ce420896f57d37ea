using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platform.Gateway.Contracts.Telemetry;

/// <summary>Lower levels of the framework's loggers write the address of each request, and with it names that were searched for and tracking
/// codes: no configuration may enable them.</summary>
public static class LogLevelFloor
{
    /// <summary>Suppresses a category below a level, whatever the configuration sets for it, for a part of it, or for one provider.</summary>
    /// <param name="logging">Of a host.</param>
    /// <param name="category">The prefix of the names of loggers.</param>
    /// <param name="floor">The lowest level that is written; <see cref="LogLevel.None"/> for nothing.</param>
    public static void SetLogLevelFloor(this ILoggingBuilder logging, string category, LogLevel floor) =>
        logging.AddFilter(category, floor).Services.AddOptions<LoggerFilterOptions>().PostConfigure<IEnumerable<ILoggerProvider>>((filter, providers) =>
        {
            for (var i = 0; i < filter.Rules.Count; i++)
                if (filter.Rules[i] is var rule && rule.LogLevel < floor && rule.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) == true)
                    filter.Rules[i] = new(rule.ProviderName, rule.CategoryName, floor, null);
            // A rule for one provider, as Logging:Console:LogLevel sets it, takes precedence over every rule for all of them.
            foreach (var provider in providers)
                filter.Rules.Add(new(provider.GetType().FullName, category, floor, null));
        });
}
