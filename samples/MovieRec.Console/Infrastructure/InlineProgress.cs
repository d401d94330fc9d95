namespace MovieRec.Cli;

/// <summary>Calls back at once on the reporting thread; <see cref="Progress{T}"/> would post to the pool and arrive late.</summary>
internal sealed class InlineProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
