using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>One request whose sender is known and may make it.</summary>
readonly record struct Call(HttpContext Http, Presented Who)
{
    public CancellationToken Cancel => Http.RequestAborted;
}

/// <summary>Carries a request out. A null problem = the answer is written.</summary>
delegate ValueTask<Problem?> Handler(Call call);
