namespace ConsentGrains.Core;

/// <summary>Who sends a command, on what evidence, through which channel.</summary>
/// <param name="Actor">The party of the credential.</param>
/// <param name="Credential">The credential's id; null for the command line and the demo.</param>
/// <param name="Evidence">What it rests on: a form's number, a recording, a request's id. Sealed.</param>
/// <param name="Via">Through which channel it came: `web`, `phone`, `counter`, `post`, `api`, `import` …</param>
/// <param name="Desk">The person at the desk who acted, as the sender names him. Sealed.</param>
/// <param name="Cause">The event or request that led to this command, for the loop guard.</param>
/// <param name="First">When it was recorded first, where that was not here and now: of what is carried over from another registry, and of a move-in that
/// follows from a contract. It is decided, and holds, as of that moment.</param>
public sealed record Envelope(
    string Actor, string? Credential = null, string? Evidence = null, string? Via = null, string? Desk = null, string? Cause = null, Instant? First = null);
