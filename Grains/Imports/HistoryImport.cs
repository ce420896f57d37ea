using System.Security.Cryptography;
using System.Text;
using Platform.Grains.Citizens;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Requests;

namespace Platform.Grains.Imports;

/// <summary>Writes pasts into the journal: facts with the time at which they happened, with the rows, claims and deadlines that grains write.</summary>
/// <remarks>A citizen is one transaction of at most 1,000 facts, each of their requests another. An import that was cut short is repeated whole: what is there stays as it is.
/// The times of facts lie in the past, their place in the journal is that of the import.</remarks>
public sealed class HistoryImport(IJournal journal, ContactPointDigest digest)
{
    /// <summary>Writes a citizen with their requests.</summary>
    /// <returns>False where a mail or phone of theirs is in another file: nothing was written.</returns>
    /// <exception cref="Interfaces.Contracts.JournalUnavailableException">The database is away: repeat it.</exception>
    public async Task<bool> Write(CitizenImport past, CancellationToken cancellation = default)
    {
        var citizen = Compose(past, CitizenGrain.Kind, past.Id.ToString(), past.File, new Receipt(past.Id, past.Citizen.Version, past.File.Facts[^1].At));
        if (await journal.Append(CitizenLists.AddProjections(citizen, digest, CitizenState.Empty, past.Citizen, past.File.Events), cancellation) is Appended.Taken)
            return false;
        foreach (var (id, request) in past.Requests)
        {
            var state = request.State;
            var receipt = new RequestReceipt(id, state.Version, state.Number, state.Status, state.ChangedAt);
            var append = Compose(past, RequestGrain.Kind, id.ToString(), request, receipt);
            await journal.Append(RequestLists.AddProjections(append, RequestState.Empty, state, request.Events), cancellation);
        }
        return true;
    }

    static Append Compose<TState, TEvent, TAnswer>(CitizenImport past, string kind, string id, ImportedStream<TState, TEvent> stream, TAnswer answer)
        where TState : class, IEventSourcedState<TState, TEvent> where TEvent : class
    {
        var command = $"import/{kind}/{id}";
        return new(new(past.Tenant, kind, id), 0, command, SHA256.HashData(Encoding.UTF8.GetBytes(command)), JournalJson.Write(answer), stream.Facts)
        {
            Snapshot = stream.Facts.Count >= Folding.SnapshotEvery ? JournalJson.Write(stream.State) : default(ReadOnlyMemory<byte>?),
        };
    }
}
