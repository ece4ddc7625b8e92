using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Pages;

/// <summary>Where the navigation leads.</summary>
readonly record struct Place(string Path, string Ja, string En, Roles Roles);

static class Places
{
    static readonly Place[] All =
    [
        new("/admin", "運転状況", "Dashboard", Roles.Audit | Roles.Admin),
        new("/admin/customers", "お客さま", "Customers", Roles.Desk | Roles.Audit | Roles.Admin),
        new("/admin/supply-points", "供給地点", "Supply points", Roles.Desk | Roles.Audit | Roles.Admin),
        new("/admin/policies", "方針", "Policies", Roles.Any),
        new("/admin/looks", "閲覧記録", "Looks", Roles.Audit | Roles.Admin),
        new("/admin/audit", "監査報告", "Audit report", Roles.Audit | Roles.Admin),
        new("/admin/drafts", "版と草案", "Versions, drafts", Roles.Audit | Roles.Admin),
        new("/desk", "受付箱", "Inbox", Roles.Desk | Roles.Audit | Roles.Admin),
        new("/desk/contractors", "委託先", "Contractors", Roles.Desk | Roles.Register | Roles.Audit | Roles.Admin),
        new("/desk/incidents", "漏えい等", "Incidents", Roles.Desk | Roles.Audit | Roles.Admin),
        new("/desk/new", "新規受付", "New request", Roles.Desk | Roles.Admin),
    ];

    public static IEnumerable<Place> Of(Presented who) => All.Where(p => who.Has(p.Roles));
}
