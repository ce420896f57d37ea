using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Tests.Telemetry;

/// <summary>A span as it arrived at a collector.</summary>
sealed record Exported(string Service, string Trace, string Id, string Parent, string Name);

/// <summary>A collector of traces: takes OTLP over HTTP, and reads of the protobuf what is asked here.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly WebApplication _app;

    Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Each body as it came.</summary>
    public ConcurrentQueue<byte[]> Payloads { get; } = new();

    public IReadOnlyList<Exported> Spans => [.. Payloads.SelectMany(static payload => Read(payload))];

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/traces", (RequestDelegate)(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            collector.Payloads.Enqueue(body.ToArray());
            context.Response.ContentType = "application/x-protobuf";
        }));
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // opentelemetry/proto/trace/v1/trace.proto: the numbers are those of its fields.
    static IEnumerable<Exported> Read(byte[] request)
    {
        foreach (var resourceSpans in Field(request, 1))
        {
            var service = Field(resourceSpans, 1).SelectMany(static resource => Field(resource, 1))
                .Where(static attribute => Text(attribute, 1) == "service.name").Select(static attribute => Text(Field(attribute, 2).Single(), 1)).Single();
            foreach (var span in Field(resourceSpans, 2).SelectMany(static scopeSpans => Field(scopeSpans, 2)))
                yield return new(service, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5));
        }
    }

    static string Text(ReadOnlyMemory<byte> message, int number) => Encoding.UTF8.GetString(Field(message, number).LastOrDefault().Span);

    static string Hex(ReadOnlyMemory<byte> message, int number) => Convert.ToHexStringLower(Field(message, number).LastOrDefault().Span);

    // The fields of that number that have a length; the others are passed over.
    static List<ReadOnlyMemory<byte>> Field(ReadOnlyMemory<byte> message, int number)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    if (tag >> 3 == (ulong)number)
                        found.Add(message.Slice(at, length));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"The wire type {tag & 7} is none of protobuf's.");
            }
        }
        return found;
    }

    static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= (ulong)(bytes[at] & 0x7f) << shift;
            if (bytes[at++] < 0x80)
                return value;
        }
    }
}
