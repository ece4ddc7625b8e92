namespace ConsentGrains.Core.Directory;

/// <summary>Parties and their dated roles.</summary>
static class PartyRules
{
    public static DirectoryEvent Registered(DirectoryCommand.RegisterParty register, Checked check)
    {
        var party = new PartyEntry(register.Id, register.Name, register.Country);
        check.That(Texts.IsPartyId(register.Id), RefusalCode.IdMalformed, "id", register.Id);
        check.Text("name", register.Name, Limits.NameLength);
        check.Country(register.Country);
        check.That(!check.Directory.Parties.TryGetValue(register.Id, out var known) || known == party, RefusalCode.PartyExists, "id", register.Id);
        return new DirectoryEvent.PartyRegistered(party);
    }

    public static DirectoryEvent Granted(DirectoryCommand.GrantRole grant, Checked check)
    {
        Role(grant.Party, grant.Role, check);
        check.Dates(grant.From, grant.Until);
        check.That(grant.Purposes is not { Count: 0 }, RefusalCode.ListEmpty, "purposes");
        check.Purposes("purposes", grant.Purposes);
        check.Items("items", grant.Items);
        return new DirectoryEvent.RoleGranted(
            grant.Party, new RoleEntry(grant.Role, grant.From, grant.Until, check.Named(grant.Purposes), check.Named(grant.Items)));
    }

    public static DirectoryEvent Ended(DirectoryCommand.EndRole end, Checked check)
    {
        Role(end.Party, end.Role, check);
        var held = check.Directory.Roles.TryGetValue(end.Party, out var roles)
            && roles.Any(r => r.Role == end.Role && !(r.Until < end.Until));
        check.That(held, RefusalCode.RoleNotHeld, "role", end.Role);
        return new DirectoryEvent.RoleEnded(end.Party, end.Role, end.Until);
    }

    static void Role(string party, string role, Checked check)
    {
        check.Party("party", party);
        check.That(Words.Roles.Contains(role), RefusalCode.RoleUnknown, "role", role);
    }
}
