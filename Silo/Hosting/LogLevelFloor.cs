namespace Platform.Silo.Hosting;

/// <summary>What the framework would write of each request holds its address, and in it a name that was looked for, or a tracking code.</summary>
static class LogLevelFloor
{
    /// <summary>Lets nothing below a level through, whatever the settings ask to hear of this category, of a part of it, or of one provider.</summary>
    /// <param name="logging">Of a host.</param>
    /// <param name="category">The beginning of the names of loggers.</param>
    /// <param name="least">The lowest level that is written; <see cref="LogLevel.None"/> for nothing.</param>
    public static void SetLogLevelFloor(this ILoggingBuilder logging, string category, LogLevel least) =>
        logging.AddFilter(category, least).Services.AddOptions<LoggerFilterOptions>().PostConfigure<IEnumerable<ILoggerProvider>>((filter, providers) =>
        {
            for (var i = 0; i < filter.Rules.Count; i++)
                if (filter.Rules[i] is var rule && rule.LogLevel < least && rule.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) == true)
                    filter.Rules[i] = new(rule.ProviderName, rule.CategoryName, least, null);
            // A rule for one provider, as Logging:Console:LogLevel sets it, beats every rule for all of them.
            foreach (var provider in providers)
                filter.Rules.Add(new(provider.GetType().FullName, category, least, null));
        });
}
