using System.Buffers;
using System.Runtime.ExceptionServices;

namespace MovieRec.Eval;

/// <summary>
/// One evaluation. Layout: values[metric][position of the user], for each group of items apart; parts[block][group][aggregate],
/// group 0 being all users, then the groups of users, then the groups of items.
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
    private readonly IRankingMetric?[] _ranking;
    private readonly IAggregateMetric[] _aggregates;
    private readonly EvaluatorOptions _options;
    private readonly IProgress<EvaluationProgress>? _progress;
    private readonly int _depth;
    private readonly int[] _users;
    private readonly Measured _whole;
    private readonly Measured[] _itemSlices;
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
        _ranking = [.. metrics.Select(static m => m as IRankingMetric)];
        _aggregates = [.. metrics.OfType<IAggregateMetric>().Where(static m => m is not IRankingMetric)];
        _options = options;
        _progress = progress;
        // At least one item, even when no metric looks at the list: whether there is one decides who answers.
        _depth = Math.Min(Math.Max(metrics.Max(static m => m.Cutoff), 1), protocol.Context.ItemCount);
        _users = protocol.Split.Users.ToArray();
        _whole = new Measured(metrics, _users.Length);
        _itemSlices = [.. options.ItemSlices.Select(_ => new Measured(metrics, _users.Length))];
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

        SliceResult[] results = [.. Enumerable.Range(0, _groups.Length + _itemSlices.Length).Select(Summarize)];
        return new EvaluationResult(_model.Info, _fallback?.Info, _protocol, _fallbackUsers, _emptyLists, results[0], results[1..]);
    }

    private void RunBlock(int block)
    {
        int start = block * BlockSize;
        int end = Math.Min(start + BlockSize, _users.Length);
        IMetricAccumulator[][] parts =
        [
            .. Enumerable.Range(0, _groups.Length + _itemSlices.Length).Select(_ => _aggregates.Select(a => a.Start(_protocol.Context)).ToArray()),
        ];
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
                Seen = _protocol.Seen(user),
                Query = query,
                Scorer = fromFallback ? _fallbackScorer : _modelScorer,
                Evaluation = _protocol.Context,
            };
            Record(position, context, parts);
            RecordItemSlices(position, context, relevant, parts);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(inside);
        }

        return count;
    }

    private void Record(int position, in RankingContext context, IMetricAccumulator[][] parts)
    {
        _whole.Record(_ranking, position, context);
        EvaluatedUser described = _protocol.Describe(_users[position]);
        for (int g = 0; g < _groups.Length; g++)
        {
            if (g == 0 || _options.Slices[g - 1].Contains(described))
            {
                _groups[g][position] = true;
                Add(parts[g], context);
            }
        }
    }

    /// <summary>The same ranking, asked about the relevant items of one group at a time.</summary>
    private void RecordItemSlices(int position, in RankingContext context, ReadOnlySpan<int> relevant, IMetricAccumulator[][] parts)
    {
        if (_itemSlices.Length == 0)
        {
            return;
        }

        int[] rented = ArrayPool<int>.Shared.Rent(Math.Max(context.Relevant.Length, 1));
        for (int s = 0; s < _itemSlices.Length; s++)
        {
            ItemMask items = _options.ItemSlices[s].Items;
            int asked = 0;
            foreach (int item in relevant)
            {
                asked += items.Contains(item) ? 1 : 0;
            }

            int inside = 0;
            foreach (int item in context.Relevant)
            {
                if (items.Contains(item))
                {
                    rented[inside++] = item;
                }
            }

            RankingContext restricted = context.Restrict(rented.AsSpan(0, inside), asked - inside);
            _itemSlices[s].Record(_ranking, position, restricted);
            Add(parts[_groups.Length + s], restricted);
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    private static void Add(IMetricAccumulator[] accumulators, in RankingContext context)
    {
        foreach (IMetricAccumulator accumulator in accumulators)
        {
            accumulator.Add(context);
        }
    }

    private SliceResult Summarize(int group)
    {
        bool ofUsers = group < _groups.Length;
        Measured measured = ofUsers ? _whole : _itemSlices[group - _groups.Length];
        int[] positions = Positions(_groups[ofUsers ? group : 0]);
        int counted = positions.Count(p => measured.HasRelevant[p]);
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
                int users = metric is CoverageMetric { Convention.Users: CountedUsers.Everyone } or GiniMetric { Convention.Users: CountedUsers.Everyone }
                    ? positions.Length
                    : counted;
                results[m] = UserMean.OfAggregate(name, total.Value, users, positions.Length - users);
            }
            else
            {
                results[m] = UserMean.Of(name, Array.ConvertAll(positions, p => measured.Values[m][p]));
            }
        }

        return new SliceResult(
            group == 0 ? "all-users" : ofUsers ? _options.Slices[group - 1].Name : _options.ItemSlices[group - _groups.Length].Name,
            ofUsers ? SliceKind.Users : SliceKind.Items,
            Array.ConvertAll(positions, p => _users[p]),
            results);
    }

    private static int[] Positions(bool[] members)
    {
        int[] positions = new int[members.Count(static m => m)];
        int count = 0;
        for (int p = 0; p < members.Length; p++)
        {
            if (members[p])
            {
                positions[count++] = p;
            }
        }

        return positions;
    }

    /// <summary>What every user scored on every metric.</summary>
    private sealed class Measured(IReadOnlyList<IMetric> metrics, int users)
    {
        public double[][] Values { get; } = [.. metrics.Select(m => m is IRankingMetric ? new double[users] : [])];

        public bool[] HasRelevant { get; } = new bool[users];

        public void Record(IRankingMetric?[] measured, int position, in RankingContext context)
        {
            HasRelevant[position] = context.RelevantCount > 0;
            for (int m = 0; m < measured.Length; m++)
            {
                if (measured[m] is { } metric)
                {
                    Values[m][position] = metric.Measure(context);
                }
            }
        }
    }
}
