using System.Buffers;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Codec;

/// <summary>`publish` and `draft`: a whole policy file as `source`, or `policy`, `version`, `from` and the changes as in the policy files.</summary>
static class PublicationFields
{
    /// <param name="mayDate">`from` may give the day where the file does not.</param>
    public static DirectoryCommand.PublishPolicy? Read(FieldReader fields, JsonElement body, PolicyReader? readPolicy, bool mayDate)
    {
        if (readPolicy is null)
        {
            fields.KnowsAll();
            fields.Add([FieldProblems.Policy("source")]);
            return null;
        }

        return fields.Text("source", Limits.PolicySourceLength) is { } source ? Whole(fields, source, readPolicy, mayDate) : Changes(fields, body, readPolicy);
    }

    static DirectoryCommand.PublishPolicy? Whole(FieldReader fields, string text, PolicyReader readPolicy, bool mayDate)
    {
        var publish = Command(fields, readPolicy(text));
        if (publish is null) return null;
        Agree("policy", fields.Name("policy"), publish.Policy.Id);
        Agree("version", fields.Name("version"), publish.Policy.Version);
        var from = fields.Day("from");
        if (mayDate && publish.Policy.From is null && from is { } given) return Dated(given);
        Agree("from", Checked.Day(from), Checked.Day(publish.Policy.From) ?? "");
        return publish;

        DirectoryCommand.PublishPolicy Dated(DateOnly from) => publish with { Policy = publish.Policy with { From = from }, Dated = from };

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
        return fields.HasProblems ? null : Command(fields, readPolicy(Policy(body)));
    }

    /// <summary>The body without what belongs to the envelope.</summary>
    static string Policy(JsonElement body)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var field in body.EnumerateObject())
                if (!CommandNote.Fields.Contains(field.Name)) field.WriteTo(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    static DirectoryCommand.PublishPolicy? Command(FieldReader fields, PolicySource read)
    {
        fields.Add(read.Problems);
        if (read.Policy is null && read.Problems.Count == 0) throw new System.Diagnostics.UnreachableException("a policy was refused without a problem");
        return read.Policy is { } policy ? new DirectoryCommand.PublishPolicy(policy, read.Text) : null;
    }
}
