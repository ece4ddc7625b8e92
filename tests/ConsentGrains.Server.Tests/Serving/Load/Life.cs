using System.Globalization;

namespace ConsentGrains.Server.Tests.Serving.Load;

/// <summary>What one customer lives through, command by command: consents, a supply point, and a switch away from it, each step of which reaches further than
/// one stream. Every life comes to the same end, whatever comes in between.</summary>
public sealed record Life(int Writer, int Number, string SwitchingDay)
{
    public string Customer => $"els/R{Writer}-{Number}";

    public string Point => string.Create(CultureInfo.InvariantCulture, $"03{Writer:00}{Number:000000000000000000}");

    public string Gaining => $"denki/D{Writer}-{Number}";

    public IReadOnlyList<object> Commands =>
    [
        new { enrol = new { customer = Customer, policy = "ELS-EL" } },
        Consent(1),
        Of("supply-point", new { number = Point, retailer = "els" }),
        new { contract = new { customer = Customer, id = "K1", policy = "ELS-EL", state = "active", supplyPoint = Point } },
        Consent(2),
        Of("switch-apply", new { point = Point, by = "denki", customer = Gaining, losingCustomer = Customer }),
        Of("switch-judge", new { point = Point, result = "ok" }),
        Of("switch-match", new { point = Point }),
        Of("switch-complete", new { point = Point, on = SwitchingDay }),
        Consent(3),
    ];

    /// <summary>The Idempotency-Key of a command.</summary>
    public string Key(int step) => $"life-{Writer}-{Number}-{step}";

    /// <summary>What must be there before any life begins.</summary>
    public static IReadOnlyList<object> Before =>
    [
        new { party = new { id = "denki", name = "denki" } },
        new { role = new { party = "els", role = "retailer", from = "2016-04-01" } },
        new { role = new { party = "denki", role = "retailer", from = "2016-04-01" } },
    ];

    object Consent(int n) => new { consent = new { customer = Customer, purpose = "ELS-EL-2-PU9", evidence = $"paper {n}" } };

    static Dictionary<string, object> Of(string command, object fields) => new(StringComparer.Ordinal) { [command] = fields };
}
