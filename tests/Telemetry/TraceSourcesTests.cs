using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Telemetry;

public sealed class TraceSourcesTests
{
    [Fact]
    public void AListenerThatWasThereBeforeTheSourcesReadsTheirNames()
    {
        // Loaded once more: in this process the sources may have been made long ago.
        var sources = new AssemblyLoadContext("once more").LoadFromAssemblyPath(typeof(TraceSources).Assembly.Location).GetType(typeof(TraceSources).FullName!)!;
        var (names, known, read) = (sources.GetProperty(nameof(TraceSources.Names))!, TraceSources.Names, new ConcurrentQueue<object?>());
        using var listener = new ActivityListener
        {
            ShouldListenTo = source =>
            {
                if (known.Contains(source.Name))
                    read.Enqueue(names.GetValue(null));
                return false;
            },
        };
        ActivitySource.AddActivityListener(listener);
        RuntimeHelpers.RunClassConstructor(sources.TypeHandle);
        Assert.NotEmpty(read);
        Assert.All(read, told => Assert.Equal(known, (IEnumerable<string>?)told));
    }
}
