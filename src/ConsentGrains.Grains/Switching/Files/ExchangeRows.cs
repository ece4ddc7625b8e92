using System.Globalization;
using System.Text;
using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>One sort of message as rows of an exchange folder.</summary>
sealed record ExchangeRows<T>(
    Columns.Kind Kind, Func<T, SwitchRef> Of, Func<string, T, IEnumerable<string>> Write, Func<RowReader, (string Sender, T Entry)> Read,
    Func<SupportBook, string, T, RefusalCode?> Take) : IExchangeRows
{
    public byte[] Bytes(string sender, IReadOnlyList<T> entries) =>
        Encoding.UTF8.GetBytes(Kind.Header + string.Concat(entries.Select(each => CsvRow.Write(Write(sender, each)))));

    /// <inheritdoc/>
    public ExchangeReply Fold(RowReader row, SupportBook book)
    {
        var (sender, entry) = Read(row);
        return new(Of(entry), row.Problem is null ? Take(book, sender, entry) : RefusalCode.TextMalformed);
    }
}

interface IExchangeRows
{
    Columns.Kind Kind { get; }

    /// <summary>Takes a row into the book; one that is malformed changes nothing.</summary>
    ExchangeReply Fold(RowReader row, SupportBook book);
}

static class ExchangeRows
{
    public static ExchangeRows<Registration> Registrations { get; } = new(
        Columns.Registrations, each => each.Of,
        (_, r) => [Number(r.Of), r.Of.Point.Digits, r.By, r.Losing, r.Keys.Contract, r.Keys.Name, r.Keys.Address, Day(r.On), MeterWork(r.MeterWork)],
        row =>
        {
            var registration = new Registration(row.Ref(), row.Party(Columns.By), row.Party(Columns.Losing), Keys(row), row.Day(Columns.On), MeterWork(row));
            return (registration.By, registration);
        },
        (book, sender, entry) => book.Register(sender, entry));

    public static ExchangeRows<JudgedRegistration> Judged { get; } = new(
        Columns.Judged, each => each.Of,
        (sender, j) => [Number(j.Of), j.Of.Point.Digits, sender, j.Result == Judgement.Ok ? Columns.Ok : Columns.Ng, string.Join(Columns.Between, j.Reasons)],
        row => (row.Party(Columns.Losing), new(row.Ref(), JudgementOf(row), row.Field(Columns.Reasons) is "" ? [] : row.Field(Columns.Reasons).Split(Columns.Between))),
        (book, sender, entry) => book.Judge(sender, entry));

    public static ExchangeRows<SwitchApplication> Starts { get; } = Applied(Columns.Start, (book, sender, entry) => book.Start(sender, entry));

    public static ExchangeRows<SwitchApplication> Stops { get; } = Applied(Columns.Stop, (book, sender, entry) => book.Stop(sender, entry));

    public static MatchingKeys Keys(RowReader row) => new(row.Text(Columns.Contract), row.Text(Columns.Name), row.Text(Columns.Address));

    public static bool MeterWork(RowReader row) => row.Word(Columns.MeterWork, mayBeEmpty: true, Columns.NoMeterWork, Columns.MeterWorkNeeded) == Columns.MeterWorkNeeded;

    public static Judgement JudgementOf(RowReader row) =>
        row.Word(Columns.Judgement, mayBeEmpty: false, Columns.Ok, Columns.Ng) == Columns.Ok ? Judgement.Ok : Judgement.Ng;

    public static string Number(SwitchRef of) => of.Number.ToString(CultureInfo.InvariantCulture);

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string MeterWork(bool needed) => needed ? Columns.MeterWorkNeeded : Columns.NoMeterWork;

    static ExchangeRows<SwitchApplication> Applied(string which, Func<SupportBook, string, SwitchApplication, RefusalCode?> take) => new(
        Columns.Applied, each => each.Of,
        (sender, a) => [Number(a.Of), a.Of.Point.Digits, which, sender, Day(a.On)],
        row => (row.Party(Columns.Applicant), new(row.Ref(), row.Day(Columns.On))),
        take);
}
