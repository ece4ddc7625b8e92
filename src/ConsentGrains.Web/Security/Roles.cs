namespace ConsentGrains.Web.Security;

/// <summary>What a key may be used for.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Ask for decisions, as its own party.</summary>
    Decide = 1,

    /// <summary>Tell of its own customers, purposes, entrustments; read them.</summary>
    Register = 2,

    /// <summary>The privacy desk.</summary>
    Desk = 4,

    /// <summary>The change feed.</summary>
    Subscribe = 8,

    /// <summary>See everything, change nothing.</summary>
    Audit = 16,

    /// <summary>Everything.</summary>
    Admin = 32,

    /// <summary>What is measured, for a collector; nothing about anybody.</summary>
    Metrics = 64,

    /// <summary>Whoever has a key at all.</summary>
    Any = Decide | Register | Desk | Subscribe | Audit | Admin | Metrics,
}

/// <summary>Roles by the words they have on the wire.</summary>
public static class RoleNames
{
    public static IReadOnlyList<string> All { get; } = ["decide", "register", "desk", "subscribe", "audit", "admin", "metrics"];

    public static Roles Find(string name) => name switch
    {
        "decide" => Roles.Decide,
        "register" => Roles.Register,
        "desk" => Roles.Desk,
        "subscribe" => Roles.Subscribe,
        "audit" => Roles.Audit,
        "admin" => Roles.Admin,
        "metrics" => Roles.Metrics,
        _ => Roles.None,
    };

    public static Roles Of(IReadOnlyList<string> names)
    {
        var roles = Roles.None;
        for (var i = 0; i < names.Count; i++) roles |= Find(names[i]);
        return roles;
    }

    /// <summary>As a sentence names them: `register or admin`.</summary>
    public static string Sentence(Roles roles) => string.Join(" or ", All.Where(name => (roles & Find(name)) != Roles.None));
}
