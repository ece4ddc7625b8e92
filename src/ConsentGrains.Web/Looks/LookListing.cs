using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Looks;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Looks;

/// <summary>The list of looks as it is asked for, over the API and on the page.</summary>
sealed class LookListing(IIndex index)
{
    public static IReadOnlyList<string> Filters { get; } = ["customer", "supplyPoint", "by", "why", "from", "to"];

    /// <summary>Whatever was taken before the call is in it.</summary>
    public async ValueTask<(Listed<ListedLook>? Listed, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (Page.Read(request, out var page, [.. Filters]) is { } wrongPage) return (null, wrongPage);
        if (Read(new Query(request.Query), out var filter) is { } wrong) return (null, wrong);
        await index.CatchUpAsync(cancel);
        try
        {
            return (index.Looks(filter, page.After, page.Limit), null);
        }
        catch (FormatException)
        {
            return (null, Page.WrongCursor());
        }
    }

    static Problem? Read(Query query, out LookFilter filter)
    {
        filter = new();
        if (query.Moment("from", out var from) is { } wrongFrom) return wrongFrom;
        if (query.Moment("to", out var to) is { } wrongTo) return wrongTo;
        if (query.Word<LookReason>("why", out var why) is { } wrongWhy) return wrongWhy;
        if (Subject(query, out var subject) is { } wrongSubject) return wrongSubject;
        filter = new(subject, query.Text("by"), why, from, to);
        return null;
    }

    static Problem? Subject(Query query, out string? subject)
    {
        subject = null;
        if (query.Text("customer") is { } customer)
        {
            if (CustomerId.Parse(customer) is not { } id) return Query.Wrong("customer", FaultCode.Invalid, "must be operator/number");
            subject = id.ToString();
        }

        if (query.Text("supplyPoint") is not { } point) return null;
        if (subject is not null) return Query.Wrong("supplyPoint", FaultCode.Disagree, "a look is at a customer or at a supply point: name one");
        subject = SupplyPointNumber.Parse(point)?.Digits;
        return subject is null ? Query.Wrong("supplyPoint", "supply-point-malformed", "has 22 digits and begins with 01 to 10") : null;
    }
}
