using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>Move-ins that contracts bring about: an active contract that names a free point makes its customer the holder, before the command is
/// acknowledged. The contract's own event says that it does, so that whoever reads it after a crash goes on.</summary>
/// <param name="tell">A command to a customer, without what follows from it.</param>
/// <param name="read">The newest acknowledged state of a customer.</param>
sealed class MoveIns(
    IJournal journal, TimeProvider time, Points points,
    Func<CustomerId, CustomerCommand, Envelope, CommandTerms, CancellationToken, ValueTask<Outcome>> tell, Func<CustomerId, ValueTask<CustomerState>> read)
{
    public async ValueTask<Outcome> TellAsync(Command.ToCustomer to, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        if (to.Body is not CustomerCommand.RecordContract { State: ContractState.Active } record) return await tell(to.Customer, to.Body, envelope, terms, cancel);
        try
        {
            var moves = await MovesInAsync(to.Customer, record, envelope);
            var told = await tell(to.Customer, record with { MovesIn = moves }, envelope, terms, cancel);
            if (told is not Outcome.Accepted accepted || !(moves || accepted.Repeated)) return told;
            return await FinishAsync(to.Customer, accepted.Version) is { } why ? new Outcome.Unavailable(true, why) : told;
        }
        catch (UnavailableException gone)
        {
            return new Outcome.Unavailable(true, gone.Message);
        }
    }

    /// <summary>Goes on with what one event of a customer brings about; nothing where it has happened, or is no longer to happen.</summary>
    /// <returns>Null; or why it could not be finished now.</returns>
    public async ValueTask<string?> FinishAsync(CustomerId customer, int version)
    {
        if (await FindAsync(customer, version) is not { } contract) return null;
        for (var i = 0; i < Limits.TellTries; i++)
        {
            if (await points.FinishAsync(contract.Point) is { } why) return why;
            // The point first: who moves out meanwhile makes the point another one, and who has moved out has no contract there any more.
            var point = await points.ReadAsync(contract.Point);
            if (!point.IsSettled || !(await read(customer)).Contracts.Any(c => c.Id == contract.Id && c.SupplyPoint == contract.Point.Digits && c.IsLive(contract.Envelope.First ?? time.Now()))) return null;
            if (await points.HasMovedInAsync(contract.Point, customer, contract.Recorded)) return null;
            var move = new Command.ToPoint(contract.Point, new SupplyPointCommand.MoveIn(customer, contract.First.Day), Issuer.Registry);
            var told = await points.TellAsync(move, contract.Envelope with { Cause = Causes.Contract, First = contract.First }, new(IfMatch: point.Version), default);
            if (told is Outcome.Unavailable gone) return gone.Why;
            // The point may refuse; then nothing follows.
            if (told is not Outcome.Conflict) return null;
        }

        return "the supply point keeps moving";
    }

    /// <summary>Whether the point that the contract names would take its customer in now.</summary>
    async ValueTask<bool> MovesInAsync(CustomerId customer, CustomerCommand.RecordContract record, Envelope envelope)
    {
        var named = record.SupplyPoint ?? (await read(customer)).Contracts.FirstOrDefault(c => c.Id == record.Id).SupplyPoint;
        if (SupplyPointNumber.Parse(named) is not { } point) return false;
        var now = envelope.First ?? time.Now();
        return await points.WouldTakeAsync(point, new SupplyPointCommand.MoveIn(customer, now.Day), now);
    }

    async ValueTask<MovingContract?> FindAsync(CustomerId customer, int version)
    {
        await foreach (var e in Faults.Guarded(journal.ReadStreamAsync(CustomerStream.NameOf(customer.ToString()), long.MaxValue, CancellationToken.None)))
        {
            if (e.Version < version) continue;
            var stored = CustomerEventCodec.Decode(e.Type, e.Clear, e.Secret);
            if (e.Version > version || stored.Event is not CustomerEvent.ContractRecorded { MovesIn: true } recorded) return null;
            var named = recorded.SupplyPoint ?? (await read(customer)).Contracts.FirstOrDefault(c => c.Id == recorded.Id).SupplyPoint;
            if (SupplyPointNumber.Parse(named) is not { } point) return null;
            return new(point, recorded.Id, new(e.Micros), stored.Envelope.First ?? new(e.Micros), stored.Envelope);
        }

        return null;
    }

    /// <param name="First">The moment as of which the move-in holds.</param>
    sealed record MovingContract(SupplyPointNumber Point, string Id, Instant Recorded, Instant First, Envelope Envelope);
}
