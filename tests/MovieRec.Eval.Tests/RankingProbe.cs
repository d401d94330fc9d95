using System.Collections.Concurrent;

namespace MovieRec.Eval.Tests;

/// <summary>A metric that keeps what it was shown, by user index.</summary>
internal sealed class RankingProbe(int cutoff) : IRankingMetric
{
    public ConcurrentDictionary<int, int[]> Rankings { get; } = new();

    public string Name => $"Probe@{cutoff}";

    public int Cutoff => cutoff;

    public double Measure(in RankingContext context)
    {
        Rankings[context.Query.UserIndex] = [.. context.Ranking[..Math.Min(cutoff, context.Ranking.Length)]];
        return context.RelevantCount == 0 ? double.NaN : 0;
    }
}
