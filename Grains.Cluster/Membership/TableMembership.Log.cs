using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

// What operators read of it.
sealed partial class TableMembership
{
    [LoggerMessage(1, LogLevel.Information, "{Silo} enters the cluster")]
    static partial void LogEntered(ILogger log, SiloAddress silo);

    [LoggerMessage(2, LogLevel.Information, "{Silo} is {Stage}")]
    static partial void LogStage(ILogger log, SiloAddress silo, SiloStage stage);

    [LoggerMessage(3, LogLevel.Warning, "{Silo} may not go on: it was slow or not heard. It abandons its grains and enters anew")]
    static partial void LogEnded(ILogger log, SiloAddress silo);

    [LoggerMessage(4, LogLevel.Warning, "{Silo} is gone (refuses connections: {Refused})")]
    static partial void LogBuried(ILogger log, SiloAddress silo, bool refused);

    [LoggerMessage(5, LogLevel.Warning, "{Silo} is not heard by others and has to go")]
    static partial void LogCondemned(ILogger log, SiloAddress silo);

    [LoggerMessage(6, LogLevel.Warning, "The table of silos cannot be read: {Type}: {Text}. It is tried again")]
    static partial void LogAway(ILogger log, string type, string text);

    [LoggerMessage(7, LogLevel.Information, "The table of silos can be read again")]
    static partial void LogBack(ILogger log);
}
