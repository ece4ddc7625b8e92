using System.Globalization;
using ConsentGrains.Core.Subscriptions;

namespace ConsentGrains.Core.Codec;

/// <summary>The fields of every event of a subscription: address and secret are in the secret part.</summary>
static class SubscriptionEventFields
{
    public static void Write(SubscriptionEvent happened, FieldWriter clear, FieldWriter secret)
    {
        switch (happened)
        {
            case SubscriptionEvent.Created e: Write(e, clear, secret); break;
            case SubscriptionEvent.Changed e: Write(e.Filter, clear); secret.Text("url", e.Url); break;
            case SubscriptionEvent.SecretRotated e: clear.Moment("oldUntil", e.OldUntil); secret.Text("key", e.Secret); break;
            case SubscriptionEvent.Verified e: Maybe("perMinute", e.PerMinute, clear); break;
            case SubscriptionEvent.Advanced e: clear.Text("position", e.Position); break;
            case SubscriptionEvent.Failed e: Maybe("answered", e.Answered, clear.Text("position", e.Position).Word("reason", e.Reason)).Moment("nextTry", e.NextTry); break;
            case SubscriptionEvent.Disabled e: clear.Text("position", e.Position); break;
            case SubscriptionEvent.Suspended e: clear.Word("reason", e.Reason).Text("position", e.Position); break;
            case SubscriptionEvent.Resumed e: clear.Text("position", e.Position); break;
        }
    }

    public static SubscriptionEvent Read(string type, StoredFields clear, StoredFields secret) => type switch
    {
        EventTypes.SubscriptionCreated => new SubscriptionEvent.Created(
            clear.Required("party"), clear.Word<SubscriptionKind>("kind"), Filter(clear) ?? SubscriptionFilter.All, secret.Text("url"), secret.Text("key"), clear.Required("position")),
        EventTypes.SubscriptionChanged => new SubscriptionEvent.Changed(Filter(clear), secret.Text("url")),
        EventTypes.SubscriptionSecretRotated => new SubscriptionEvent.SecretRotated(secret.Sealed("key"), clear.Moment("oldUntil")),
        EventTypes.SubscriptionVerified => new SubscriptionEvent.Verified(clear.Number("perMinute")),
        EventTypes.SubscriptionAdvanced => new SubscriptionEvent.Advanced(clear.Required("position")),
        EventTypes.SubscriptionFailed => new SubscriptionEvent.Failed(
            clear.Required("position"), clear.Word<SubscriptionReason>("reason"), clear.Number("answered"), clear.RequiredMoment("nextTry")),
        EventTypes.SubscriptionDisabled => new SubscriptionEvent.Disabled(clear.Required("position")),
        EventTypes.SubscriptionSuspended => new SubscriptionEvent.Suspended(clear.Word<SubscriptionReason>("reason"), clear.Text("position")),
        EventTypes.SubscriptionResumed => new SubscriptionEvent.Resumed(clear.Text("position")),
        EventTypes.SubscriptionEnded => new SubscriptionEvent.Ended(),
        _ => throw new UnknownEventException(type),
    };

    static void Write(SubscriptionEvent.Created e, FieldWriter clear, FieldWriter secret)
    {
        Write(e.Filter, clear.Text("party", e.Party).Word("kind", e.Kind));
        clear.Text("position", e.Position);
        secret.Text("url", e.Url).Text("key", e.Secret);
    }

    static void Write(SubscriptionFilter? filter, FieldWriter clear)
    {
        if (filter is not null) clear.List("types", filter.Types).List("areas", [.. filter.Areas.Select(area => area.ToString(CultureInfo.InvariantCulture))]);
    }

    static SubscriptionFilter? Filter(StoredFields clear) => clear.List("types") is { } types
        ? new(types, [.. (clear.List("areas") ?? []).Select(area => int.Parse(area, CultureInfo.InvariantCulture))]) : null;

    static FieldWriter Maybe(string name, int? value, FieldWriter fields) => value is { } number ? fields.Number(name, number) : fields;
}
