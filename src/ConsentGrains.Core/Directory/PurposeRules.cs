namespace ConsentGrains.Core.Directory;

/// <summary>Purposes that operators register, with the text shown to customers (EMANA-2-LIM3). They never change.</summary>
static class PurposeRules
{
    public static DirectoryEvent Registered(DirectoryCommand.RegisterPurpose register, Checked check)
    {
        check.Id("id", register.Id);
        check.Text("text", register.Text, Limits.TextLength);
        check.Party("operator", register.Operator, RefusalCode.OperatorUnknown);
        var family = check.Policy(register.Policy, register.Operator);
        check.Items("items", register.Items);
        if (family is not null)
            foreach (var id in register.Items)
                check.That(check.Directory.Policies.Item(id) is not { } item || item.Family.Id == family.Id, RefusalCode.ItemNotOfPolicy, "items", id);
        var purpose = new DirectoryEvent.PurposeRegistered(
            register.Id, register.Operator, register.Policy, register.Text, [.. register.Items.Distinct()], register.Marketing);
        check.That(IsFree(purpose, check.Directory), RefusalCode.PurposeExists, "id", register.Id);
        return purpose;
    }

    static bool IsFree(DirectoryEvent.PurposeRegistered purpose, DirectoryState directory) =>
        directory.Policies.Purpose(purpose.Id) is null
        && (!directory.Purposes.TryGetValue(purpose.Id, out var known) || IsSame(purpose, known));

    static bool IsSame(DirectoryEvent.PurposeRegistered purpose, RegisteredPurpose known) =>
        (purpose.Operator, purpose.Policy, purpose.Text, purpose.Marketing) == (known.Operator, known.Policy, known.Text, known.Marketing)
        && purpose.Items.ToHashSet().SetEquals(known.Items);
}
