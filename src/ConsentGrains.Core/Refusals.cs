namespace ConsentGrains.Core;

/// <summary>Every refusal in words: what is wrong, with which value, and what to change.</summary>
public static class Refusals
{
    const int LongestShown = 64;

    public static (string Ja, string En) Message(Refusal refusal) => RefusalTexts.Of(refusal.Code, refusal.Field, Shown(refusal.Value ?? ""));

    /// <summary>A value as a message may carry it: short, and without characters that break a line.</summary>
    public static string Shown(string value)
    {
        var kept = value.Length > LongestShown ? value[..LongestShown] + "…" : value;
        return string.Create(kept.Length, kept, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++) to[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '?' : from[i];
        });
    }
}
