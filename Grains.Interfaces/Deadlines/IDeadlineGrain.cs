namespace Platform.Grains.Interfaces.Deadlines;

/// <summary>A grain that set deadlines (SLA) in the journal, and is told when one has come.</summary>
[Alias("deadlines")]
public interface IDeadlineGrain : IGrainWithStringKey
{
    /// <summary>A deadline has come. The grain decides again, and moves or removes the deadline with the facts it commits. It may be told
    /// several times: under a command id made of name and time, it has its effect once.</summary>
    [Alias("due")] Task Due(string name, DateTimeOffset dueAt);
}
