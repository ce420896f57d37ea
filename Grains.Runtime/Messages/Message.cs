using System.Text.Json.Serialization;

namespace Orleans.Runtime;

// What travels between silos. The values of a call, or its answer, come after it.
[JsonDerivedType(typeof(CallMessage), "call")]
[JsonDerivedType(typeof(AnswerMessage), "answer")]
[JsonDerivedType(typeof(FailureMessage), "failure")]
[JsonDerivedType(typeof(CancelMessage), "cancel")]
abstract record Message(long Id);

// Its arguments come after it, then the values of the request's context, as they are named here. Left: how long the caller still waits, in milliseconds.
sealed record CallMessage(
    long Id, string Grain, string Interface, string Method, NamedValue[] Values, ChainLink[] Chain, int Forwards, long Left) : Message(Id);

sealed record AnswerMessage(long Id) : Message(Id);

sealed record FailureMessage(long Id, string Type, string Text) : Message(Id);

sealed record CancelMessage(long Id) : Message(Id);

// A grain of the chain that led to the call, the first one first.
sealed record ChainLink(string Grain, long Call);

// A value of the request's context, by its name and that of its type.
sealed record NamedValue(string Key, string Type);
