using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Web.Operations.Monitoring;

/// <summary>How many silos the load needs, and why: measured, and never guessed.</summary>
/// <remarks>A silo is filled to 70 % of its cores: the rest takes over what a lost neighbour leaves behind. Three are advised whatever the load:
/// two alone cannot tell who is cut off.</remarks>
/// <param name="Measured">There were enough contacts to measure what one costs.</param>
/// <param name="MillisecondsPerContact">Processor time of the silos for one contact, whatever comes with it; null where not measured.</param>
/// <param name="SiloPerSecond">Contacts a second that one silo carries at 70 % of its cores; null where not measured.</param>
/// <param name="CoresWanted">Cores that the present load would use if nothing of it were turned away: the busiest fifteen seconds of five minutes.</param>
/// <param name="ForPresent">Silos that the present load needs, by the cores that it uses.</param>
/// <param name="ForAnnounced">Silos that the announced load needs; null where none is announced, or its cost is not measured.</param>
/// <param name="Recommended">What to run: three at least; never fewer than now while an announced load cannot be judged.</param>
/// <param name="Bound">What holds the platform back just now.</param>
sealed record CapacityAdvice(
    bool Measured, double? MillisecondsPerContact, double? SiloPerSecond, double CoresWanted, int ForPresent, int? ForAnnounced, int Recommended, Bound Bound)
{
    /// <summary>The share of a silo's cores that is filled.</summary>
    public const double Filled = 0.7;

    /// <summary>Fewer are not advised.</summary>
    public const int Fewest = 3;

    /// <summary>A span counts from so many contacts a second; below, idling costs more than they do.</summary>
    public const double CountsFrom = 5;

    /// <summary>So many contacts must have been counted before anything is said of what one costs.</summary>
    public const double EnoughContacts = 500;

    const double SlowDatabaseMs = 20;
    const double LongJournalQueue = 256;
    const int PresentSpans = 20;

    /// <summary>The advice for what was measured.</summary>
    public static CapacityAdvice Of(Measurements seen, AnnouncedLoad? announced)
    {
        var (cost, contacts) = Cost(seen.Spans);
        var measured = contacts >= EnoughContacts && cost > 0;
        var filled = seen.CoresOfSilo * Filled;
        var wanted = seen.Spans.TakeLast(PresentSpans).Select(Wanted).DefaultIfEmpty().Max();
        var present = Needed(wanted, filled);
        int? future = announced is null || !measured ? null : Needed(announced.PerSecond * cost, filled);
        var unsure = announced is not null && !measured ? seen.Silos : 0;
        return new(
            measured, measured ? cost * 1000 : null, measured ? filled / cost : null, wanted, present, future,
            Math.Max(Math.Max(Fewest, unsure), Math.Max(present, future ?? 0)), BoundOf(seen));
    }

    static (double Cost, double Contacts) Cost(IReadOnlyList<Load> spans)
    {
        var seconds = LoadHistory.Span.TotalSeconds;
        var busy = spans.Where(span => span.ContactsPerSecond >= CountsFrom).ToList();
        var contacts = busy.Sum(span => span.ContactsPerSecond) * seconds;
        return (contacts > 0 ? busy.Sum(span => span.SiloCores) * seconds / contacts : 0, contacts);
    }

    // Who was turned away wanted to be served too.
    static double Wanted(Load span) => span.SiloCores * (span.PerSecond > 0 ? 1 + (span.Shed / span.PerSecond) : 1);

    static int Needed(double cores, double filled) => (int)Math.Max(1, Math.Min(10_000, Math.Ceiling((cores / filled) - 1e-9)));

    static Bound BoundOf(Measurements seen) =>
        seen.SiloUse >= Filled ? Bound.Silos
        : seen.GatewayUse >= Filled ? Bound.Gateways
        : seen.DatabaseMs >= SlowDatabaseMs || seen.JournalQueue >= LongJournalQueue ? Bound.Database
        : seen.Spans is [.., { Shed: > 0 }] ? Bound.Budgets
        : Bound.None;
}

/// <summary>What was measured.</summary>
/// <param name="Spans">The last fifteen minutes, the oldest first.</param>
/// <param name="Silos">Live ones.</param>
/// <param name="CoresOfSilo">Of one silo.</param>
/// <param name="SiloUse">The share of their cores that silos use now, 0 to 1.</param>
/// <param name="GatewayUse">The same of the gateways.</param>
/// <param name="DatabaseMs">One round trip.</param>
/// <param name="JournalQueue">Appends that wait for a transaction, in all silos.</param>
sealed record Measurements(
    IReadOnlyList<Load> Spans, int Silos, double CoresOfSilo, double SiloUse = 0, double GatewayUse = 0, double DatabaseMs = 0, double JournalQueue = 0)
{
    /// <summary>What a board and its history say.</summary>
    public static Measurements Of(IReadOnlyList<NodeStatus> nodes, IReadOnlyList<Load> spans, double cores)
    {
        var (silos, gateways) = (nodes.Live(NodeKinds.Silo), nodes.Live(NodeKinds.Gateway));
        return new(
            spans, silos.Count, cores, Use(silos, cores), Use(gateways, cores),
            silos.Select(node => node.DatabaseMs).DefaultIfEmpty().Max(), silos.Sum(node => node.JournalQueue));
    }

    static double Use(IReadOnlyList<NodeStatus> nodes, double cores) => nodes.Count == 0 ? 0 : nodes.Sum(node => node.Cpu) / (nodes.Count * cores);
}

/// <summary>What holds the platform back.</summary>
enum Bound
{
    /// <summary>Nothing: there is room.</summary>
    None,

    /// <summary>The silos' processors: more silos help.</summary>
    Silos,

    /// <summary>The gateways' processors: more gateways help, more silos do not.</summary>
    Gateways,

    /// <summary>The database: more silos do not help.</summary>
    Database,

    /// <summary>Requests are turned away though there is room: a tenant is at its budget.</summary>
    Budgets,
}
