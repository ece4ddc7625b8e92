using System.Globalization;

namespace ConsentGrains.Server.Serving;

/// <summary>What a setting's value must look like. The same object checks the value and is described in docs/configuration.md.</summary>
/// <param name="Type">In words.</param>
/// <param name="Bounds">In words; empty where any value of the type will do.</param>
/// <param name="Refusal">How the start ends where the value can not be used.</param>
/// <param name="Wrong">A value that is refused so; null where that depends on more than its form.</param>
public sealed record SettingForm(string Type, string Bounds = "", StopCode Refusal = StopCode.SettingWrong, string? Wrong = null)
{
    public static SettingForm Text { get; } = new("text");

    public static SettingForm Flag { get; } = new("true or false", Wrong: "perhaps");

    public static SettingForm Folder { get; } = new("path of a folder", "a relative one counts from where the process is started", StopCode.FolderUnusable);

    public static SettingForm File { get; } = new("path of a file", "a relative one counts from where the process is started", StopCode.FolderUnusable);

    /// <summary>Of a number: the least and the greatest that are taken.</summary>
    public (int Least, int Most)? Range { get; private init; }

    /// <summary>What a number counts.</summary>
    public string Unit { get; private init; } = "";

    /// <summary>Of words: those that are taken, without regard to case.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>What a message says that a value must be.</summary>
    public string Expected => Range is var (least, most) ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}") : $"one of {string.Join(", ", Words)}";

    public static SettingForm Number(int least, int most, string unit) =>
        new("whole number", string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"), Wrong: (most + 1L).ToString(CultureInfo.InvariantCulture)) { Range = (least, most), Unit = unit };

    public static SettingForm OneOf(params string[] words) => new("word", string.Join(", ", words), Wrong: "loud") { Words = words };

    /// <summary>The number that a text says; null where it says none of the range.</summary>
    public int? Read(string text) => Range is var (least, most) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
}

/// <summary>Which program takes a setting.</summary>
public enum SettingEdition
{
    Both,

    /// <summary>`consent` alone.</summary>
    Server,

    /// <summary>`consent-silo` alone.</summary>
    Silo,
}
