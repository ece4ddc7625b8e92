using System.Diagnostics;
using ConsentGrains.Client;
using ConsentGrains.Grains;

namespace ConsentGrains.Silo.Wire;

/// <summary>Outcomes of the grains as they cross silos, and back.</summary>
static class Outcomes
{
    public static Told Told(Outcome outcome) => outcome switch
    {
        Outcome.Accepted a => new(Ending.Accepted) { Version = a.Version, Recorded = a.Recorded, Repeated = a.Repeated, Id = a.Id },
        Outcome.Refused r => new(Ending.Refused) { Refusal = r.Refusal },
        Outcome.Conflict c => new(Ending.Conflict) { Expected = c.Expected, Actual = c.Actual },
        Outcome.KeyReused => new(Ending.KeyReused),
        Outcome.Unavailable u => new(Ending.Unavailable) { MayHaveHappened = u.MayHaveHappened, Why = u.Why },
        _ => throw new UnreachableException(outcome.GetType().Name),
    };

    public static Outcome Read(byte[] bytes)
    {
        var told = Bytes.Read<Told>(bytes);
        return told.Ending switch
        {
            Ending.Accepted => new Outcome.Accepted(told.Version, told.Recorded, told.Repeated, told.Id),
            Ending.Refused => new Outcome.Refused(told.Refusal!),
            Ending.Conflict => new Outcome.Conflict(told.Expected, told.Actual),
            Ending.KeyReused => new Outcome.KeyReused(),
            _ => new Outcome.Unavailable(told.MayHaveHappened, told.Why ?? ""),
        };
    }
}
