using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Serialization;

namespace Platform.Web.Contacts;

/// <summary>A stream of contacts, one JSON object a line (application/x-ndjson), each with its own fate.</summary>
/// <remarks>Reading never waits for the answers to leave: a client over HTTP/1.1 may send all before it reads any. What bounds the memory
/// is the number of lines under way, and that of all lines.</remarks>
sealed class ContactBatch(HttpContext context, IContactIntake intake, TenantView tenant, Caller caller, string? key)
{
    public const string Type = "application/x-ndjson";
    public const int Largest = 64 * 1024 * 1024;
    const int MostLines = 10_000;
    const int UnderWay = 256;

    readonly Channel<Task<LineResult>> _results = System.Threading.Channels.Channel.CreateUnbounded<Task<LineResult>>(new() { SingleReader = true, SingleWriter = true });
    readonly SemaphoreSlim _free = new(UnderWay);
    readonly PerPersonSequencer _sequencer = new();
    int _lines;
    bool _passingOver;

    /// <summary>Reads, records and answers until the stream ends.</summary>
    public static async Task Run(HttpContext context)
    {
        var type = context.Request.ContentType;
        var key = IdempotencyKey.Of(context);
        var problem = type?.Split(';')[0].Trim().Equals(Type, StringComparison.OrdinalIgnoreCase) == true ? key.Problem : Problem.NotLines;
        if (problem is not null)
        {
            await problem.Answer(context);
            return;
        }
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        context.Response.ContentType = Type;
        var given = context.Request.Headers[IdempotencyKey.Header];
        var batch = new ContactBatch(
            context, context.RequestServices.GetRequiredService<IContactIntake>(), context.Tenant(), context.Caller(), given.Count > 0 ? given[0] : null);
        var answering = batch.Answer();
        try
        {
            await batch.Read();
        }
        catch (BadHttpRequestException cut)
        {
            batch.Refuse(Problem.Of(cut));
        }
        finally
        {
            batch._results.Writer.Complete();
            await answering;
        }
    }

    async Task Read()
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var rest = read.Buffer;
            var goesOn = true;
            while (goesOn && rest.PositionOf((byte)'\n') is { } end)
            {
                goesOn = _passingOver || await Take(rest.Slice(0, end));
                _passingOver = false;
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            // Of a line that is too large nothing is kept, however it arrives, and those after it go on.
            if (goesOn && !_passingOver && rest.Length > Json.Largest)
            {
                Refuse(Problem.TooLarge(Json.Largest));
                _passingOver = true;
            }
            if (_passingOver)
                rest = rest.Slice(rest.End);
            else if (goesOn && read.IsCompleted)
                await Take(rest);
            if (!goesOn || read.IsCompleted)
            {
                // A read that is never finished costs the connection, and with it, at times, the answer.
                reader.AdvanceTo(read.Buffer.End);
                return;
            }
            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    // False where no more is taken.
    async ValueTask<bool> Take(ReadOnlySequence<byte> line)
    {
        // Also between lines: files that were put one after the other each began with one.
        line = Json.WithoutMark(line);
        if (IsBlank(line))
        {
            _lines++;
            return true;
        }
        if (_lines >= MostLines)
        {
            Refuse(Problem.TooManyLines(MostLines));
            return false;
        }
        if (line.Length > Json.Largest)
        {
            Refuse(Problem.TooLarge(Json.Largest));
            return true;
        }
        var problem = ContactReader.Read(line, tenant.Settings.Languages[0], line: true, out var asked) ?? ContactReader.Unknown(asked!, tenant);
        if (problem is not null)
        {
            Refuse(problem);
            return true;
        }
        var contact = ContactReader.OfTenant(asked!, tenant);
        // Without a token: each contact under way ends, whatever becomes of the request.
        await _free.WaitAsync();
        var number = ++_lines;
        _results.Writer.TryWrite(_sequencer.After(contact, () => Record(number, contact)));
        return true;
    }

    void Refuse(Problem problem) => _results.Writer.TryWrite(Task.FromResult(new LineResult(++_lines, null, problem)));

    async Task<LineResult> Record(int line, AskedContact asked)
    {
        try
        {
            var outcome = await intake.Record(tenant.Id, CommandId(line, asked), caller.Actor, asked.Contact, asked.Person, asked.Citizen);
            return outcome.Refusal is { } refusal ? new(line, null, Problem.Of(refusal)) : new(line, outcome.Value, null);
        }
        catch (Exception exception)
        {
            return new(line, null, Problem.Of(exception));
        }
        finally
        {
            _free.Release();
        }
    }

    string CommandId(int line, AskedContact asked) =>
        asked.Key is { } own ? IdempotencyKey.ScopedTo(caller, own)
        : key is not null ? IdempotencyKey.ScopedTo(caller, $"{key}:{line}")
        : IdempotencyKey.Fresh(caller);

    async Task Answer()
    {
        var language = context.Language();
        var writer = context.Response.BodyWriter;
        using var json = new Utf8JsonWriter(writer, Problem.Writing);
        // What is finished goes out together; before a wait, what is written goes out.
        while (await _results.Reader.WaitToReadAsync())
        {
            while (_results.Reader.TryRead(out var task))
            {
                if (!task.IsCompleted || writer.UnflushedBytes > 16 * 1024)
                    await writer.FlushAsync();
                (await task).Write(json, language);
                json.Reset();
                writer.Write("\n"u8);
            }
            await writer.FlushAsync();
        }
        await writer.FlushAsync();
    }

    static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
            if (part.Span.IndexOfAnyExcept((byte)' ', (byte)'\r', (byte)'\t') >= 0)
                return false;
        return true;
    }
}

/// <summary>What became of a line.</summary>
sealed record LineResult(int Line, Receipt? Receipt, Problem? Problem)
{
    public void Write(Utf8JsonWriter json, string language)
    {
        json.WriteStartObject();
        json.WriteNumber("line"u8, Line);
        json.WriteNumber("status"u8, Problem?.Status ?? StatusCodes.Status201Created);
        if (Receipt is not null)
        {
            json.WriteString("citizen"u8, Receipt.Citizen.Value);
            json.WriteNumber("version"u8, Receipt.Version);
            json.WriteString("at"u8, Receipt.At.UtcDateTime.ToString("O"));
        }
        if (Problem is not null)
        {
            json.WritePropertyName("problem"u8);
            Problem.Write(json, language, null);
        }
        json.WriteEndObject();
        json.Flush();
    }
}
