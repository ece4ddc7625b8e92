using System.Reflection;
using ConsentGrains.Client;
using ConsentGrains.Silo.Shells;
using Orleans;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>What silos of two versions say to each other while a cluster is upgraded, and what Orleans clients in the field say to both: the reviewed text of it.</summary>
public sealed class GrainContractTests
{
    const string Baseline = "grains.v1.txt";

    [Fact]
    public void The_grain_interfaces_are_those_of_the_reviewed_text()
    {
        var now = string.Join('\n', Interfaces().SelectMany(Lines)) + "\n";
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, Baseline + ".new"), now);
        now.ShouldBe(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Baseline)), $"a changed or removed line breaks a rolling upgrade; the new text is {Baseline}.new beside the test");
    }

    [Fact]
    public void Every_grain_interface_and_method_has_a_name_of_its_own_on_the_wire() =>
        Interfaces().SelectMany(each => each.GetMethods().Cast<MemberInfo>().Append(each)).Where(member => member.GetCustomAttribute<AliasAttribute>() is null).ShouldBeEmpty();

    static IEnumerable<Type> Interfaces() =>
        new[] { typeof(ICustomerGrain), typeof(IPartitionGrain) }.SelectMany(of => of.Assembly.GetTypes())
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)) && type.Namespace!.StartsWith("ConsentGrains.", StringComparison.Ordinal))
            .OrderBy(NameOf, StringComparer.Ordinal);

    static IEnumerable<string> Lines(Type of) => of.GetMethods().OrderBy(NameOf, StringComparer.Ordinal)
        .Select(method => $"{NameOf(of)} {NameOf(method)}({string.Join(", ", method.GetParameters().Select(p => $"{TypeName(p.ParameterType)} {p.Name}"))}): {TypeName(method.ReturnType)}");

    static string NameOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? member.Name;

    static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner) + "?"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : type.Name;
}
