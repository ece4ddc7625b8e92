using System.Globalization;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Visitors;
using ConsentGrains.Journal;
using ConsentGrains.Silo.Placement;
using ConsentGrains.Silo.Routing;
using ConsentGrains.Silo.Wire;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Command = ConsentGrains.Grains.Command;

namespace ConsentGrains.Silo.Shells;

/// <summary>Decides only where a partition lives: it claims it where it is activated and hands it over where it is not any more. Whether this silo may answer,
/// <see cref="Partitions"/> says and nothing else; a second activation costs a hop.</summary>
[GrainType(Places.Partition), BesidePartition, Immovable, KeepAlive]
sealed class PartitionGrain(LocalGrains local, Partitions partitions, CommandReader reader, SiloMap map, ILocalSiloDetails here) : Grain, IPartitionGrain
{
    PartitionId partition;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        partition = new(int.Parse(this.GetPrimaryKeyString(), CultureInfo.InvariantCulture));
        await HoldAsync();
        var every = TimeSpan.FromMilliseconds(Limits.ClaimMilliseconds);
        this.RegisterGrainTimer(_ => SettleAsync(), new GrainTimerCreationOptions(every, every) { Interleave = true, KeepAlive = true });
    }

    /// <summary>An activation that Orleans gives up for a reason of its own (when a silo goes, those that were listed there) hands nothing over: this silo goes on as
    /// the owner, and the next activation comes here.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        if (reason.ReasonCode is not (DeactivationReasonCode.Migrating or DeactivationReasonCode.ShuttingDown)) return;
        try
        {
            if (partitions.Owns(partition)) await partitions.ReleaseAsync(partition, CancellationToken.None);
        }
        catch (JournalUnavailableException)
        {
            // The next activation, wherever it is, waits until this silo is gone or gives it back at its next look.
        }
    }, CancellationToken.None);

    public Task<bool> HoldAsync() => partitions.Owns(partition) ? Task.FromResult(true) : Task.Run(async () =>
    {
        try
        {
            return !map.IsLeaving && await partitions.ClaimAsync(partition, CancellationToken.None);
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    });

    public Task MoveAsync(string silo)
    {
        Move(SiloAddress.FromParsableString(silo));
        return Task.CompletedTask;
    }

    public Task<Reply> AskAsync(byte[] question, byte[] asker) =>
        HereAsync(async () => Bytes.Of(await local.AskAsync(Bytes.Read<Question>(question), CallerOf(asker), default)));

    public Task<Reply> ExplainAsync(byte[] question, byte[] asker) =>
        HereAsync(async () => Bytes.Of(await local.ExplainAsync(Bytes.Read<Question>(question), CallerOf(asker), default)));

    public Task<Reply> TellAsync(byte[] order) => CarryOutAsync(order, (command, envelope, terms) => local.TellAsync(command, envelope, terms, default));

    public Task<Reply> TellDirectoryAsync(byte[] order) => TellAsync(order);

    public Task<Reply> StepAsync(byte[] order) =>
        CarryOutAsync(order, (command, envelope, _) => command is Command.ToCustomer to ? local.StepAsync(to.Customer, to.Body, envelope)
            : throw new ArgumentException("steps are told to customers", nameof(order)));

    public Task<Reply> ReadCustomerAsync(string customer, long? micros) =>
        HereAsync(async () => States.Write(await local.ReadCustomerAsync(CustomerId.Parse(customer)!.Value, At(micros), default)));

    public Task<Reply> ReadHistoryAsync(string customer) => HereAsync(async () =>
    {
        var id = CustomerId.Parse(customer)!.Value;
        var entries = new List<CustomerHistoryEntry>();
        await foreach (var entry in local.ReadHistoryAsync(id, default)) entries.Add(entry);
        return States.Write(entries, id);
    });

    public Task<Reply> ReadPointAsync(string digits, long? micros) => HereAsync(async () =>
    {
        var (state, asOf) = await local.ReadPointAsync(new(digits), At(micros), default);
        return States.Write(state, asOf);
    });

    public Task<Reply> ReadSettledAsync(string digits, long? micros, long notBefore) => HereAsync(async () =>
    {
        var (state, until) = await local.ReadSettledAsync(new(digits), At(micros), new(notBefore), default);
        return States.Write(state, until);
    });

    public Task<Reply> ReadSwitchesAsync(string digits) => HereAsync(async () => Bytes.Of(await local.ReadSwitchesAsync(new(digits), default)));

    public Task<Reply> ReadSubscriptionAsync(string id) => HereAsync(async () => States.Write(await local.ReadSubscriptionAsync(id, default)));

    public Task<Reply> TellRequestAsync(string request, byte[] order) => CarryOutAsync(async () =>
    {
        var (command, envelope, terms) = Orders.ReadRequest(order, reader);
        return await local.Requests.TellAsync(request, command, envelope, terms, default);
    });

    public Task<Reply> ReadRequestAsync(string request) => HereAsync(() => Wire.Requests.WriteAsync(local.Requests, request));

    public Task<Reply> ResumeRequestAsync(string request) => HereAsync(async () => Bytes.Of(await local.Requests.ResumeAsync(request, default)));

    public Task<Reply> TellIncidentAsync(string incident, byte[] order) => CarryOutAsync(async () =>
    {
        var (command, envelope, terms) = Orders.ReadIncident(order);
        return await local.Incidents.TellAsync(incident, command, envelope, terms, default);
    });

    public Task<Reply> ReadIncidentAsync(string incident) => HereAsync(() => Wire.Incidents.WriteAsync(local.Incidents, incident));

    public Task<Reply> TellVisitorAsync(string visitor, byte[] order) => CarryOutAsync(async () =>
    {
        var (command, envelope) = Wire.Visitors.Read(order);
        return await local.Visitors.TellAsync(VisitorKey.OfText(visitor), command, envelope, default);
    });

    public Task<Reply> ReadVisitorAsync(string visitor) => HereAsync(async () => Bytes.Of(await local.Visitors.ReadAsync(VisitorKey.OfText(visitor), default)));

    public Task<Reply> RecordProvisionAsync(string key, byte[] order) => CarryOutAsync(() =>
    {
        var (record, envelope, terms) = Orders.ReadProvision(order);
        return local.Provisions.RecordAsync(ProvisionKey.Parse(key)!, record, envelope, terms, default);
    });

    public Task<Reply> RemoveProvisionsAsync(string key) => CarryOutAsync(() => local.Provisions.RemoveAsync(ProvisionKey.Parse(key)!, default));

    public Task<Reply> ReadProvisionsAsync(string key) => HereAsync(async () => Bytes.Of(await local.Provisions.ReadAsync(ProvisionKey.Parse(key)!, default)));

    public Task<Reply> ResumePointAsync(string digits) => HereAsync(async () => Bytes.Of(await local.ResumeAsync(new SupplyPointNumber(digits), default)));

    public Task<Reply> ResumeCustomerAsync(string customer, int version) =>
        HereAsync(async () => Bytes.Of(await local.ResumeAsync(CustomerId.Parse(customer)!.Value, version, default)));

    /// <summary>The table decides who owns; where that is another silo, this is the wrong place to be.</summary>
    async Task SettleAsync()
    {
        if (!await HoldAsync() && map.OwnerOf(partition) is { } owner && !owner.Equals(here.SiloAddress)) Move(owner);
    }

    void Move(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        MigrateOnIdle();
    }

    static Instant? At(long? micros) => micros is { } at ? new(at) : null;

    static Caller CallerOf(byte[] asker)
    {
        var who = Bytes.Read<Asker>(asker);
        return new(who.Party, who.SeesAll);
    }

    Task<Reply> CarryOutAsync(byte[] order, Func<Command, Envelope, CommandTerms, ValueTask<Outcome>> carryOut) => CarryOutAsync(() =>
    {
        var (command, envelope, terms) = Orders.Read(order, reader);
        return carryOut(command, envelope, terms);
    });

    Task<Reply> CarryOutAsync(Func<ValueTask<Outcome>> carryOut) => HereAsync(async () =>
    {
        var outcome = await carryOut();
        // It was on its way when the partition was handed over, and nothing came of it.
        if (outcome is Outcome.Unavailable { MayHaveHappened: false, Why: var why } && !partitions.Owns(partition)) throw new UnavailableException(why);
        return Bytes.Of(Outcomes.Told(outcome));
    });

    /// <summary>Off the grain's own turn: what the grains of the registry begin must not depend on this activation to end.</summary>
    Task<Reply> HereAsync(Func<Task<byte[]>> answer) => !partitions.Owns(partition) ? Task.FromResult(Reply.NotHere) : Task.Run(async () =>
    {
        using var span = TraceCarrier.Receive();
        span?.SetTag("consent.partition", partition.ToString());
        try
        {
            return new Reply(await answer());
        }
        catch (UnavailableException no)
        {
            return partitions.Owns(partition) ? new Reply(null, no.Message) : Reply.NotHere;
        }
    });
}
