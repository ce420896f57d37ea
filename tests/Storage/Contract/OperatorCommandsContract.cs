using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Operations;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public async Task AnOrderSentTwiceIsOneAndSaysWhatBecameOfIt()
    {
        var order = new OperatorCommand(
            Guid.NewGuid().ToString("N"), OperatorCommandKind.StopIntake, "saint-aubin", new(new("Retour à 14 h.", De: "Zurück um 14 Uhr."), Name: "Alex"), "operations:alex", Noon);
        Assert.Equal(order, await House.Orders.Keep(order));
        Assert.Equal(order, await House.Orders.Keep(order with { Subject = "val-de-lys", At = Noon.AddHours(1) }));
        await House.Orders.Settle(order.Command, OperatorCommand.Done);
        Assert.Equal(order with { Outcome = OperatorCommand.Done }, (await House.Orders.Newest(1_000)).Single(kept => kept.Command == order.Command));
    }

    [Fact]
    public async Task TheLastAnnouncementThatWasCarriedOutStands()
    {
        async Task Order(OperatorCommandKind kind, CommandParameters terms, string? outcome)
        {
            var order = await House.Orders.Keep(new(Guid.NewGuid().ToString("N"), kind, "*", terms, "operations:alex", Noon));
            if (outcome is not null)
                await House.Orders.Settle(order.Command, outcome);
        }
        await Order(OperatorCommandKind.Announce, new(PerDay: 400_000, Peak: 4.5), "done");
        await Order(OperatorCommandKind.Announce, new(PerDay: 1, Peak: 1), null);
        Assert.Equal(new(400_000, 4.5), await House.Orders.Announced());
        await Order(OperatorCommandKind.Withdraw, new(), "done");
        Assert.Null(await House.Orders.Announced());
    }
}
