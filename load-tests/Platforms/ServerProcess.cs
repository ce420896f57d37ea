using System.Diagnostics;
using System.Net;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>A program of the platform (Silo, Gateway, Standalone), run as a process from the build output beside this one.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    // Longer than a request may take; systemd and Kubernetes are told no less.
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    readonly string name;
    readonly string[] arguments;
    readonly IReadOnlyDictionary<string, string> settings;
    readonly ProcessEnvironment environment;
    readonly ProcessOutput output = new();
    Process? process;

    ServerProcess(string name, int port, string[] arguments, IReadOnlyDictionary<string, string> settings, ProcessEnvironment environment) =>
        (this.name, Port, this.arguments, this.settings, this.environment) = (name, port, arguments, settings, environment);

    /// <summary>Its HTTP port, the same after a restart.</summary>
    public int Port { get; }

    /// <summary>Its HTTP address, the same after a restart.</summary>
    public IPEndPoint Address => new(environment.Address, Port);

    public bool IsRunning => process is { HasExited: false };

    public override string ToString() => name;

    public int ProcessId => process!.Id;

    /// <summary>Starts it and waits until <c>/health</c> answers 2xx.</summary>
    /// <param name="name">The project's name.</param>
    /// <param name="settings">By their keys, as <c>Section:Key</c>.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <param name="arguments">Command line arguments for a port; null: none, and the port is passed as <c>ASPNETCORE_URLS</c>.</param>
    /// <param name="environment">How it is started; null: <see cref="ProcessEnvironment.Default"/>.</param>
    /// <exception cref="InvalidOperationException">It ended, or is not healthy in time; its last output is in the message.</exception>
    public static async Task<ServerProcess> Start(
        string name, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation, Func<int, string[]>? arguments = null,
        ProcessEnvironment? environment = null)
    {
        var port = FreePort.Take();
        var env = environment ?? ProcessEnvironment.Default;
        var program = new ServerProcess(
            name, port, arguments?.Invoke(port) ?? [],
            arguments is null ? new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = $"http://{env.Address}:{port}" } : settings, env);
        try
        {
            await program.Start(cancellation);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again, with the same settings and port.</summary>
    public async Task Start(CancellationToken cancellation)
    {
        process?.Dispose();
        process = Process.Start(CreateStartInfo()) ?? throw new InvalidOperationException($"{name} did not start.");
        output.Capture(process);
        await WaitUntilHealthy(cancellation);
    }

    /// <summary>SIGKILL, and waits until it has ended.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stops running, and its connections stay open.</summary>
    public void Freeze() => UnixSignal.Stop(ProcessId);

    /// <summary>SIGCONT: it continues where it was stopped.</summary>
    public void Resume() => UnixSignal.Continue(ProcessId);

    /// <summary>SIGTERM, and waits for its graceful shutdown.</summary>
    /// <returns>Its exit code; null: it did not end in time, and was killed.</returns>
    public async Task<int?> Terminate()
    {
        UnixSignal.Terminate(ProcessId);
        using var grace = new CancellationTokenSource(StopTimeout);
        await process!.WaitForExitAsync(grace.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        if (process.HasExited) return process.ExitCode;
        await Kill();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        if (!process.HasExited)
        {
            // A stopped process handles no SIGTERM. Graceful, so that a server that cannot shut down is found out here.
            Resume();
            await Terminate();
        }
        process.Dispose();
    }

    ProcessStartInfo CreateStartInfo()
    {
        // bin/<configuration>/<framework> of this project leads to the same folder of the program's project.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var folder = Path.Combine(here.Parent!.Parent!.Parent!.Parent!.FullName, name);
        var program = Path.Combine(folder, "bin", here.Parent.Name, here.Name, name + ".dll");
        if (!File.Exists(program)) throw new InvalidOperationException($"{name} is not built: {program} is missing. Run: dotnet build -c {here.Parent.Name}");
        string[] line = [.. environment.CommandPrefix, "dotnet", program, .. arguments];
        var command = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        command.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // As deploy/ starts it, unless another value is to be measured.
        command.Environment.TryAdd("DOTNET_GCgen0size", "1000000");
        foreach (var (key, value) in environment.Variables) command.Environment[key] = value;
        foreach (var (key, value) in settings) command.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return command;
    }

    async Task WaitUntilHealthy(CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new($"http://{Address}"), Timeout = TimeSpan.FromSeconds(5) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var since = Stopwatch.StartNew(); since.Elapsed < StartTimeout; await timer.WaitForNextTickAsync(cancellation))
        {
            if (process!.HasExited) throw new InvalidOperationException($"{name} ended with {process.ExitCode}. Its last output:\n{output}");
            try
            {
                using var response = await http.GetAsync(new Uri("/health", UriKind.Relative), cancellation);
                if (response.IsSuccessStatusCode) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                // Not listening yet, or too busy to answer.
            }
        }
        throw new InvalidOperationException($"{name} is not healthy after {StartTimeout.TotalSeconds} s. Its last output:\n{output}");
    }
}
