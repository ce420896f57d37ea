using System.Globalization;
using System.Reflection;

namespace Platform.Tests.Runtime;

// What a caller, a derived class or a compiler can see of a type, as lines that can be compared.
static class ConformanceFacts
{
    const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // Of ours that the real type does not have, or has otherwise.
    public static IEnumerable<string> Missing(Type ours, Type real)
    {
        var there = Inherited(real).SelectMany(Members).ToHashSet();
        return Shape(ours).Where(fact => !Shape(real).Contains(fact))
            .Concat(Members(ours).Where(fact => !there.Contains(fact)))
            .Select(fact => $"{ours}: we say '{fact}'; {Nearest(fact, Shape(real).Concat(there))}");
    }

    static IEnumerable<string> Shape(Type type)
    {
        yield return $"is {Kind(type)}{(type.IsAbstract ? " abstract" : "")}{(type.IsSealed ? " sealed" : "")}";
        yield return $"extends {type.BaseType}";
        yield return $"generic {string.Join(", ", type.GetGenericArguments().Select(Constraints))}";
        foreach (var contract in type.GetInterfaces())
            yield return $"implements {contract}";
        if (type.GetCustomAttributesData().FirstOrDefault(a => Is(a, "System.AttributeUsageAttribute")) is { } usage)
            yield return $"usage {usage.ConstructorArguments[0].Value} {string.Join(", ", usage.NamedArguments.Select(a => $"{a.MemberName}={a.TypedValue.Value}")
                .Where(a => a is not ("AllowMultiple=False" or "Inherited=True")).Order())}";
        if (type.IsEnum)
            yield return $"stored as {type.GetEnumUnderlyingType()}";
        if (type.IsValueType && type.GetCustomAttributesData().Any(a => Is(a, "System.Runtime.CompilerServices.IsReadOnlyAttribute")))
            yield return "readonly";
    }

    static IEnumerable<string> Members(Type type) =>
    [
        .. type.GetMethods(Declared).Where(IsVisible).Select(m => $"{Access(m)}{Virtual(m)}{m.ReturnParameter.ParameterType}{Init(m)} {m.Name}{Generic(m)}({Parameters(m)}){Where(m)}"),
        .. type.GetConstructors(Declared).Where(IsVisible).Where(c => !c.IsStatic).Select(c => $"{Access(c)}new({Parameters(c)})"),
        .. type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily).Where(f => !f.IsSpecialName)
            .Select(f => $"field {(f.IsStatic ? "static " : "")}{f.FieldType} {f.Name}{(f.IsLiteral ? $" = {f.GetRawConstantValue()}" : "")}"),
        .. type.GetProperties(Declared).Where(p => p.GetCustomAttributesData().Any(a => Is(a, "System.Runtime.CompilerServices.RequiredMemberAttribute")))
            .Select(p => $"required {p.Name}"),
    ];

    static IEnumerable<Type> Inherited(Type? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            yield return t;
    }

    static string Kind(Type type) => type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface" : "class";

    static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Access(MethodBase method) => (method.IsPublic ? "public " : "protected ") + (method.IsStatic ? "static " : "");

    // What a derived class may do with it; how the slot is laid out is nobody's business.
    static string Virtual(MethodInfo method) => method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "";

    static string Init(MethodInfo method) =>
        method.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") ? " init" : "";

    static string Generic(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    static string Where(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $" where {string.Join(" where ", method.GetGenericArguments().Select(Constraints))}" : "";

    static string Constraints(Type parameter) =>
        $"{parameter.Name}: {parameter.GenericParameterAttributes} {string.Join(", ", parameter.GetGenericParameterConstraints().Select(c => c.ToString()).Order())}";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((p, i) =>
        $"{(i == 0 && IsExtension(method) ? "this " : "")}{(p.IsOut ? "out " : "")}{p.ParameterType} {p.Name}{Default(p)}"));

    static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? ""
        : string.Create(CultureInfo.InvariantCulture, $" = {parameter.RawDefaultValue ?? "default"}");

    static bool IsExtension(MethodBase method) =>
        method.IsStatic && method.GetCustomAttributesData().Any(a => Is(a, "System.Runtime.CompilerServices.ExtensionAttribute"));

    static bool Is(CustomAttributeData attribute, string name) => attribute.AttributeType.FullName == name;

    static string Nearest(string fact, IEnumerable<string> there)
    {
        var near = there.Where(t => NameIn(t) == NameIn(fact)).Take(3).ToList();
        return near.Count == 0 ? "Orleans has nothing of that name" : $"Orleans says '{string.Join("' or '", near)}'";
    }

    static string NameIn(string fact) => fact.Split('(', '<')[0].Split(" = ")[0].Split(' ')[^1];
}
