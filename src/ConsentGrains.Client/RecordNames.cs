using System.Text.Json;

namespace ConsentGrains.Client;

/// <summary>The names under which the nested records of a kind of command cross processes.</summary>
sealed class RecordNames<T>(string prefix)
{
    readonly Dictionary<string, Type> kinds = typeof(T).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(T))).ToDictionary(type => type.Name, StringComparer.Ordinal);

    public string Of(T command) => prefix + command!.GetType().Name;

    /// <exception cref="JsonException">It is none that this version knows.</exception>
    public Type KindOf(Order order) => order.Name.StartsWith(prefix, StringComparison.Ordinal) && kinds.TryGetValue(order.Name[prefix.Length..], out var kind)
        ? kind : throw new JsonException($"a command {order.Name} of another version");
}
