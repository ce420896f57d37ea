using System.Diagnostics;
using System.Net;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>One program of the platform, built beside this one, run as a process of its own.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    // Longer than a request may take; systemd and Kubernetes are told no less.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);

    readonly string name;
    readonly string[] arguments;
    readonly IReadOnlyDictionary<string, string> settings;
    readonly Housing housing;
    readonly LastWords words = new();
    Process? process;

    ServerProcess(string name, int port, string[] arguments, IReadOnlyDictionary<string, string> settings, Housing housing) =>
        (this.name, Port, this.arguments, this.settings, this.housing) = (name, port, arguments, settings, housing);

    /// <summary>Where it listens, the same after a restart.</summary>
    public int Port { get; }

    /// <summary>The same with its address.</summary>
    public IPEndPoint Address => new(housing.Address, Port);

    /// <summary>It runs.</summary>
    public bool Lives => process is { HasExited: false };

    /// <inheritdoc/>
    public override string ToString() => name;

    /// <summary>Its process, as the machine counts it.</summary>
    public int Id => process!.Id;

    /// <summary>Starts it and waits until <c>/health</c> says that it serves.</summary>
    /// <param name="name">Of the project.</param>
    /// <param name="settings">As <c>Section:Key</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="arguments">Of its command line, from its port; null: the port is told as ASP.NET's address.</param>
    /// <param name="housing">Where it lives; null: plainly here.</param>
    /// <exception cref="InvalidOperationException">It ended, or does not serve; its last words are in the message.</exception>
    public static async Task<ServerProcess> Start(
        string name, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation, Func<int, string[]>? arguments = null,
        Housing? housing = null)
    {
        var port = FreePort.Take();
        var house = housing ?? Housing.Plain;
        var program = new ServerProcess(
            name, port, arguments?.Invoke(port) ?? [],
            arguments is null ? new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = $"http://{house.Address}:{port}" } : settings, house);
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

    /// <summary>Starts it again, with the settings and the port it had.</summary>
    public async Task Start(CancellationToken cancellation)
    {
        process?.Dispose();
        process = Process.Start(Command()) ?? throw new InvalidOperationException($"{name} did not start.");
        words.Listen(process);
        await Serves(cancellation);
    }

    /// <summary>SIGKILL: it writes nothing more and tells nobody.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still, and its connections stay open.</summary>
    public void Freeze() => Signal.Stop(Id);

    /// <summary>SIGCONT: it goes on, and knows nothing of the time between.</summary>
    public void Resume() => Signal.Continue(Id);

    /// <summary>SIGTERM, and waits until it has ended in order.</summary>
    /// <returns>Its exit code; null: it did not end within its grace, and was killed.</returns>
    public async Task<int?> Terminate()
    {
        Signal.Terminate(Id);
        using var grace = new CancellationTokenSource(Grace);
        await process!.WaitForExitAsync(grace.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        if (process.HasExited) return process.ExitCode;
        await Kill();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        if (!process.HasExited)
        {
            // One that is frozen hears nothing else. In order: a server that cannot stop in order is found out here.
            Resume();
            await Terminate();
        }
        process.Dispose();
    }

    ProcessStartInfo Command()
    {
        // bin/<configuration>/<framework> of this project leads to the same place of its neighbour.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var folder = Path.Combine(here.Parent!.Parent!.Parent!.Parent!.FullName, name);
        var program = Path.Combine(folder, "bin", here.Parent.Name, here.Name, name + ".dll");
        if (!File.Exists(program)) throw new InvalidOperationException($"{name} is not built: {program} is missing. Run: dotnet build -c {here.Parent.Name}");
        string[] line = [.. housing.Before, "dotnet", program, .. arguments];
        var command = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        command.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // As deploy/ starts it, unless another value is to be measured.
        command.Environment.TryAdd("DOTNET_GCgen0size", "1000000");
        foreach (var (key, value) in housing.Environment) command.Environment[key] = value;
        foreach (var (key, value) in settings) command.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return command;
    }

    async Task Serves(CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new($"http://{Address}"), Timeout = TimeSpan.FromSeconds(5) };
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await pace.WaitForNextTickAsync(cancellation))
        {
            if (process!.HasExited) throw new InvalidOperationException($"{name} ended with {process.ExitCode}. Its last words:\n{words}");
            try
            {
                using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), cancellation);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                // Not listening yet, or too busy to say.
            }
        }
        throw new InvalidOperationException($"{name} does not serve after {Patience.TotalSeconds} s. Its last words:\n{words}");
    }
}
