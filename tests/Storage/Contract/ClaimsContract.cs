using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    static readonly ClaimKey Mail = new("email", "digest-of-ada@exemple.fr");

    async Task<Owner?> OwnerOf(TenantId town, ClaimKey claim) => Assert.Single(await Journal.Owners(town, [claim]));

    [Fact]
    public async Task AMailBelongsToWhoClaimedItFirst()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        await Journal.Commits(Contact(town, ada, 0) with { Claims = [new(Mail)] });
        var taken = Assert.IsType<Appended.Taken>(await Journal.Append(Contact(town, bob, 0, "late") with { Claims = [new(Mail)] }));
        Assert.Equal((Mail, ada.ToString()), (taken.Claim, taken.Owner));
        Assert.Equal(0, (await Journal.Load(bob.Stream(town))).Version);
        Assert.Null(await Journal.Answer(town, "late"));
        Assert.Equal(new Owner(town, ada.ToString(), false), await OwnerOf(town, Mail));
    }

    [Fact]
    public async Task OwnersAreToldInTheOrderAsked()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0) with { Claims = [new(Mail), new(new("phone", "p"))] });
        var owners = await Journal.Owners(town, [new("phone", "p"), new("phone", "nobody"), Mail]);
        Assert.Equal([ada.ToString(), null, ada.ToString()], owners.Select(owner => owner?.Id));
        Assert.Null(await OwnerOf(Town(), Mail));
    }

    [Fact]
    public async Task WhatIsProvenStaysProven()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0) with { Claims = [new(Mail)] });
        await Journal.Commits(Contact(town, ada, 1) with { Claims = [new(Mail, Verified: true)] });
        await Journal.Commits(Contact(town, ada, 2) with { Claims = [new(Mail)] });
        Assert.True((await OwnerOf(town, Mail))!.Value.Verified);
    }

    [Fact]
    public async Task AMergedFileGivesItsMailToTheOther()
    {
        var (town, kept, merged, other) = (Town(), Someone(), Someone(), Someone());
        await Journal.Commits(Contact(town, merged, 0) with { Claims = [new(Mail, Verified: true)] });
        Assert.IsType<Appended.Taken>(await Journal.Append(Contact(town, kept, 0) with { Claims = [new(Mail, From: other.ToString())] }));
        await Journal.Commits(Contact(town, kept, 0) with { Claims = [new(Mail, From: merged.ToString())] });
        Assert.Equal(new Owner(town, kept.ToString(), false), await OwnerOf(town, Mail));
    }

    [Fact]
    public async Task AHostBelongsToOneTownOfAll()
    {
        var (one, other) = (Town(), Town());
        var host = new ClaimKey("host", $"{one}.exemple.fr");
        await Journal.Commits(Setting(one, 0, host));
        Assert.Equal(one.ToString(), Assert.IsType<Appended.Taken>(await Journal.Append(Setting(other, 0, host))).Owner);
        Assert.Equal(one, (await OwnerOf(other, host))!.Value.Tenant);
        await Journal.Commits(Setting(one, 1) with { Releases = [host] });
        await Journal.Commits(Setting(other, 0, host));
        Assert.Equal(other, (await OwnerOf(one, host))!.Value.Tenant);
    }

    [Fact]
    public async Task OnlyItsOwnerGivesAMailUpAndOnlyWhenItCommits()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        await Journal.Commits(Contact(town, ada, 0) with { Claims = [new(Mail)] });
        await Journal.Commits(Contact(town, bob, 0) with { Releases = [Mail] });
        Assert.IsType<Appended.Conflict>(await Journal.Append(Contact(town, ada, 0) with { Releases = [Mail] }));
        Assert.Equal(ada.ToString(), (await OwnerOf(town, Mail))!.Value.Id);
        await Journal.Commits(Contact(town, ada, 1) with { Releases = [Mail] });
        Assert.Null(await OwnerOf(town, Mail));
    }

    [Fact]
    public async Task OfManyWhoClaimAtOnceOneWinsAndTheOthersLearnWho()
    {
        var town = Town();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Someone())
            .Select(async someone => (someone, outcome: await Journal.Append(Contact(town, someone, 0) with { Claims = [new(Mail)] }))));
        var winner = Assert.Single(outcomes, one => one.outcome is Appended.Committed).someone;
        Assert.All(outcomes.Where(one => one.someone != winner), one => Assert.Equal(winner.ToString(), Assert.IsType<Appended.Taken>(one.outcome).Owner));
    }

    static Append Setting(TenantId town, long expected, params ClaimKey[] hosts) =>
        new(new(town, "tenant", town.ToString()), expected, Guid.NewGuid().ToString("N"), Bytes("digest"), Bytes("answer"), [Fact("{}", type: "tenant-set")])
        {
            Claims = [.. hosts.Select(host => new UniqueClaim(host))],
        };
}
