using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;

namespace Platform.Grains.Citizens;

/// <summary>A fact as a line of the history that people read.</summary>
static class HistoryLine
{
    internal static HistoryItem Of(Recorded recorded)
    {
        var (version, fact) = recorded;
        return JournalJson.Read(fact) switch
        {
            ContactRecorded contact => new(
                version, fact.Type, contact.At, contact.By, contact.Channel, contact.Text?.Subject, contact.Text?.Body, contact.Language,
                Erased: contact.Text is null, Service: contact.Service),
            NoteAdded note => new(version, fact.Type, note.At, note.By, Body: note.Text, Erased: note.Text is null),
            RequestFollowed followed => new(
                version, fact.Type, followed.At, followed.By, Subject: followed.Step.Number, Request: followed.Step),
            MergedInto merged => new(version, fact.Type, merged.At, merged.By, Other: merged.Survivor),
            MergeCancelled cancelled => new(version, fact.Type, cancelled.At, cancelled.By),
            DuplicateAbsorbed absorbed => new(version, fact.Type, absorbed.At, absorbed.By, Other: absorbed.Duplicate),
            CitizenEvent other => new(version, fact.Type, other.At, other.By, Erased: Erased(other)),
            UnknownFact unknown => new(version, fact.Type, unknown.At, unknown.By),
            _ => new(version, fact.Type, fact.At, Actor.Platform),
        };
    }

    static bool Erased(CitizenEvent fact) => fact is IdentityCorrected { Learned: null } or ContactPointVerified { Point: null };
}
