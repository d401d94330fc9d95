using System.Buffers;
using System.Runtime.ExceptionServices;

namespace MovieRec.Eval;

/// <summary>
/// One evaluation. Layout: values[metric][position of the user]; parts[block][group][aggregate], group 0 being all users.
/// </summary>
internal sealed class EvaluationRun
{
    private const int BlockSize = 256;

    private readonly IRecommender _model;
    private readonly IRecommender? _fallback;
    private readonly IScorer? _modelScorer;
    private readonly IScorer? _fallbackScorer;
    private readonly EvaluationProtocol _protocol;
    private readonly IReadOnlyList<IMetric> _metrics;
    private readonly IAggregateMetric[] _aggregates;
    private readonly EvaluatorOptions _options;
    private readonly IProgress<EvaluationProgress>? _progress;
    private readonly int _depth;
    private readonly int[] _users;
    private readonly double[][] _values;
    private readonly bool[] _hasRelevant;
    private readonly bool[][] _groups;
    private readonly IMetricAccumulator[][][] _parts;
    private readonly Lock _lock = new();
    private int _done;
    private int _fallbackUsers;
    private int _emptyLists;

    public EvaluationRun(
        IRecommender model,
        IRecommender? fallback,
        EvaluationProtocol protocol,
        IReadOnlyList<IMetric> metrics,
        EvaluatorOptions options,
        IProgress<EvaluationProgress>? progress)
    {
        _model = model;
        _fallback = fallback;
        _modelScorer = model.GetService<IScorer>();
        _fallbackScorer = fallback?.GetService<IScorer>();
        _protocol = protocol;
        _metrics = metrics;
        _aggregates = [.. metrics.OfType<IAggregateMetric>().Where(static m => m is not IRankingMetric)];
        _options = options;
        _progress = progress;
        _depth = Math.Min(metrics.Max(static m => m.Cutoff), protocol.Context.ItemCount);
        _users = protocol.Split.Users.ToArray();
        _values = [.. metrics.Select(m => m is IRankingMetric ? new double[_users.Length] : [])];
        _hasRelevant = new bool[_users.Length];
        _groups = [.. Enumerable.Range(0, options.Slices.Count + 1).Select(_ => new bool[_users.Length])];
        _parts = new IMetricAccumulator[(_users.Length + BlockSize - 1) / BlockSize][][];
    }

    public EvaluationResult Execute(CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = _options.MaxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        try
        {
            Parallel.For(0, _parts.Length, parallel, RunBlock);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        SliceResult[] results = [.. Enumerable.Range(0, _groups.Length).Select(Summarize)];
        return new EvaluationResult(_model.Info, _fallback?.Info, _protocol, _fallbackUsers, _emptyLists, results[0], results[1..]);
    }

    private void RunBlock(int block)
    {
        int start = block * BlockSize;
        int end = Math.Min(start + BlockSize, _users.Length);
        IMetricAccumulator[][] parts = [.. _groups.Select(_ => _aggregates.Select(a => a.Start(_protocol.Context)).ToArray())];
        ScoredItem[] found = ArrayPool<ScoredItem>.Shared.Rent(Math.Max(_depth, 1));
        int[] ranking = ArrayPool<int>.Shared.Rent(Math.Max(_depth, 1));
        int fallbackUsers = 0;
        int emptyLists = 0;
        try
        {
            for (int position = start; position < end; position++)
            {
                int count = MeasureUser(position, found.AsSpan(0, _depth), ranking, parts, out bool fromFallback);
                fallbackUsers += fromFallback ? 1 : 0;
                emptyLists += count == 0 ? 1 : 0;
            }
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(found);
            ArrayPool<int>.Shared.Return(ranking);
        }

        _parts[block] = parts;
        lock (_lock)
        {
            _fallbackUsers += fallbackUsers;
            _emptyLists += emptyLists;
            _done += end - start;
            _progress?.Report(new EvaluationProgress(_done, _users.Length));
        }
    }

    private int MeasureUser(int position, Span<ScoredItem> found, int[] ranking, IMetricAccumulator[][] parts, out bool fromFallback)
    {
        int user = _users[position];
        ItemMask candidates = _protocol.CandidatesOf(user);
        RecommendationQuery query = _protocol.QueryOf(user, candidates);
        int count = _model.Recommend(query, found);
        fromFallback = false;
        if (count == 0 && _fallback is not null)
        {
            count = _fallback.Recommend(query, found);
            fromFallback = count > 0;
        }

        for (int i = 0; i < count; i++)
        {
            ranking[i] = found[i].ItemIndex;
        }

        ReadOnlySpan<int> relevant = _protocol.Split.Relevant.GetUserItems(user);
        int[] inside = ArrayPool<int>.Shared.Rent(Math.Max(relevant.Length, 1));
        try
        {
            int insideCount = 0;
            foreach (int item in relevant)
            {
                if (candidates.Contains(item))
                {
                    inside[insideCount++] = item;
                }
            }

            RankingContext context = new(ranking.AsSpan(0, count), inside.AsSpan(0, insideCount), relevant.Length - insideCount)
            {
                History = _protocol.History(user),
                Query = query,
                Scorer = fromFallback ? _fallbackScorer : _modelScorer,
                Evaluation = _protocol.Context,
            };
            Record(position, context, parts);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(inside);
        }

        return count;
    }

    private void Record(int position, in RankingContext context, IMetricAccumulator[][] parts)
    {
        _hasRelevant[position] = context.RelevantCount > 0;
        for (int m = 0; m < _metrics.Count; m++)
        {
            if (_metrics[m] is IRankingMetric metric)
            {
                _values[m][position] = metric.Measure(context);
            }
        }

        EvaluatedUser described = _protocol.Describe(_users[position]);
        for (int g = 0; g < _groups.Length; g++)
        {
            if (g > 0 && !_options.Slices[g - 1].Contains(described))
            {
                continue;
            }

            _groups[g][position] = true;
            foreach (IMetricAccumulator accumulator in parts[g])
            {
                accumulator.Add(context);
            }
        }
    }

    private SliceResult Summarize(int group)
    {
        int[] positions = [.. Enumerable.Range(0, _users.Length).Where(p => _groups[group][p])];
        int counted = positions.Count(p => _hasRelevant[p]);
        MetricResult[] results = new MetricResult[_metrics.Count];
        int aggregate = 0;
        for (int m = 0; m < results.Length; m++)
        {
            string name = _metrics[m].Name;
            if (_metrics[m] is IAggregateMetric metric and not IRankingMetric)
            {
                IMetricAccumulator total = metric.Start(_protocol.Context);
                foreach (IMetricAccumulator[][] parts in _parts)
                {
                    total.Merge(parts[group][aggregate]);
                }

                aggregate++;
                results[m] = UserMean.OfAggregate(name, total.Value, counted, positions.Length - counted);
            }
            else
            {
                double[] values = _values[m];
                results[m] = UserMean.Of(name, [.. positions.Select(p => values[p])]);
            }
        }

        return new SliceResult(
            group == 0 ? "all-users" : _options.Slices[group - 1].Name, [.. positions.Select(p => _users[p])], results);
    }
}
