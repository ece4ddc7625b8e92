using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Codec;

/// <summary>The fields of every command to a customer.</summary>
static class CustomerCommandFields
{
    public static IReadOnlyList<string> Names { get; } =
        ["enrol", "contract", "relocate", "consent", "withdraw", "stop", "lift-stop", "object", "hold", "lift-hold", "notice", "erase"];

    /// <summary>Of the registry alone.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["switch-away-open", "switch-away-close", "contract-end", "contract-activate", "erase-due", "erase-again", "name"];

    public static CustomerCommand Read(string command, FieldReader fields) => command switch
    {
        "enrol" => Enrol(fields),
        "contract" => Contract(fields),
        "relocate" => new CustomerCommand.Relocate(fields.NeedName("contract"), fields.NeedFlag("outOfArea")),
        "consent" => Consent(fields),
        "withdraw" => new CustomerCommand.WithdrawConsent(fields.Name("purpose"), fields.Name("recipient"), fields.List("items", Limits.ItemsPerList)),
        "stop" => new CustomerCommand.OrderStop(Scope(fields)),
        "lift-stop" => new CustomerCommand.LiftStop(Scope(fields)),
        "object" => new CustomerCommand.Object(fields.NeedName("to"), fields.Flag("lifted") ?? false),
        "hold" => new CustomerCommand.PlaceHold(fields.NeedDay("until"), fields.NeedName("law"), fields.List("items", Limits.ItemsPerList)),
        "lift-hold" => new CustomerCommand.LiftHold(fields.NeedName("law")),
        "notice" => new CustomerCommand.RecordNotice(fields.NeedName("clause")),
        "erase" => new CustomerCommand.Erase(),
        "erase-due" => new CustomerCommand.EraseDue(),
        "erase-again" => new CustomerCommand.EraseAgain(),
        "name" => new CustomerCommand.Name(),
        "switch-away-open" => new CustomerCommand.OpenSwitchAway(fields.NeedName("point"), fields.NeedNumber("switch")),
        "switch-away-close" => new CustomerCommand.CloseSwitchAway(fields.NeedName("point"), fields.NeedNumber("switch"), fields.NeedMicros("from")),
        "contract-end" => new CustomerCommand.EndContract(fields.NeedName("point"), fields.NeedMicros("from"), fields.NeedWord<ContractEnd>("why")),
        _ => new CustomerCommand.ActivateContract(fields.NeedName("point"), fields.NeedMicros("from")),
    };

    public static void Write(CustomerCommand command, FieldWriter fields)
    {
        switch (command)
        {
            case CustomerCommand.Enrol c: Write(c, fields); break;
            case CustomerCommand.RecordContract c: Write(c, fields); break;
            case CustomerCommand.Relocate c: fields.Text("contract", c.Contract).Maybe("outOfArea", c.OutOfArea); break;
            case CustomerCommand.GiveConsent c: Write(c, fields); break;
            case CustomerCommand.WithdrawConsent c: fields.Text("purpose", c.Purpose).Text("recipient", c.Recipient).List("items", c.Items); break;
            case CustomerCommand.OrderStop c: Write(c.Scope, fields); break;
            case CustomerCommand.LiftStop c: Write(c.Scope, fields); break;
            case CustomerCommand.Object c: fields.Text("to", c.To).Flag("lifted", c.Lifted); break;
            case CustomerCommand.PlaceHold c: fields.Day("until", c.Until).Text("law", c.Law).List("items", c.Items); break;
            case CustomerCommand.LiftHold c: fields.Text("law", c.Law); break;
            case CustomerCommand.RecordNotice c: fields.Text("clause", c.Clause); break;
            case CustomerCommand.OpenSwitchAway c: fields.Text("point", c.Point).Number("switch", c.Switch); break;
            case CustomerCommand.CloseSwitchAway c: fields.Text("point", c.Point).Number("switch", c.Switch).Moment("from", c.From); break;
            case CustomerCommand.EndContract c: fields.Text("point", c.Point).Moment("from", c.From).Word("why", c.Why); break;
            case CustomerCommand.ActivateContract c: fields.Text("point", c.Point).Moment("from", c.From); break;
        }
    }

