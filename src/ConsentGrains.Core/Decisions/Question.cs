namespace ConsentGrains.Core.Decisions;

/// <summary>May <see cref="Party"/>, now or at <see cref="At"/>, do <see cref="Act"/> with <see cref="Items"/> of <see cref="Customer"/>
/// for <see cref="Purpose"/>? Names are taken as they were sent: whatever is not known is a deny that names it, never an error.</summary>
public sealed record Question
{
    /// <summary>`use`, `joint-use`, `provide`, `entrust`, `transmit`.</summary>
    public required string Act { get; init; }

    /// <summary>Who acts.</summary>
    public required string Party { get; init; }

    /// <summary>`operator/number`; null only for `transmit` by an anonymous visitor.</summary>
    public string? Customer { get; init; }

    /// <summary>May be null only for `provide` with a <see cref="Circumstance"/>.</summary>
    public string? Purpose { get; init; }

    /// <summary>`COLLECTION/leaf`, at least one.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    public Form Form { get; init; }

    /// <summary>To whom (`provide`, `entrust`, `transmit`).</summary>
    public string? Recipient { get; init; }

    /// <summary>22 digits, hyphens allowed (供給地点特定番号).</summary>
    public string? SupplyPoint { get; init; }

    /// <summary>One of the closed list of circumstances.</summary>
    public string? Circumstance { get; init; }

    public bool ConsentDifficult { get; init; }

    public bool ConsentWouldHinder { get; init; }

    /// <summary>Names the warrant, the inquiry, the procedure or the statutory basis.</summary>
    public string? DocumentRef { get; init; }

    /// <summary>`paper`, `transmission`, `media`, `server-access` (entrust).</summary>
    public string? TransferMethod { get; init; }

    /// <summary>`phone`, `direct-mail`, `email`, `visit`, `web` (marketing).</summary>
    public string? Channel { get; init; }

    /// <summary>The registered site that transmits.</summary>
    public string? Site { get; init; }

    /// <summary>As of which moment; null = now.</summary>
    public Instant? At { get; init; }
}

public enum Form
{
    Individual,

    /// <summary>Only as statistics that identify nobody.</summary>
    Statistical,
}

/// <summary>The acts a question can be about.</summary>
public enum Act
{
    Use,

    /// <summary>共同利用.</summary>
    JointUse,

    /// <summary>第三者提供.</summary>
    Provide,

    /// <summary>委託 and re-entrustment.</summary>
    Entrust,

    /// <summary>外部送信.</summary>
    Transmit,
}

public static class Acts
{
    /// <summary>Null for a word that is no act.</summary>
    public static Act? Find(string name) => name switch
    {
        "use" => Act.Use,
        "joint-use" => Act.JointUse,
        "provide" => Act.Provide,
        "entrust" => Act.Entrust,
        "transmit" => Act.Transmit,
        _ => null,
    };

    public static string Name(this Act act) => act switch
    {
        Act.Use => "use",
        Act.JointUse => "joint-use",
        Act.Provide => "provide",
        Act.Entrust => "entrust",
        _ => "transmit",
    };
}
