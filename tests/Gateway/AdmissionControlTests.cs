using Microsoft.Extensions.Time.Testing;
using Platform.Gateway.Admission;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class AdmissionControlTests
{
    readonly FakeTimeProvider _clock = new();
    readonly AdmissionControl _admission;

    public AdmissionControlTests() => _admission = new(new(), _clock);

    [Fact]
    public void ATenantAloneHasAllPermits() => Assert.Equal(_admission.Limit, Fill(new()));

    [Fact]
    public void ASurgeTakesTheSharedHalfAndLeavesTheReservedOne()
    {
        var (surge, one, other) = (new TenantShare(), new TenantShare(), new TenantShare());
        foreach (var tenant in (TenantShare[])[surge, one, other])
            _admission.Release(tenant, _admission.TryAcquire(tenant, Now), null, Now);
        var reserved = _admission.Limit / 6;
        Assert.Equal(_admission.Limit - (2 * reserved), Fill(surge), 2.0);
        Assert.True(_admission.ExceedsFairShare(surge));
        Assert.Equal(reserved, Fill(one));
        Assert.Equal(reserved, Fill(other));
        Assert.False(_admission.ExceedsFairShare(other));
    }

    [Fact]
    public void ANoisyTenantGetsFewPermitsWhileItsNeighboursAreSlow()
    {
        var (surge, other) = (new TenantShare(), new TenantShare());
        SendWhileAnotherIsSlow(surge, other, perTenth: 400);
        Assert.InRange(Fill(surge), 1, _admission.Limit / 100);
        Assert.True(_admission.ExceedsFairShare(surge));
        Assert.NotEqual(Permit.None, _admission.TryAcquire(other, Now));
    }

    [Fact]
    public void ATenantInADeclaredCrisisIsNotLimitedAsNoisy()
    {
        var (crisis, other) = (new TenantShare { InCrisis = true }, new TenantShare());
        SendWhileAnotherIsSlow(crisis, other, perTenth: 400);
        Assert.InRange(Fill(crisis), _admission.Limit / 2, _admission.Limit);
        Assert.NotEqual(Permit.None, _admission.TryAcquire(other, Now));
    }

    [Fact]
    public void ATenantWhoseRequestsWaitForALostSiloIsNotNoisy()
    {
        var (waiting, other) = (new TenantShare(), new TenantShare());
        SendWhileAnotherIsSlow(waiting, other, perTenth: 40);
        Assert.InRange(Fill(waiting), _admission.Limit / 4, _admission.Limit);
    }

    [Fact]
    public void TenantsThatLoadThePlatformAlikeAreNotNoisy()
    {
        var (one, other) = (new TenantShare(), new TenantShare());
        Respond(one, TimeSpan.FromMilliseconds(3), times: 3);
        Respond(one, TimeSpan.FromMilliseconds(30), times: 30);
        Send(other, times: 400);
        var permits = 0;
        while (_admission.TryAcquire(one, Now) is not Permit.None && _admission.TryAcquire(other, Now) is not Permit.None)
            permits += 2;
        Assert.InRange(permits, _admission.Limit - 2, _admission.Limit);
    }

    [Fact]
    public void AnInactiveTenantLeavesItsReservedPermitsToOthers()
    {
        var (one, other) = (new TenantShare(), new TenantShare());
        _admission.Release(other, _admission.TryAcquire(other, Now), null, Now);
        _admission.Release(one, _admission.TryAcquire(one, Now), null, Now);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(_admission.Limit, Fill(one));
    }

    [Fact]
    public void AReleasedPermitIsFreeAgain()
    {
        var tenant = new TenantShare();
        for (var i = 0; i < 3 * _admission.Limit; i++)
            _admission.Release(tenant, _admission.TryAcquire(tenant, Now), 10, Now);
        Assert.Equal((0, 0), (_admission.InFlight, tenant.InFlight));
        Assert.Equal(_admission.Limit, Fill(tenant));
    }

    long Now => _clock.GetTimestamp();

    // Intervals of a tenth of a second, each with enough responses to recalculate.
    void Respond(TenantShare tenant, TimeSpan latency, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(101));
            for (var responses = 0; responses < 40; responses++)
                _admission.Release(tenant, _admission.TryAcquire(tenant, Now), (long)(latency.TotalSeconds * _clock.TimestampFrequency), Now);
        }
    }

    // The other sends 40 requests in each tenth of a second, and has high latency.
    void SendWhileAnotherIsSlow(TenantShare tenant, TenantShare other, int perTenth)
    {
        Respond(other, TimeSpan.FromMilliseconds(3), times: 3);
        for (var tenth = 0; tenth < 30; tenth++)
        {
            Respond(other, TimeSpan.FromMilliseconds(30), times: 1);
            Send(tenant, perTenth);
        }
    }

    void Send(TenantShare tenant, int times)
    {
        for (var i = 0; i < times; i++)
            _admission.Release(tenant, _admission.TryAcquire(tenant, Now), null, Now);
    }

    int Fill(TenantShare tenant)
    {
        var permits = 0;
        while (_admission.TryAcquire(tenant, Now) is not Permit.None)
            permits++;
        return permits;
    }
}
