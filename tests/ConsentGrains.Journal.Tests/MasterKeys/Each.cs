namespace ConsentGrains.Journal.Tests.MasterKeys;

/// <summary>Told on the thread that works.</summary>
sealed class Each(Action<ExchangeProgress> tell) : IProgress<ExchangeProgress>
{
    public void Report(ExchangeProgress value) => tell(value);
}
