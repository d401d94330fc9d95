using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MovieRec.Tests.DependencyInjection;

/// <summary>Keeps what was logged, with the structured values.</summary>
internal sealed class RecordingLoggerProvider : ILoggerProvider
{
    public ConcurrentQueue<Entry> Entries { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, Entries);

    public void Dispose()
    {
    }

    internal sealed record Entry(string Category, LogLevel Level, EventId Id, string Message, IReadOnlyDictionary<string, object?> Values);

    private sealed class Recorder(string category, ConcurrentQueue<Entry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue(new Entry(
                category,
                logLevel,
                eventId,
                formatter(state, exception),
                state is IEnumerable<KeyValuePair<string, object?>> values ? values.DistinctBy(v => v.Key).ToDictionary() : new Dictionary<string, object?>()));
    }
}
