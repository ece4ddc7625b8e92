using System.Globalization;
using System.Text;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>Three panels side by side, one for each thing that should not grow with the number of customers.</summary>
static class Chart
{
    const int Width = 260, Height = 170, Left = 56, Top = 44, Gap = 84;

    public static string Of(IReadOnlyList<Size> sizes)
    {
        var svg = new StringBuilder();
        var whole = Left + (3 * Width) + (2 * Gap) + 20;
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {Top + Height + 44}" font-family="sans-serif" font-size="12" role="img" aria-label="Start time, memory and decision latency by number of customers">""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect width="{whole}" height="{Top + Height + 44}" fill="#fff"/>""");
        Panel(svg, 0, "Start to first decision (ms)", sizes, ("", s => s.Start.Middle, "#06c"));
        Panel(svg, 1, "Memory per resident customer (bytes)", sizes, ("", s => s.Residence.Bytes, "#06c"));
        Panel(svg, 2, "Decision latency, median (µs)", sizes, ("cold", s => s.Residence.Cold, "#c40"), ("warm", s => s.Residence.Warm, "#06c"));
        return svg.AppendLine("</svg>").ToString();
    }

    static void Panel(StringBuilder svg, int at, string title, IReadOnlyList<Size> sizes, params (string Name, Func<Size, double> Value, string Colour)[] lines)
    {
        var x = Left + (at * (Width + Gap));
        var most = lines.Max(l => sizes.Max(l.Value)) * 1.25;
        Text(svg, x, Top - 20, title, "font-weight=\"bold\"");
        Line(svg, x, Top, x, Top + Height, "#888");
        Line(svg, x, Top + Height, x + Width, Top + Height, "#888");
        for (var i = 0; i < sizes.Count; i++)
            Text(svg, X(x, i, sizes.Count), Top + Height + 18, ScaleRun.Thousands(sizes[i].Customers), "text-anchor=\"middle\"");
        foreach (var (name, value, colour) in lines)
        {
            var points = sizes.Select((s, i) => FormattableString.Invariant($"{X(x, i, sizes.Count):0.#},{Y(value(s), most):0.#}"));
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<polyline fill="none" stroke="{colour}" stroke-width="2" points="{string.Join(' ', points)}"/>""");
            for (var i = 0; i < sizes.Count; i++) Point(svg, X(x, i, sizes.Count), Y(value(sizes[i]), most), value(sizes[i]), i == sizes.Count - 1 ? name : "", colour);
        }
    }

    static void Point(StringBuilder svg, double x, double y, double value, string name, string colour)
    {
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="3" fill="{colour}"/>""");
        Text(svg, x, y - 8, $"{name} {Machine.Number(value, value < 10 ? "0.00" : "0")}".Trim(), $"text-anchor=\"middle\" fill=\"{colour}\"");
    }

    static double X(int left, int i, int count) => left + 30 + (i * (Width - 60.0) / Math.Max(1, count - 1));

    static double Y(double value, double most) => Top + Height - (Height * value / most);

    static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string colour) =>
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{colour}"/>""");

    static void Text(StringBuilder svg, double x, double y, string text, string style) =>
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y:0.#}" {style}>{text}</text>""");
}
