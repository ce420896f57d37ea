using System.Reflection;
using Orleans.Concurrency;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Tests.Architecture;

/// <summary>What travels and what is kept has a name and numbers of its own, for ever.</summary>
public class ContractsTests
{
    static readonly Type[] Contracts =
        [.. typeof(CitizenId).Assembly.GetTypes().Where(static type => type.IsDefined(typeof(GenerateSerializerAttribute), false))];

    [Fact]
    public void EveryCommandEventAnswerAndRefusalIsAContract() => Assert.All(
        typeof(CitizenId).Assembly.GetTypes().Where(static type => typeof(Command).IsAssignableFrom(type) || typeof(Refusal).IsAssignableFrom(type)
            || type.IsClass && type.Namespace?.StartsWith("Platform", StringComparison.Ordinal) == true && type.Name.EndsWith("Event", StringComparison.Ordinal) || type.BaseType?.Name.EndsWith("Event", StringComparison.Ordinal) == true),
        static type => Assert.True(type.IsDefined(typeof(GenerateSerializerAttribute), false), $"{type} has no [GenerateSerializer]."));

    [Fact]
    public void EveryContractIsImmutableAndNamed() => Assert.All(Contracts, static type =>
    {
        Assert.True(type.IsDefined(typeof(ImmutableAttribute), false), $"{type} is not [Immutable].");
        Assert.Matches("^[a-z][a-z0-9-]*(`[0-9])?$", Name(type));
    });

    // An event is named for the journal, the rest for the wire.
    static string Name(Type type) =>
        type.GetCustomAttribute<EventTypeAttribute>()?.Name ?? type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? "";

    [Fact]
    public void NoTwoContractsShareAName() => Assert.Empty(
        Contracts.GroupBy(Name).Where(static name => name.Count() > 1)
            .Select(static name => $"{name.Key}: {string.Join(", ", name)}"));

    [Fact]
    public void EveryMemberThatIsKeptHasANumberOfItsOwn() => Assert.All(Contracts, static type =>
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static member => member.SetMethod is not null && member.GetMethod is { IsVirtual: false } or { IsAbstract: false, IsFinal: true })
            .Where(member => type.BaseType?.GetProperty(member.Name) is null).ToList();
        var numbers = members.Select(member => member.GetCustomAttribute<IdAttribute>()?.Id
            ?? throw new InvalidOperationException($"{type.Name}.{member.Name} has no [Id].")).ToList();
        Assert.Equal(numbers.Distinct(), numbers);
    });

    [Fact]
    public void EveryMethodOfAGrainHasAName() => Assert.All(
        typeof(CitizenId).Assembly.GetTypes().Where(static type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)),
        static type =>
        {
            Assert.True(type.IsDefined(typeof(AliasAttribute), false), $"{type} has no [Alias].");
            Assert.All(type.GetMethods(), method =>
                Assert.True(method.IsDefined(typeof(AliasAttribute), false), $"{type.Name}.{method.Name} has no [Alias]."));
            Assert.All(type.GetMethods().Where(static method => method.Name is "Read" or "History"),
                static method => Assert.True(method.IsDefined(typeof(ReadOnlyAttribute), false), $"{method.Name} is not [ReadOnly]."));
        });

    // LostSiloRetry calls again where a silo was lost: what is asked must bear being asked twice.
    [Fact]
    public void WhatAGrainIsAskedIsACommandWithAnIdOrChangesNothing() => Assert.All(
        typeof(CitizenId).Assembly.GetTypes().Where(static type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)).SelectMany(static type => type.GetMethods()),
        static method => Assert.True(
            // A deadline that has come is decided again each time it is told.
            method.IsDefined(typeof(ReadOnlyAttribute), false) || method.DeclaringType == typeof(Platform.Grains.Interfaces.Deadlines.IDeadlineGrain) || method.GetParameters().Any(static asked => asked.ParameterType.IsSubclassOf(typeof(Command))),
            $"{method.DeclaringType!.Name}.{method.Name} can be repeated with effect."));

    [Fact]
    public void EveryRefusalSpeaksFrenchAndEnglish() => Assert.All(
        typeof(CitizenId).Assembly.GetTypes().Where(static type => typeof(Refusal).IsAssignableFrom(type) && !type.IsAbstract && type != typeof(NotAcceptable)),
        static type =>
        {
            var parameters = type.GetConstructors().Single().GetParameters();
            var sentence = ((Refusal)Activator.CreateInstance(type, [.. parameters.Select(static one =>
                one.ParameterType == typeof(string) ? "x" : one.ParameterType.IsValueType ? Activator.CreateInstance(one.ParameterType) : null)])!).Sentence;
            Assert.EndsWith(".", sentence.French, StringComparison.Ordinal);
            Assert.EndsWith(".", sentence.English, StringComparison.Ordinal);
            Assert.NotEqual(sentence.French, sentence.English);
        });
}
