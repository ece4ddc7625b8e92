using System.Text;

namespace ConsentGrains.Core;

/// <summary>Names on the wire: PascalCase members become kebab-case (`CustomerUnknown` → `customer-unknown`).</summary>
public static class Wire
{
    public static string Name<T>(T value) where T : struct, Enum => Names<T>.Of(value);

    /// <summary>Null for a word that names no member.</summary>
    public static T? Find<T>(string name) where T : struct, Enum => Names<T>.Find(name);

    static string Kebab(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 4);
        for (var i = 0; i < pascal.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(pascal[i])) text.Append('-');
            text.Append(char.ToLowerInvariant(pascal[i]));
        }

        return text.ToString();
    }

    static class Names<T> where T : struct, Enum
    {
        static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().Distinct().ToDictionary(v => v, v => Kebab(v.ToString()));
        static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

        public static string Of(T value) => ByValue[value];

        public static T? Find(string name) => ByName.TryGetValue(name, out var value) ? value : null;
    }
}
