using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Operations;
using Platform.Web.Operations.Monitoring;
using Platform.Web.Theme;

namespace Platform.Web.Operations;

/// <summary>Figures as a person reads them, with their unit.</summary>
static class StatusFormat
{
    /// <summary>A rate or a count: one decimal below ten, none above.</summary>
    public static string Number(this PagePresenter presenter, double value) => value.ToString(value is > 0 and < 9.95 ? "N1" : "N0", presenter.Culture);

    /// <summary>Milliseconds.</summary>
    public static string Ms(this PagePresenter presenter, double value) => $"{value.ToString(value is > 0 and < 9.95 ? "N1" : "N0", presenter.Culture)} ms";

    /// <summary>Processor cores.</summary>
    public static string Cores(this PagePresenter presenter, double value) => value.ToString("N2", presenter.Culture);

    /// <summary>Memory, in megabytes.</summary>
    public static string Memory(this PagePresenter presenter, long bytes) => presenter["ops.megabytes", (bytes / 1048576.0).ToString("N0", presenter.Culture)];

    /// <summary>Hours and minutes, in the tenant's zone.</summary>
    public static string Time(this PagePresenter presenter, DateTimeOffset at, bool seconds = false) => presenter.Local(at).ToString(seconds ? "HH:mm:ss" : "HH:mm", presenter.Culture);

    /// <summary>The colour of a state: its name always stands in it.</summary>
    public static string CssClass(string state) => state switch
    {
        NodeStates.Serving => "good",
        NodeStates.Draining or NodeStates.Starting => "warn",
        _ => "bad",
    };

    /// <summary>A state that has words.</summary>
    public static string State(this PagePresenter presenter, string state) => state is NodeStates.Serving or NodeStates.Draining or NodeStates.Starting or NodeStates.Unavailable or NodeStates.Lost
        ? presenter["node." + state]
        : state;

    /// <summary>A follower that has words.</summary>
    public static string Follower(this PagePresenter presenter, string name) => name is "histories" ? presenter["follower.histories"] : name;

    /// <summary>What a concern says.</summary>
    public static string Said(this PagePresenter presenter, Alert concern) =>
        presenter["concern." + concern.Key, concern.Key is "follower" ? presenter.Follower(concern.Named) : concern.About];

    /// <summary>A kind of grain that has a word.</summary>
    public static string Grain(this PagePresenter presenter, string kind) => kind is "citizen" or "request" or "tenant" ? presenter["grain." + kind] : kind;

    /// <summary>What an order is about, as people name it.</summary>
    public static string Subject(this PagePresenter presenter, OperatorCommand order) => order.Kind switch
    {
        OperatorCommandKind.Announce => presenter["ops.announced-so", (order.Terms.PerDay ?? 0).ToString("N0", presenter.Culture), presenter.Number(order.Terms.Peak ?? 0)],
        OperatorCommandKind.Withdraw => "",
        _ => order.Subject is OperatorCommand.Everyone ? presenter["ops.all-tenants"] : order.Subject,
    };
}