    public static string NameOf(CustomerCommand command) => command switch
    {
        CustomerCommand.Enrol => "enrol",
        CustomerCommand.RecordContract => "contract",
        CustomerCommand.Relocate => "relocate",
        CustomerCommand.GiveConsent => "consent",
        CustomerCommand.WithdrawConsent => "withdraw",
        CustomerCommand.OrderStop => "stop",
        CustomerCommand.LiftStop => "lift-stop",
        CustomerCommand.Object => "object",
        CustomerCommand.PlaceHold => "hold",
        CustomerCommand.LiftHold => "lift-hold",
        CustomerCommand.EraseDue => "erase-due",
        CustomerCommand.EraseAgain => "erase-again",
        CustomerCommand.Name => "name",
        CustomerCommand.RecordNotice => "notice",
        CustomerCommand.Erase => "erase",
        CustomerCommand.OpenSwitchAway => "switch-away-open",
        CustomerCommand.CloseSwitchAway => "switch-away-close",
        CustomerCommand.EndContract => "contract-end",
        _ => "contract-activate",
    };

    static CustomerCommand.Enrol Enrol(FieldReader fields) => new(
        fields.NeedName("policy"), fields.Word("kind", CustomerKind.Individual), fields.Word("provenance", Provenance.Other),
        fields.List("purposes", Limits.PurposesPerList, mayBeEmpty: true), fields.Name("version"), fields.Day("minorUntil"), fields.Flag("ward"));

    static CustomerCommand.RecordContract Contract(FieldReader fields) => new(
        fields.NeedName("id"), fields.NeedName("policy"), fields.NeedWord<ContractState>("state"), fields.Name("supplyPoint"),
        fields.List("features", Limits.FeaturesPerContract, mayBeEmpty: true), fields.Name("user"), fields.Day("retainUntil"));

    static CustomerCommand.GiveConsent Consent(FieldReader fields) => new(
        fields.Name("purpose"), fields.Name("recipient"), fields.List("items", Limits.ItemsPerList), fields.Flag("secrecy") ?? false,
        fields.Day("until"), fields.Name("country"), fields.Word("by", ConsentBy.Principal));

    static StopScope Scope(FieldReader fields) => new(
        fields.Name("policy"), fields.Name("act"), fields.Name("purpose"), fields.Name("channel"), fields.Name("recipient"));

    static void Write(CustomerCommand.Enrol c, FieldWriter fields) =>
        fields.Text("policy", c.Policy).Word("kind", c.Kind, CustomerKind.Individual).Word("provenance", c.Provenance, Provenance.Other)
            .List("purposes", c.Purposes).Text("version", c.Version).Day("minorUntil", c.MinorUntil).Maybe("ward", c.Ward);

    static void Write(CustomerCommand.RecordContract c, FieldWriter fields) =>
        fields.Text("id", c.Id).Text("policy", c.Policy).Word("state", c.State).Text("supplyPoint", c.SupplyPoint).List("features", c.Features)
            .Text("user", c.User).Day("retainUntil", c.RetainUntil);

    static void Write(CustomerCommand.GiveConsent c, FieldWriter fields) =>
        fields.Text("purpose", c.Purpose).Text("recipient", c.Recipient).List("items", c.Items).Flag("secrecy", c.Secrecy).Day("until", c.Until)
            .Text("country", c.Country).Word("by", c.By, ConsentBy.Principal);

    static void Write(StopScope scope, FieldWriter fields) =>
        fields.Text("policy", scope.Policy).Text("act", scope.Act).Text("purpose", scope.Purpose).Text("channel", scope.Channel)
            .Text("recipient", scope.Recipient);
}
