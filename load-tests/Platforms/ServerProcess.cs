using System.Diagnostics;
using System.Net;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>A program of the platform (Silo, Gateway, Standalone) as a process that can be killed, frozen, stopped and started again.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    // Longer than a request may take; systemd and Kubernetes are told no less.
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    readonly string name;
    readonly ServerProgram program;
    readonly ProcessOutput output = new();
    readonly HttpClient http;
    readonly SemaphoreSlim starting = new(1);
    readonly Lock gate = new();
    Process? process;
    // Killed or terminated on purpose: it is not to be started again by a supervisor.
    bool stopped;

    ServerProcess(string name, int port, ServerProgram program)
    {
        (this.name, Port, this.program) = (name, port, program);
        http = new() { BaseAddress = new($"http://{Address}"), Timeout = TimeSpan.FromSeconds(5) };
    }

    /// <summary>Its HTTP port, the same after a restart.</summary>
    public int Port { get; }

    /// <summary>Its HTTP address, the same after a restart.</summary>
    public IPEndPoint Address => new(program.Environment.Address, Port);

    public int ProcessId => Current.Id;

    public bool IsRunning
    {
        get { lock (gate) return process is { HasExited: false }; }
    }

    /// <summary>Its exit code where it ended by itself; null: it runs, or was killed or terminated by this program.</summary>
    public int? EndedByItselfWith
    {
        get { lock (gate) return !stopped && process is { HasExited: true } ? process.ExitCode : null; }
    }

    Process Current
    {
        get { lock (gate) return process ?? throw new InvalidOperationException($"{name} was never started."); }
    }

    /// <summary>The last lines of its output, those of earlier processes included.</summary>
    public string LastOutput => $"{output}";

    public override string ToString() => name;

    /// <summary>Starts it and waits until <c>/health</c> answers 2xx.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="settings">By their keys, as <c>Section:Key</c>.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <param name="arguments">Command line arguments for a port; null: none, and the port is passed as <c>ASPNETCORE_URLS</c>.</param>
    /// <param name="environment">Where it runs; null: <see cref="ProcessEnvironment.Default"/>.</param>
    /// <param name="name">Its name in messages; null: the project's.</param>
    /// <exception cref="InvalidOperationException">It ended, or is not healthy in time; its last output is in the message.</exception>
    public static async Task<ServerProcess> Start(
        string project, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation, Func<int, string[]>? arguments = null,
        ProcessEnvironment? environment = null, string? name = null)
    {
        var (port, env) = (FreePort.Take(), environment ?? ProcessEnvironment.Default);
        var all = arguments is null ? new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = $"http://{env.Address}:{port}" } : settings;
        var server = new ServerProcess(name ?? project, port, new(project, arguments?.Invoke(port) ?? [], all, env));
        try
        {
            await server.Start(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again with the same settings and port, unless it runs, and waits until it is healthy.</summary>
    /// <exception cref="InvalidOperationException">It ended, or is not healthy in time; its last output is in the message.</exception>
    public Task Start(CancellationToken cancellation) => Start(onlyIfEndedByItself: false, cancellation);

    /// <summary>Starts it again if it ended by itself: what a supervisor does.</summary>
    /// <exception cref="InvalidOperationException">It ended, or is not healthy in time; its last output is in the message.</exception>
    public Task Restart(CancellationToken cancellation) => Start(onlyIfEndedByItself: true, cancellation);

    /// <summary>SIGKILL, and waits until it has ended; nothing where it has ended already.</summary>
    public async Task Kill()
    {
        var current = Stop();
        current.Kill();
        await current.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stops running, and its connections stay open.</summary>
    public void Freeze() => UnixSignal.Stop(ProcessId);

    /// <summary>SIGCONT: it continues where it was stopped.</summary>
    public void Resume() => UnixSignal.Continue(ProcessId);

    /// <summary>SIGTERM, and waits for its graceful shutdown.</summary>
    /// <returns>Its exit code; null: it did not end in time, and was killed.</returns>
    public async Task<int?> Terminate()
    {
        var current = Stop();
        UnixSignal.Terminate(current.Id);
        using var timeout = new CancellationTokenSource(StopTimeout);
        await current.WaitForExitAsync(timeout.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        if (current.HasExited) return current.ExitCode;
        await Kill();
        return null;
    }

    /// <summary>Whether <c>/health</c> answers 2xx.</summary>
    public async Task<bool> IsHealthy(CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/health", UriKind.Relative), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Not listening yet, or too busy to answer.
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            // A frozen process handles no SIGTERM. Graceful, so that a server that cannot shut down is found out here.
            Resume();
            await Terminate();
        }
        process?.Dispose();
        http.Dispose();
        starting.Dispose();
    }

    async Task Start(bool onlyIfEndedByItself, CancellationToken cancellation)
    {
        await starting.WaitAsync(cancellation);
        try
        {
            lock (gate)
            {
                if (onlyIfEndedByItself && (stopped || process is not { HasExited: true })) return;
                if (process is not { HasExited: false })
                {
                    process?.Dispose();
                    process = program.Start();
                    output.Capture(process);
                }
                stopped = false;
            }
            await WaitUntilHealthy(cancellation);
        }
        finally
        {
            starting.Release();
        }
    }

    Process Stop()
    {
        lock (gate)
        {
            stopped = true;
            return Current;
        }
    }

    async Task WaitUntilHealthy(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var since = Stopwatch.StartNew(); since.Elapsed < StartTimeout; await timer.WaitForNextTickAsync(cancellation))
        {
            if (!IsRunning) throw new InvalidOperationException($"{name} ended with {Current.ExitCode}. Its last output:\n{output}");
            if (await IsHealthy(cancellation)) return;
        }
        throw new InvalidOperationException($"{name} is not healthy after {StartTimeout.TotalSeconds} s. Its last output:\n{output}");
    }
}
