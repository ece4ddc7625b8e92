using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace ConsentGrains.Web.Admin;

/// <summary>The pictures of the dashboard, each of the last five minutes, drawn on the server.</summary>
static class Charts
{
    const int Width = 560;
    const int Height = 210;
    const string Decisions = "consentgrains_decisions_total", Durations = "consentgrains_decision_duration_seconds", Denials = "consentgrains_denials_total";
    const string Events = "consentgrains_journal_events_total", Commits = "consentgrains_journal_commits_total";
    const int ReasonsShown = 8;
    const int ReasonWidth = 200;

    // Texts are measured for a narrower font than most screens have.
    const string Room = "\u00a0\u00a0\u00a0";

    /// <summary>By the last part of their addresses.</summary>
    public static IReadOnlyList<string> Names { get; } = ["decisions", "latency", "journal", "denials"];

    /// <summary>What they are drawn of.</summary>
    public static IReadOnlyList<string> Families { get; } = [Decisions, Durations, Denials, Events, Commits];

    /// <summary>From end to end.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromMinutes(5);

    public static string Draw(string name, IReadOnlyList<PulseSample> samples, bool dark)
    {
        var model = Empty(dark);
        switch (name)
        {
            case "decisions":
                Line(model, samples, "permit", dark ? "#7fd18b" : "#146c2e", s => s.PerSecond(Decisions, "outcome", "permit"));
                Line(model, samples, "deny", dark ? "#ff9d6c" : "#a33c00", s => s.PerSecond(Decisions, "outcome", "deny"));
                break;
            case "latency":
                Line(model, samples, "p50 ms", dark ? "#8ab8ff" : "#0b5cab", s => s.Quantile(Durations, 0.5) * 1_000);
                Line(model, samples, "p99 ms", dark ? "#ff9d6c" : "#a33c00", s => s.Quantile(Durations, 0.99) * 1_000);
                break;
            case "journal":
                Line(model, samples, "events/s", dark ? "#8ab8ff" : "#0b5cab", s => s.PerSecond(Events));
                Line(model, samples, "commits/s", dark ? "#7fd18b" : "#146c2e", s => s.PerSecond(Commits));
                break;
            default:
                Bars(model, samples[^1], dark);
                break;
        }

        return new SvgExporter { Width = Width, Height = Height, UseVerticalTextAlignmentWorkaround = true }.ExportToString(model);
    }

    static PlotModel Empty(bool dark)
    {
        var ink = OxyColor.Parse(dark ? "#d6d9e0" : "#3a3f4a");
        return new() { DefaultFont = "sans-serif", TextColor = ink, PlotAreaBorderColor = OxyColors.Transparent, Background = OxyColors.Transparent, DefaultFontSize = 11 };
    }

    static void Line(PlotModel model, IReadOnlyList<PulseSample> samples, string title, string color, Func<PulseSpan, double?> value)
    {
        if (model.Axes.Count == 0) Axes(model);
        var line = new LineSeries { Title = title + Room, Color = OxyColor.Parse(color), StrokeThickness = 2 };
        for (var i = 1; i < samples.Count; i++)
            line.Points.Add(new((samples[i].At - samples[^1].At).TotalSeconds, value(new(samples[i - 1], samples[i])) ?? double.NaN));
        model.Series.Add(line);
    }

    static void Axes(PlotModel model)
    {
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = -Span.TotalSeconds, Maximum = 0, MajorStep = 60, MinorTickSize = 0, StringFormat = "0 's'", TicklineColor = model.TextColor });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, MinimumRange = 1, MajorGridlineStyle = LineStyle.Dot, MinorTickSize = 0, MaximumPadding = 0.1, TicklineColor = model.TextColor });
        model.Legends.Add(new OxyPlot.Legends.Legend { LegendPosition = OxyPlot.Legends.LegendPosition.TopLeft, LegendOrientation = OxyPlot.Legends.LegendOrientation.Horizontal });
    }

    static void Bars(PlotModel model, PulseSample last, bool dark)
    {
        model.PlotMargins = new(ReasonWidth, double.NaN, double.NaN, double.NaN);
        var reasons = last.Of(Denials).OrderByDescending(s => s.Value).Take(ReasonsShown).Reverse().ToList();
        var names = new CategoryAxis { Position = AxisPosition.Left, MinorTickSize = 0, TicklineColor = OxyColors.Transparent };
        var bars = new BarSeries { FillColor = OxyColor.Parse(dark ? "#ff9d6c" : "#a33c00"), LabelPlacement = LabelPlacement.Outside, LabelFormatString = "{0}", BarWidth = 0.6 };
        foreach (var reason in reasons)
        {
            names.Labels.Add(reason.Label("reason")!);
            bars.Items.Add(new(reason.Value));
        }

        model.Axes.Add(names);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, MinimumRange = 1, MinorTickSize = 0, MaximumPadding = 0.15, TicklineColor = model.TextColor });
        model.Series.Add(bars);
    }
}
