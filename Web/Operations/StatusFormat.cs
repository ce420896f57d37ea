using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Operations;
using Platform.Web.Operations.Monitoring;
using Platform.Web.Theme;

namespace Platform.Web.Operations;

/// <summary>Figures as a person reads them, with their unit.</summary>
static class StatusFormat
{
    /// <summary>A rate or a count: one decimal below ten, none above.</summary>
    public static string Number(this PagePresenter front, double value) => value.ToString(value is > 0 and < 9.95 ? "N1" : "N0", front.Culture);

    /// <summary>Milliseconds.</summary>
    public static string Ms(this PagePresenter front, double value) => $"{value.ToString(value is > 0 and < 9.95 ? "N1" : "N0", front.Culture)} ms";

    /// <summary>Processor cores.</summary>
    public static string Cores(this PagePresenter front, double value) => value.ToString("N2", front.Culture);

    /// <summary>Memory, in megabytes.</summary>
    public static string Memory(this PagePresenter front, long bytes) => front["ops.megabytes", (bytes / 1048576.0).ToString("N0", front.Culture)];

    /// <summary>Hours and minutes, in the tenant's zone.</summary>
    public static string Time(this PagePresenter front, DateTimeOffset at, bool seconds = false) => front.Local(at).ToString(seconds ? "HH:mm:ss" : "HH:mm", front.Culture);

    /// <summary>The colour of a state: its name always stands in it.</summary>
    public static string Sign(string state) => state switch
    {
        NodeStates.Serving => "good",
        NodeStates.Draining or NodeStates.Starting => "warn",
        _ => "bad",
    };

    /// <summary>A state that has words.</summary>
    public static string State(this PagePresenter front, string state) => state is NodeStates.Serving or NodeStates.Draining or NodeStates.Starting or NodeStates.Unavailable or NodeStates.Lost
        ? front["node." + state]
        : state;

    /// <summary>A follower that has words.</summary>
    public static string Follower(this PagePresenter front, string name) => name is "histories" ? front["follower.histories"] : name;

    /// <summary>What a concern says.</summary>
    public static string Said(this PagePresenter front, Alert concern) =>
        front["concern." + concern.Key, concern.Key is "follower" ? front.Follower(concern.Named) : concern.About];

    /// <summary>A kind of grain that has a word.</summary>
    public static string Grain(this PagePresenter front, string kind) => kind is "citizen" or "request" or "tenant" ? front["grain." + kind] : kind;

    /// <summary>What an order is about, as people name it.</summary>
    public static string Subject(this PagePresenter front, OperatorCommand order) => order.Kind switch
    {
        OperatorCommandKind.Announce => front["ops.announced-so", (order.Terms.PerDay ?? 0).ToString("N0", front.Culture), front.Number(order.Terms.Peak ?? 0)],
        OperatorCommandKind.Withdraw => "",
        _ => order.Subject is OperatorCommand.Everyone ? front["ops.all-tenants"] : order.Subject,
    };
}
