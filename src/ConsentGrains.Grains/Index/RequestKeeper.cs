using ConsentGrains.Core;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Grains.Index;

/// <summary>What has to be done at requests without anybody asking: an answer that was broken off is carried out, and what was not sent again in its term is
/// refused. The index only says where to look; what is done is decided from the request's acknowledged state.</summary>
sealed class RequestKeeper(IndexFile index, IGrains grains, TimeProvider time)
{
    static readonly Envelope Timer = new("registry", Via: "timer");

    public async Task TurnAsync(CancellationToken cancel)
    {
        var (after, today) = ("", time.Now().Day);
        while (index.Read(db => RequestRows.Waiting(db, today, after, Limits.PointsPerTurn)) is { Count: > 0 } found)
        {
            foreach (var request in found)
            {
                cancel.ThrowIfCancellationRequested();
                await LookAsync(request, today, cancel);
            }

            after = found[^1];
        }
    }

    async Task LookAsync(string request, DateOnly today, CancellationToken cancel)
    {
        var state = await grains.Requests.ReadAsync(request, cancel);
        if (!state.IsSettled) await grains.Requests.ResumeAsync(request, cancel);
        else if (state.Stage == RequestStage.AwaitingResubmission && state.CureUntil < today)
            await grains.Requests.TellAsync(request, new RequestCommand.Lapse(), Timer, new CommandTerms(IfMatch: state.Version), cancel);
    }
}
