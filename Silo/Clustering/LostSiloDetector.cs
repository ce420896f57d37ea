using System.Net;
using System.Net.Sockets;

namespace Platform.Silo.Clustering;

/// <summary>Declares a silo dead whose process is gone. A connection that the kernel refuses is a proof, where a probe that is not answered
/// is only a suspicion: after a lost call the ports of the other silos are tried, and nobody waits for probes.</summary>
/// <remarks>A frozen or unreachable silo refuses no connection: Orleans' probes find it.</remarks>
sealed partial class LostSiloDetector(IClusterMembershipService membership, ILocalSiloDetails local, ILogger<LostSiloDetector> log)
{
    static readonly TimeSpan ConnectTimeout = TimeSpan.FromMilliseconds(200), BetweenTries = TimeSpan.FromMilliseconds(50);
    int _looking;

    /// <summary>Looks for silos whose process is gone, one look at a time; returns at once.</summary>
    public void Look()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 0)
            _ = LookOnce();
    }

    async Task LookOnce()
    {
        await Task.Yield();
        try
        {
            await Task.WhenAll(membership.CurrentSnapshot.Members.Values
                .Where(silo => silo.Status is SiloStatus.Active && !silo.SiloAddress.Equals(local.SiloAddress)).Select(silo => Check(silo.SiloAddress)));
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    async Task Check(SiloAddress silo)
    {
        // Twice: a process that has just been started again may not listen yet.
        if (!await IsRefused(silo.Endpoint))
            return;
        await Task.Delay(BetweenTries);
        if (!await IsRefused(silo.Endpoint))
            return;
        try
        {
            if (await membership.TryKill(silo))
                LogGone(silo.ToString());
        }
        catch (Exception away)
        {
            // Without the table nobody can be declared dead; the next lost call looks again.
            LogNotDeclared(silo.ToString(), away.GetType().Name);
        }
    }

    internal static async Task<bool> IsRefused(IPEndPoint endpoint)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint).WaitAsync(ConnectTimeout);
            return false;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode is SocketError.ConnectionRefused;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The process of the silo {Silo} is gone: its port refuses connections. It is declared dead")]
    partial void LogGone(string silo);

    [LoggerMessage(LogLevel.Warning, "The silo {Silo} is gone and cannot be declared dead for now: {Fault}")]
    partial void LogNotDeclared(string silo, string fault);
}
