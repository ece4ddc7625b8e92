using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Sharing;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>Move-ins that contracts bring about: an active contract that names a free point makes its customer the holder, before the command is
/// acknowledged. The contract's own event says that it does, so that whoever reads it after a crash goes on.</summary>
/// <param name="tell">A command to a customer, without what follows from it.</param>
/// <param name="read">The newest acknowledged state of a customer.</param>
sealed class MoveIns(
    IJournal journal, TimeProvider time, PointDoor points,
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
        // Whose contract is over was to move in and is so no longer.
        var (point, now) = (contract.Point, contract.Envelope.First ?? time.Now());
        if (!(await read(customer)).Contracts.Any(c => c.Id == contract.Id && c.SupplyPoint == point.Digits && c.IsLive(now))) return null;
        // INVARIANT (since-that-day): the newest holding of a point, once there is one from that day on, ends later than it begins and stays in the state until
        // a later one follows. So this command comes to nothing when he has moved in, left again, or somebody else came first.
        var move = new Command.ToPoint(point, new SupplyPointCommand.MoveIn(customer, contract.First.Day), Issuer.Registry);
        var told = await points.TellAsync(move, contract.Envelope with { Cause = Causes.Contract, First = contract.First });
        return told is Outcome.Unavailable gone ? gone.Why : null;
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
            return new(point, recorded.Id, stored.Envelope.First ?? new(e.Micros), stored.Envelope);
        }

        return null;
    }

    /// <param name="First">The moment as of which the move-in holds.</param>
    sealed record MovingContract(SupplyPointNumber Point, string Id, Instant First, Envelope Envelope);
}
