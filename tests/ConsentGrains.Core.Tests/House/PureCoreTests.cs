using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>
/// Core is told the time and never reads it, meets no chance, waits for nothing and touches nothing outside. Read from
/// the compiled assembly, where every call stands under its full name, whatever a source file called it.
/// </summary>
public sealed class PureCoreTests
{
    /// <summary>A type with all its members, a namespace (ends with a dot), or one member of a type.</summary>
    static readonly string[] Banned =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeProvider",
        "System.TimeZoneInfo", "System.Diagnostics.Stopwatch",
        "System.Random", "System.Security.Cryptography.RandomNumberGenerator", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Threading.Tasks.", "System.Runtime.CompilerServices.AsyncTaskMethodBuilder", "System.Runtime.CompilerServices.AsyncVoidMethodBuilder",
        "System.Runtime.CompilerServices.AsyncValueTaskMethodBuilder",
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer",
        "System.Net.",
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.IO.StreamReader", "System.IO.StreamWriter",
        "System.Console", "System.Environment", "System.Diagnostics.Process",
    ];

    /// <summary>The compiler writes this one itself, into every iterator.</summary>
    const string OfIterators = "System.Environment.get_CurrentManagedThreadId";

    static readonly MetadataReference[] Platform = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    [Fact]
    public void Core_is_pure()
    {
        using var assembly = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "ConsentGrains.Core.dll"));
        BannedIn(assembly).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("object M() => DateTime.Now;", "System.DateTime.get_Now")]
    [InlineData("object M() => DateTime.UtcNow;", "System.DateTime.get_UtcNow")]
    [InlineData("object M() => DateTimeOffset.Now;", "System.DateTimeOffset.get_Now")]
    [InlineData("object M() => DateTimeOffset.UtcNow;", "System.DateTimeOffset.get_UtcNow")]
    [InlineData("object M(TimeProvider time) => time.GetUtcNow();", "System.TimeProvider")]
    [InlineData("object M() => TimeZoneInfo.Local;", "System.TimeZoneInfo")]
    [InlineData("object M() => System.Diagnostics.Stopwatch.GetTimestamp();", "System.Diagnostics.Stopwatch")]
    [InlineData("object M() => Random.Shared.Next();", "System.Random")]
    [InlineData("object M() => Guid.NewGuid();", "System.Guid.NewGuid")]
    [InlineData("async void M() { await System.Threading.Tasks.Task.Yield(); }", "System.Threading.Tasks.Task")]
    [InlineData("System.Threading.Tasks.ValueTask M() => default;", "System.Threading.Tasks.ValueTask")]
    [InlineData("void M() => new System.Threading.Thread(() => { }).Start();", "System.Threading.Thread")]
    [InlineData("object M() => new System.Net.Http.HttpClient();", "System.Net.Http.HttpClient")]
    [InlineData("object M() => System.IO.File.ReadAllText(\"x\");", "System.IO.File")]
    [InlineData("object M() => System.IO.Directory.GetFiles(\"x\");", "System.IO.Directory")]
    [InlineData("void M() => Console.WriteLine();", "System.Console")]
    [InlineData("object M() => Environment.MachineName;", "System.Environment")]
    public void A_banned_call_is_found(string member, string expected) =>
        BannedIn(Compile(member)).ShouldContain(finding => finding.StartsWith("Core uses " + expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("object M() => new DateTime(2026, 1, 1).AddDays(1);")]
    [InlineData("object M() => new Guid(new byte[16]);")]
    [InlineData("object M() => new System.IO.MemoryStream();")]
    [InlineData("System.Collections.Generic.IEnumerable<int> M() { yield return 1; }")]
    [InlineData("object M() => new Directory(); class Directory;")]
    public void Pure_code_passes(string member) => BannedIn(Compile(member)).ShouldBeEmpty();

    static IReadOnlyList<string> BannedIn(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => NameOf(metadata, handle));
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => NameOf(metadata, (TypeReferenceHandle)member.Parent) + "." + metadata.GetString(member.Name))
            .ToList();
        // A type of which only the iterators' member is used is not used by us.
        string[] excused = members.Where(member => member.StartsWith("System.Environment.", StringComparison.Ordinal)).All(OfIterators.Equals)
            ? ["System.Environment", OfIterators]
            : [];
        return [.. types.Concat(members).Except(excused, StringComparer.Ordinal).Where(IsBanned).Distinct(StringComparer.Ordinal)
            .Select(name => $"Core uses {name}: take what it gives as an argument, and let Grains, Web or Server fetch it")];
    }

    static bool IsBanned(string name) => Banned.Any(banned =>
        name.StartsWith(banned, StringComparison.Ordinal)
        && (name.Length == banned.Length || banned[^1] == '.' || name[banned.Length] is '.' or '`'));

    static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope) + "." + name
            : metadata.GetString(type.Namespace) + "." + name;
    }

    static MemoryStream Compile(string member)
    {
        var compilation = CSharpCompilation.Create(
            "Sample", [CSharpSyntaxTree.ParseText($"using System; class Sample {{ {member} }}")], Platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var image = new MemoryStream();
        compilation.Emit(image).Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        image.Position = 0;
        return image;
    }
}
