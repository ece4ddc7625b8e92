using System.Text.Json;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Codec;

/// <summary>`publish`: a whole policy file as `source`, or `policy`, `version`, `from` and the changes as in the policy files.</summary>
static class PublicationFields
{
    public static DirectoryCommand.PublishPolicy? Read(FieldReader fields, JsonElement body, PolicyReader? readPolicy)
    {
        if (readPolicy is null)
        {
            fields.KnowsAll();
            fields.Add([FieldProblems.Policy("source")]);
            return null;
        }

        return fields.Text("source", Limits.PolicySourceLength) is { } source ? Whole(fields, source, readPolicy) : Changes(fields, body, readPolicy);
    }

    static DirectoryCommand.PublishPolicy? Whole(FieldReader fields, string text, PolicyReader readPolicy)
    {
        var publish = Command(fields, readPolicy(text));
        if (publish is null) return null;
        Agree("policy", fields.Name("policy"), publish.Policy.Id);
        Agree("version", fields.Name("version"), publish.Policy.Version);
        Agree("from", Checked.Day(fields.Day("from")), Checked.Day(publish.Policy.From) ?? "");
        return publish;

        void Agree(string name, string? said, string read)
        {
            if (said is not null && said != read) fields.Add([FieldProblems.Disagree(name, read)]);
        }
    }

    // The loader knows the fields of a policy file; what is wrong with them comes back as its problems.
    static DirectoryCommand.PublishPolicy? Changes(FieldReader fields, JsonElement body, PolicyReader readPolicy)
    {
        fields.NeedName("policy");
        fields.NeedName("version");
        fields.NeedDay("from");
        fields.KnowsAll();
        return body.ValueKind == JsonValueKind.Object ? Command(fields, readPolicy(body.GetRawText())) : null;
    }

    static DirectoryCommand.PublishPolicy? Command(FieldReader fields, PolicySource read)
    {
        fields.Add(read.Problems);
        return read.Policy is { } policy ? new DirectoryCommand.PublishPolicy(policy, read.Text) : null;
    }
}
