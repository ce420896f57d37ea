using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

// What travels between silos.
[JsonDerivedType(typeof(CallMessage), "call")]
[JsonDerivedType(typeof(AnswerMessage), "answer")]
[JsonDerivedType(typeof(FailureMessage), "failure")]
[JsonDerivedType(typeof(CancelMessage), "cancel")]
abstract record Message(long Id);

// Left: how long the caller still waits, in milliseconds.
sealed record CallMessage(
    long Id, string Grain, string Interface, string Method, JsonElement[] Arguments, Dictionary<string, TaggedValue>? Values,
    ChainLink[] Chain, int Forwards, long Left) : Message(Id);

sealed record AnswerMessage(long Id, JsonElement Value) : Message(Id);

sealed record FailureMessage(long Id, string Type, string Text) : Message(Id);

sealed record CancelMessage(long Id) : Message(Id);

// A grain of the chain that led to the call, the first one first.
sealed record ChainLink(string Grain, long Call);

// A value of the request's context, with the name of its type.
sealed record TaggedValue(string Type, JsonElement Value);
