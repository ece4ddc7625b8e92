using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>Keeps what is logged as an error: nothing that a client sends may be one.</summary>
sealed class Faults : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> told = new();

    /// <summary>What was told since the last time.</summary>
    public IEnumerable<string> Take()
    {
        while (told.TryDequeue(out var one)) yield return one;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) told.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose() => told.Clear();
}
