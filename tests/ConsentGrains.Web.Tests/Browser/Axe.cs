namespace ConsentGrains.Web.Tests.Browser;

/// <summary>axe-core, which finds barriers in a page: labels that are missing, colours too alike, headings out of order.</summary>
static class Axe
{
    /// <summary>Runs every rule of WCAG 2.2 A and AA and the good practices; a line for each barrier and where it is.</summary>
    public const string Run = """
        async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }))
          .violations.flatMap(v => v.nodes.map(n => `${v.id} (${v.impact}): ${v.help}: ${n.html.slice(0, 160)}`))
        """;

    static readonly string? Found = Find(AppContext.BaseDirectory);

    /// <summary>Why barriers can not be looked for here; null where they can.</summary>
    public static string? Missing { get; } = Chromium.Missing
        ?? (Found is null ? "axe-core is not installed here, so the pages are NOT looked at for barriers: npm ci --prefix tests (.ci/run does it)." : null);

    public static string Source => File.ReadAllText(Found!);

    static string? Find(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Combine(folder, "node_modules", "axe-core", "axe.min.js") is var script && File.Exists(script)) return script;
        return null;
    }
}

/// <summary>A test that looks for barriers; skipped, and said so, where axe-core or the browser is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AxeFactAttribute : Xunit.FactAttribute
{
    public AxeFactAttribute() => Skip = Axe.Missing;
}
