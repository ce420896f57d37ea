using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Platform.Tests.Runtime;

// Reads assemblies without running them. The real ones refer to others that cannot be had: for these a stand-in is made that holds
// the names which the real ones use, and nothing else, so that every signature can be read in full.
sealed class ConformanceReading : MetadataAssemblyResolver, IDisposable
{
    readonly Dictionary<string, string> _files;
    readonly MetadataLoadContext _context;

    public ConformanceReading(params string[] assemblies)
    {
        Named = [.. assemblies.SelectMany(References).Distinct()];
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        _files = framework.Concat(assemblies).GroupBy(f => Path.GetFileNameWithoutExtension(f)!).ToDictionary(g => g.Key, g => g.Last());
        _context = new(this);
        Assemblies = [.. assemblies.Select(_context.LoadFromAssemblyPath)];
    }

    public IReadOnlyList<Assembly> Assemblies { get; }

    // Every type of another assembly that these refer to, and which assembly that is.
    public IReadOnlyList<(string Assembly, string Type)> Named { get; }

    public override Assembly? Resolve(MetadataLoadContext context, AssemblyName assemblyName) =>
        _files.TryGetValue(assemblyName.Name!, out var file) ? context.LoadFromAssemblyPath(file) : StandIn(context, assemblyName);

    public void Dispose() => _context.Dispose();

    Assembly StandIn(MetadataLoadContext context, AssemblyName name)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name.FullName), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule(name.Name!);
        foreach (var (_, type) in Named.Where(n => n.Assembly == name.Name))
        {
            var made = module.DefineType(type, TypeAttributes.Public | TypeAttributes.Class);
            if (type.IndexOf('`') is var tick and > 0)
                made.DefineGenericParameters([.. Enumerable.Range(0, int.Parse(type[(tick + 1)..])).Select(i => $"T{i}")]);
            made.CreateType();
        }
        using var bytes = new MemoryStream();
        assembly.Save(bytes);
        return context.LoadFromByteArray(bytes.ToArray());
    }

    static List<(string, string)> References(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference).Where(t => t.ResolutionScope.Kind == HandleKind.AssemblyReference)
            .Select(t => (metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)t.ResolutionScope).Name),
                $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}"))];
    }
}
