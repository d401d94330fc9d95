using System.Diagnostics;

namespace MovieRec.Eval;

/// <summary>
/// Measures the trials of a round, those of the journal excepted. The first one that is measured runs alone: what it allocates says how
/// many fit into memory at a time. The others run in waves; early stopping looks at them in order, so that it does not depend on their size.
/// </summary>
internal sealed class SweepRunner(
    Func<SweepTrial, CancellationToken, SweepScore> measure, SweepJournal? journal, string search, SweepOptions options, IProgress<SweepOutcome>? progress)
{
    private long _allocatedByFirst = -1;

    public int Degree { get; private set; } = 1;

    public IReadOnlyList<SweepOutcome> Run(IReadOnlyList<SweepTrial> trials, int patience, CancellationToken cancellationToken)
    {
        List<SweepOutcome> outcomes = [];
        double best = double.NegativeInfinity;
        int without = 0;
        while (outcomes.Count < trials.Count)
        {
            foreach (SweepOutcome outcome in Wave(trials, outcomes.Count, cancellationToken))
            {
                outcomes.Add(outcome);
                progress?.Report(outcome);
                bool better = outcome.Score.Value > best + (double.IsNegativeInfinity(best) ? 0 : options.MinimumGain);
                without = better ? 0 : without + 1;
                best = better ? outcome.Score.Value : best;
                if (patience > 0 && without >= patience)
                {
                    return outcomes;
                }
            }
        }

        return outcomes;
    }

    private SweepOutcome[] Wave(IReadOnlyList<SweepTrial> trials, int start, CancellationToken cancellationToken)
    {
        if (_allocatedByFirst < 0 || options.MaxParallelTrials == 1)
        {
            return [One(trials[start], cancellationToken)];
        }

        Degree = SweepMemory.Degree(options.MaxParallelTrials, SweepMemory.Free(), _allocatedByFirst);
        SweepOutcome[] wave = new SweepOutcome[Math.Min(Degree, trials.Count - start)];
        Parallel.For(
            0,
            wave.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Degree, CancellationToken = cancellationToken },
            i => wave[i] = One(trials[start + i], cancellationToken));
        return wave;
    }

    private SweepOutcome One(SweepTrial trial, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (journal?.Find(search, trial) is { } known)
        {
            return known;
        }

        long allocated = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        SweepOutcome outcome;
        try
        {
            outcome = new SweepOutcome(trial, measure(trial, cancellationToken), watch.Elapsed.TotalSeconds);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // A combination that a model refuses must not cost the search its other trials.
            outcome = new SweepOutcome(trial, new SweepScore(double.NaN), watch.Elapsed.TotalSeconds, exception.Message);
        }

        if (_allocatedByFirst < 0)
        {
            _allocatedByFirst = GC.GetTotalAllocatedBytes() - allocated;
        }

        journal?.Append(search, outcome);
        return outcome;
    }
}
