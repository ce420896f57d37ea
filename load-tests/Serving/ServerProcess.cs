using System.Diagnostics;

namespace Platform.LoadTests.Serving;

/// <summary>One program of the platform, built beside this one, run as a process of its own.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    const int TailLength = 40;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    readonly string name;
    readonly string[] arguments;
    readonly IReadOnlyDictionary<string, string> settings;
    readonly Queue<string> tail = [];
    Process? process;

    ServerProcess(string name, int port, string[] arguments, IReadOnlyDictionary<string, string> settings) =>
        (this.name, Port, this.arguments, this.settings) = (name, port, arguments, settings);

    /// <summary>Where it listens on 127.0.0.1, the same after a restart.</summary>
    public int Port { get; }

    /// <summary>Its process, as the machine counts it.</summary>
    public int Id => process!.Id;

    /// <summary>Starts it and waits until <c>/health</c> says that it serves.</summary>
    /// <param name="name">Of the project.</param>
    /// <param name="settings">As <c>Section:Key</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="arguments">Of its command line, from its port; null: the port is told as ASP.NET's address.</param>
    /// <exception cref="InvalidOperationException">It ended, or does not serve; its last words are in the message.</exception>
    public static async Task<ServerProcess> Start(
        string name, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation, Func<int, string[]>? arguments = null)
    {
        var port = FreePort.Take();
        var program = new ServerProcess(
            name, port, arguments?.Invoke(port) ?? [],
            arguments is null ? new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" } : settings);
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
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Serves(cancellation);
    }

    /// <summary>SIGKILL: it writes nothing more and tells nobody.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        if (!process.HasExited)
        {
            // In order first: a server that cannot stop in order is found out here.
            using var terminate = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            using var grace = new CancellationTokenSource(Grace);
            await process.WaitForExitAsync(grace.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!process.HasExited) await Kill();
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
        var command = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        command.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (key, value) in settings) command.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return command;
    }

    async Task Serves(CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(5) };
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await pace.WaitForNextTickAsync(cancellation))
        {
            if (process!.HasExited) throw new InvalidOperationException($"{name} ended with {process.ExitCode}. Its last words:\n{Tail()}");
            try
            {
                using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), cancellation);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        throw new InvalidOperationException($"{name} does not serve after {Patience.TotalSeconds} s. Its last words:\n{Tail()}");
    }

    void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (tail)
        {
            if (tail.Count == TailLength) tail.Dequeue();
            tail.Enqueue(line.Data);
        }
    }

    /// <summary>The last lines it wrote.</summary>
    public string Tail()
    {
        lock (tail) return string.Join('\n', tail);
    }
}
