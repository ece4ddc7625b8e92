using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Looks;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Matrices;
using ConsentGrains.Grains.Receipts;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Looks;
using ConsentGrains.Web.Looks.Pages;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Admin.Customers;

/// <summary>`/admin/customers` and below: a search by form, and what there is of the customer it found. His number stands in no address.</summary>
sealed class CustomerPages(PageHouse house, PageWriter pages, LookTickets tickets, Looker looker, QuestionForm questions, IGrains grains, TimeProvider clock)
{
    const string All = "/admin/customers", One = All + "/{ticket}";
    public const Roles MayLook = Roles.Desk | Roles.Audit | Roles.Admin;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(All, house.Behind(MayLook, call => FormAsync(call, null)));
        endpoints.MapPost(All, house.Behind(MayLook, SearchAsync));
        endpoints.MapGet(One, house.Behind(MayLook, call => ShowAsync(call, LookView.State, StateAsync)));
        endpoints.MapGet(One + "/timeline", house.Behind(MayLook, call => ShowAsync(call, LookView.Timeline, TimelineAsync)));
        endpoints.MapGet(One + "/receipt", house.Behind(MayLook, call => ShowAsync(call, LookView.Receipt, ReceiptAsync)));
        endpoints.MapGet(One + "/matrix", house.Behind(MayLook, call => ShowAsync(call, LookView.Matrix, MatrixAsync)));
        endpoints.MapGet(One + "/question", house.Behind(MayLook, call => ShowAsync(call, LookView.Question, (c, about) => questions.ShowAsync(c, about, null, null))));
        endpoints.MapPost(One + "/question", house.Behind(MayLook, call => ShowAsync(call, LookView.Question, questions.AskAsync)));
    }

    async ValueTask<Problem?> FormAsync(PageCall call, Problem? problem)
    {
        await pages.WriteAsync<SearchPage>(call.Http, new()
        {
            ["Frame"] = call.Frame with { Here = All },
            ["Title"] = ("お客さまを検索", "Look a customer up"),
            ["Label"] = ("お客さま（事業者/番号）", "Customer (operator/number)"),
            ["Example"] = "els/C-000123",
            ["Path"] = All,
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> SearchAsync(PageCall call)
    {
        if (SentSearch.Read(call.Http.Request.Form, out var sent) is { } wrong) return await FormAsync(call, wrong);
        if (CustomerId.Parse(sent.Subject) is not { } customer) return await FormAsync(call, Malformed());
        if (!call.Who.SeesAll && Permissions.OfCustomer(customer.Operator, call.Who) is { } notMine) return await FormAsync(call, notMine);
        if (CustomerEndpoints.IsUnknown(await grains.ReadCustomerAsync(customer, null, call.Cancel))) return await FormAsync(call, Unknown());
        PageHouse.Redirect(call.Http, $"{All}/{tickets.Seal(call.Who, LookSubject.Customer, customer.ToString(), sent.Why, sent.Request)}");
        return null;
    }

    /// <summary>Whoever may look is put down first; then the page is made.</summary>
    async ValueTask<Problem?> ShowAsync(PageCall call, LookView view, Func<PageCall, CustomerAbout, ValueTask<Problem?>> show)
    {
        if (tickets.Open(call, LookSubject.Customer) is not { } ticket || CustomerId.Parse(ticket.Subject) is not { } customer) return await FormAsync(call, SentSearch.Over());
        if (await looker.TakeAsync(call, ticket, view) is { } away) return away;
        return await show(call, new(customer, await grains.ReadCustomerAsync(customer, null, call.Cancel), $"{All}/{call.Http.Request.RouteValues["ticket"]}", view, ticket));
    }

    async ValueTask<Problem?> StateAsync(PageCall call, CustomerAbout about)
    {
        await WriteAsync<StatePage>(call, about, new()
        {
            ["Erasure"] = about.State.Erased ? await grains.ReadErasureAsync(about.Customer, call.Cancel) : null,
            ["Directory"] = grains.Directory,
            ["Now"] = Instant.From(clock.GetUtcNow()),
        });
        return null;
    }

    async ValueTask<Problem?> TimelineAsync(PageCall call, CustomerAbout about)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("before") is { } unknown) return unknown;
        var before = int.TryParse(query.Text("before"), out var revision) ? revision : int.MaxValue;
        var entries = new List<CustomerHistoryEntry>();
        await foreach (var entry in grains.ReadHistoryAsync(about.Customer, call.Cancel))
            if (entry.Version < before) entries.Add(entry);
        entries.Reverse();
        await WriteAsync<TimelinePage>(call, about, new() { ["Entries"] = entries.Take(Limits.EventsPerPage).ToList(), ["HasMore"] = entries.Count > Limits.EventsPerPage });
        return null;
    }

    async ValueTask<Problem?> ReceiptAsync(PageCall call, CustomerAbout about)
    {
        var history = new List<CustomerHistoryEntry>();
        await foreach (var entry in grains.ReadHistoryAsync(about.Customer, call.Cancel)) history.Add(entry);
        await WriteAsync<ReceiptPart>(call, about, new() { ["Receipt"] = ReceiptReading.Of(about.Customer, about.State, history, grains.Directory, Instant.From(clock.GetUtcNow())) });
        return null;
    }

    async ValueTask<Problem?> MatrixAsync(PageCall call, CustomerAbout about)
    {
        await WriteAsync<MatrixPart>(call, about, new() { ["Matrix"] = await MatrixReading.ReadAsync(grains, about.Customer, Instant.From(clock.GetUtcNow()), call.Cancel) });
        return null;
    }

    Task WriteAsync<T>(PageCall call, CustomerAbout about, Dictionary<string, object?> parameters) where T : Microsoft.AspNetCore.Components.IComponent
    {
        (parameters["Frame"], parameters["About"]) = (call.Frame, about);
        return pages.WriteAsync<T>(call.Http, parameters);
    }

    static Problem Malformed() => Problems.Of([new FieldFault("/subject", "id-malformed", "must be operator/number: els/C-000123")]) with { DetailJapanese = "「事業者/番号」の形で入力してください（例 els/C-000123）。" };

    static Problem Unknown() => Problems.Of(ProblemCode.NotFound, "No such customer is known here.") with { DetailJapanese = "該当するお客さまは登録されていません。" };
}

/// <summary>Whom a page is about, and under which address its neighbours are.</summary>
public sealed record CustomerAbout(CustomerId Customer, CustomerState State, string Path, LookView View, LookTicket Ticket);
