using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Ann;

/// <summary>
/// Chooses a back end and its effort by measurement: builds each on the caller's own vectors, raises the effort until the
/// target recall is reached on queries of the kind that will be asked, and takes the fastest. The exact scan stays when
/// nothing is faster by a worthwhile factor; with some tens of thousands of vectors that is a common outcome.
/// </summary>
/// <remarks>Speed is wall-clock time on one thread: a busy machine can tip a close choice, never the recall.</remarks>
public static class IndexPlanner
{
    private const int MaximumTimedQueries = 1000;

    /// <summary>Measures and chooses.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="similarity">The measure of closeness.</param>
    /// <param name="queries">Queries of the kind that will be asked; at least one. Some hundred make the recall precise to a percent.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IndexChoice Choose(
        VectorTable vectors, Similarity similarity, HeldOutQueries queries, PlannerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(queries);
        options ??= new PlannerOptions();
        if (queries.Count == 0 || queries.Dimensions != vectors.Dimensions)
        {
            throw new ArgumentException($"{queries.Count} queries of {queries.Dimensions} floats; at least one of {vectors.Dimensions} is needed.", nameof(queries));
        }

        float[] bars = [];
        List<IndexTrial> trials = [];
        List<VectorIndex> built = [];
        try
        {
            foreach (Func<VectorIndex> build in Builds(vectors, similarity, options, cancellationToken))
            {
                Stopwatch watch = Stopwatch.StartNew();
                VectorIndex index = build();
                double seconds = watch.Elapsed.TotalSeconds;
                built.Add(index);
                if (built.Count == 1)
                {
                    // The first is the exact scan: what it finds is the truth for all.
                    bars = RecallCertificate.Bars(index, queries, options.Cutoff, cancellationToken);
                }

                trials.Add(Tune(index, queries, bars, options, seconds, cancellationToken));
            }

            int chosen = Pick(trials, options);
            for (int i = 0; i < built.Count; i++)
            {
                if (i != chosen)
                {
                    built[i].Dispose();
                }
            }

            return new IndexChoice(built[chosen], Explain(trials, chosen, vectors.Count, options), trials, chosen);
        }
        catch
        {
            built.ForEach(static b => b.Dispose());
            throw;
        }
    }

    private static IEnumerable<Func<VectorIndex>> Builds(
        VectorTable vectors, Similarity similarity, PlannerOptions options, CancellationToken cancellationToken)
    {
        yield return () => FlatIndex.Build(vectors, similarity, cancellationToken);
        foreach (string backend in options.Backends.Distinct().Where(static b => b != FlatIndex.BackendName))
        {
            yield return backend switch
            {
                IvfIndex.BackendName => () => IvfIndex.Build(
                    vectors,
                    similarity,
                    new IvfOptions
                    {
                        ByteLists = similarity != Similarity.NegativeSquaredL2,
                        Seed = options.Seed,
                        MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
                    },
                    cancellationToken),
                HnswIndex.BackendName => () => HnswIndex.Build(
                    vectors,
                    similarity,
                    new HnswOptions { Seed = options.Seed, MaxDegreeOfParallelism = options.MaxDegreeOfParallelism },
                    null,
                    cancellationToken),
                _ => () => ForestIndex.Build(
                    vectors,
                    similarity,
                    new ForestOptions { Seed = options.Seed, MaxDegreeOfParallelism = options.MaxDegreeOfParallelism },
                    cancellationToken),
            };
        }
    }

    private static IndexTrial Tune(
        VectorIndex index, HeldOutQueries queries, float[] bars, PlannerOptions options, double seconds, CancellationToken cancellationToken)
    {
        foreach (int effort in Efforts(index))
        {
            index.DefaultEffort = effort;
            index.Certificate = RecallCertificate.Measure(index, queries, options.Cutoff, effort, bars, cancellationToken);
            if (index.Certificate.Recall >= options.TargetRecall)
            {
                break;
            }
        }

        return new IndexTrial
        {
            Backend = index.Backend,
            Parameters = index.Parameters,
            Effort = index.DefaultEffort,
            Recall = index.Certificate!.Recall,
            ReachesTarget = index.Certificate.Recall >= options.TargetRecall,
            QueriesPerSecond = Speed(index, queries, options.Cutoff, cancellationToken),
            BuildSeconds = seconds,
            Bytes = index.SizeInBytes,
        };
    }

    /// <summary>Steps of about one third, from very little to nearly everything.</summary>
    private static IEnumerable<int> Efforts(VectorIndex index)
    {
        (double first, double last) = index switch
        {
            IvfIndex ivf => (1, ivf.Lists.Cells),
            HnswIndex => (10, Math.Max(10, Math.Min(2048, index.Count))),
            ForestIndex forest => (forest.Options.Trees, Math.Max(forest.Options.Trees, (double)index.Count)),
            _ => (0, 0),
        };
        int previous = -1;
        for (double effort = first; effort < last; effort *= 4.0 / 3)
        {
            if ((int)effort != previous)
            {
                yield return previous = (int)effort;
            }
        }

        yield return (int)last;
    }

    private static double Speed(VectorIndex index, HeldOutQueries queries, int cutoff, CancellationToken cancellationToken)
    {
        ScoredItem[] found = new ScoredItem[cutoff];
        int count = Math.Min(queries.Count, MaximumTimedQueries);
        double best = double.PositiveInfinity;
        Stopwatch total = Stopwatch.StartNew();

        // The best of many rounds: the first ones run before the compiler has optimised what they call.
        for (int round = 0; round < 3 || total.ElapsedMilliseconds < 300; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++)
            {
                index.Search(queries.Query(i), found, new SearchOptions { Exclude = queries.Self(i) });
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return count / Math.Max(best, 1e-9);
    }

    private static int Pick(List<IndexTrial> trials, PlannerOptions options)
    {
        int best = 0;
        for (int i = 1; i < trials.Count; i++)
        {
            double bar = best == 0 ? options.WorthwhileSpeedup * trials[0].QueriesPerSecond : trials[best].QueriesPerSecond;
            if (trials[i].ReachesTarget && trials[i].QueriesPerSecond > bar)
            {
                best = i;
            }
        }

        return best;
    }

    private static string Explain(List<IndexTrial> trials, int chosen, int count, PlannerOptions options)
    {
        IndexTrial exact = trials[0];
        string tried = string.Join("; ", trials.Skip(1).Select(t => t.ReachesTarget
            ? string.Create(CultureInfo.InvariantCulture, $"{t.Backend} {t.QueriesPerSecond:N0}/s at recall {t.Recall:F3}, built in {t.BuildSeconds:F1} s")
            : string.Create(CultureInfo.InvariantCulture, $"{t.Backend} reached only recall {t.Recall:F3}")));
        string begin = string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} vectors, target recall@{options.Cutoff} {options.TargetRecall:0.###}: the exact scan answers {exact.QueriesPerSecond:N0} queries per second on one thread");
        return trials.Count == 1 ? begin + "; nothing else was tried."
            : chosen == 0 ? string.Create(CultureInfo.InvariantCulture, $"{begin}, and nothing is {options.WorthwhileSpeedup:0.##} times as fast at the target ({tried}): stay with the exact scan.")
            : string.Create(CultureInfo.InvariantCulture, $"{begin}; {trials[chosen].Backend} is {trials[chosen].QueriesPerSecond / exact.QueriesPerSecond:F1} times as fast at the target ({tried}).");
    }
}
