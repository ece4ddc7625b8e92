using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Registry;

/// <summary>Who may send which command (docs/api/security.md). Decided by the command and the directory
/// alone, but for supply points.</summary>
static class Permissions
{
    /// <summary>Rosters an operator keeps itself, where a joint-use scheme of its policy names them. The retailers' list and the lists of
    /// public bodies are kept by others than those who profit from an entry.</summary>
    static readonly string[] OwnRosters = ["enex-group", "enex-partner"];

    public static Problem? Check(TargetedCommand command, Presented who, DirectoryState directory)
    {
        if (who.IsAdmin) return null;
        if (!who.Has(Roles.Register)) return NeedsRegister();
        return command switch
        {
            TargetedCommand.ToCustomer c => OfCustomer(c.Customer.Operator, who),
            // Whose it is is in the point's state: decided there.
            TargetedCommand.ToPoint => null,
            TargetedCommand.ToDirectory d => Check(d.Body, who, directory),
            _ => AdminOnly(),
        };
    }

    public static Problem? OfCustomer(string @operator, Presented who) =>
        @operator == who.Party ? null : Problems.Of(
            ProblemCode.CustomerOfOtherOperator, $"The customer belongs to another operator: your key belongs to {who.Party} and reaches the customers of {who.Party} only.");

    static Problem? Check(DirectoryCommand command, Presented who, DirectoryState directory) => command switch
    {
        DirectoryCommand.RegisterPurpose c => Own(c.Operator, who),
        DirectoryCommand.RecordEntrustment c => Own(Approver(c, directory), who),
        DirectoryCommand.EndEntrustment c => MayEnd(c.Id, who, directory),
        DirectoryCommand.RecordSupervision c => MayEnd(c.Id, who, directory),
        DirectoryCommand.NameInTerms c => Own(c.Operator, who),
        DirectoryCommand.RecordSite c => Own(c.Operator, who),
        DirectoryCommand.DescribeService c => Own(directory.Sites.GetValueOrDefault(c.Site)?.Operator ?? who.Party, who),
        DirectoryCommand.SetRetention c => Own(c.Operator, who),
        DirectoryCommand.SetDesk c => Own(directory.Policies.Family(c.Policy)?.Operator ?? who.Party, who),
        // A draft binds nobody; publishing is the administrator's.
        DirectoryCommand.DraftPolicy c => Own(c.Policy.Operator, who),
        DirectoryCommand.WithdrawDraft c => Own(directory.Policies.Family(c.Policy)?.Operator ?? who.Party, who),
        DirectoryCommand.GrantRole c => OwnRoster(c.Role, who, directory),
        DirectoryCommand.EndRole c => OwnRoster(c.Role, who, directory),
        _ => AdminOnly(),
    };

    /// <summary>Whoever may end an entry may write its supervision log.</summary>
    public static Problem? MaySupervise(string id, Presented who, DirectoryState directory) => who.IsAdmin ? null : MayEnd(id, who, directory);

    /// <summary>An entry under another carries the approval of the operator at the top of the chain: only that one may record it.</summary>
    static string Approver(DirectoryCommand.RecordEntrustment command, DirectoryState directory) =>
        Top(command.Under, directory)?.Operator ?? command.Operator;

    /// <summary>Ending narrows: the operator at the top may, and whoever entrusted.</summary>
    static Problem? MayEnd(string id, Presented who, DirectoryState directory) =>
        directory.Entrustments.TryGetValue(id, out var entry) && (entry.Operator == who.Party || Top(id, directory)?.Operator == who.Party)
            ? null : NotYours(who);

    static Entrustment? Top(string? id, DirectoryState directory)
    {
        Entrustment? top = null;
        for (var depth = 0; id is not null && depth <= Core.Limits.EntrustmentDepth && directory.Entrustments.TryGetValue(id, out var entry); depth++)
        {
            top = entry;
            id = entry.Under;
        }

        return top;
    }

    static Problem? OwnRoster(string role, Presented who, DirectoryState directory) =>
        OwnRosters.Contains(role) && directory.Policies.Families.Any(f => f.Operator == who.Party && f.Versions.Any(v => v.Schemes.Any(s => s.Roles.Contains(role))))
            ? null : AdminOnly();

    static Problem? Own(string @operator, Presented who) => @operator == who.Party ? null : NotYours(who);

    static Problem NotYours(Presented who) =>
        Problems.Of(ProblemCode.NotYours, $"Your key belongs to {who.Party}: it registers what {who.Party} itself answers for.");

    static Problem NeedsRegister() => Problems.Of(ProblemCode.RoleMissing, $"This needs a key with the role {RoleNames.Sentence(Roles.Register | Roles.Admin)}.");

    static Problem AdminOnly() => Problems.Of(ProblemCode.RoleMissing, "This needs a key with the role admin.");
}
