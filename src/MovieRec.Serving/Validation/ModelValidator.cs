using System.Globalization;

namespace MovieRec.Serving;

/// <summary>Judges a candidate beside the live model: readable, finite, of the right shape, about the same catalogue, answering, personal, no worse.</summary>
/// <typeparam name="TUserId">User id of the models.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <remarks>Thread-safe. Probed people are spread evenly over those with a liked item: the same ones for the same model.</remarks>
public sealed class ModelValidator<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Makes a validator.</summary>
    /// <param name="options">Limits; null for the defaults.</param>
    public ModelValidator(ValidationOptions<TItemId>? options = null) => Options = options ?? new ValidationOptions<TItemId>();

    /// <summary>The limits.</summary>
    public ValidationOptions<TItemId> Options { get; }

    /// <summary>Judges a model file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="live">The model that answers now; null without one.</param>
    /// <param name="metrics">Offline metrics of the candidate, by name; null for none.</param>
    /// <param name="liveMetrics">Those of the live model, measured in the same way; null for none.</param>
    /// <param name="formats">Formats of the models; null for those of this library.</param>
    public ValidationReport ValidateFile(
        string path,
        Recommender<TUserId, TItemId>? live = null,
        IReadOnlyDictionary<string, double>? metrics = null,
        IReadOnlyDictionary<string, double>? liveMetrics = null,
        ModelFormats? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Recommender<TUserId, TItemId> candidate;
        try
        {
            candidate = Recommender<TUserId, TItemId>.Load(path, formats);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ModelFormatException or ArgumentException or NotSupportedException)
        {
            return new ValidationReport([new ValidationCheck("file", false, e.Message)]);
        }

        ValidationReport report = Validate(candidate, live, metrics, liveMetrics);
        return new ValidationReport([new ValidationCheck("file", true, "every checksum fits"), .. report.Checks]);
    }

    /// <summary>Judges a model.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="live">The model that answers now; null without one.</param>
    /// <param name="metrics">Offline metrics of the candidate, by name; null for none.</param>
    /// <param name="liveMetrics">Those of the live model, measured in the same way; null for none.</param>
    public ValidationReport Validate(
        Recommender<TUserId, TItemId> candidate,
        Recommender<TUserId, TItemId>? live = null,
        IReadOnlyDictionary<string, double>? metrics = null,
        IReadOnlyDictionary<string, double>? liveMetrics = null)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        List<ValidationCheck> checks = [];
        Shape(candidate, live, checks);
        Catalogue(candidate, live, checks);
        if (checks.All(static c => c.Passed))
        {
            Probe(candidate, checks);
            checks.AddRange(Options.GoldenQueries.Select(q => Golden(candidate, q)));
        }

        Metrics(metrics, liveMetrics, checks);
        return new ValidationReport(checks);
    }

    private void Shape(Recommender<TUserId, TItemId> candidate, Recommender<TUserId, TItemId>? live, List<ValidationCheck> checks)
    {
        RecommenderInfo info = candidate.Model.Info;
        bool holds = info.UserCount > 0 && info.ItemCount > 0 && info.InteractionCount > 0;
        checks.Add(new ValidationCheck("shape", holds, $"{info.UserCount} users, {info.ItemCount} items, {info.InteractionCount} interactions"));
        if (candidate.Model.GetService<IVectorRecommender>() is not { } vectors)
        {
            bool lost = live?.Model.GetService<IVectorRecommender>() is not null && live.Model.Info.Algorithm == info.Algorithm;
            checks.Add(new ValidationCheck("finite", !lost && !Options.Dimensions.HasValue, "the model has no vectors"));
            return;
        }

        int? wanted = Options.Dimensions
            ?? (live?.Model.Info.Algorithm == info.Algorithm ? live.Model.GetService<IVectorRecommender>()?.Dimensions : null);
        if (wanted is { } dimensions)
        {
            checks.Add(new ValidationCheck("dimensions", vectors.Dimensions == dimensions, $"{vectors.Dimensions}; {dimensions} are expected"));
        }

        int bad = 0;
        int zero = 0;
        for (int i = 0; i < vectors.ItemCount; i++)
        {
            bool finite = true;
            bool any = false;
            foreach (float value in vectors.GetItemVector(i))
            {
                finite &= float.IsFinite(value);
                any |= value != 0;
            }

            bad += finite ? 0 : 1;
            zero += any ? 0 : 1;
        }

        checks.Add(new ValidationCheck("finite", bad == 0, $"{bad} of {vectors.ItemCount} item vectors hold a value that is not finite"));
        checks.Add(new ValidationCheck("vectors", zero < vectors.ItemCount, $"{zero} of {vectors.ItemCount} item vectors are zero"));
    }

    private void Catalogue(Recommender<TUserId, TItemId> candidate, Recommender<TUserId, TItemId>? live, List<ValidationCheck> checks)
    {
        if (live is null || live.Items.Count == 0)
        {
            return;
        }

        int known = 0;
        foreach (TItemId id in live.Items.Ids)
        {
            known += candidate.Items.TryGetIndex(id, out _) ? 1 : 0;
        }

        checks.Add(AtLeast("catalogue", (double)known / live.Items.Count, Options.MinCatalogueOverlap, "of the live model's items are known"));
    }

    private void Probe(Recommender<TUserId, TItemId> candidate, List<ValidationCheck> checks)
    {
        if (!candidate.Model.Info.IsPersonalized)
        {
            checks.Add(new ValidationCheck("popularity", false, $"'{candidate.Model.Info.Algorithm}' answers everybody alike"));
            return;
        }

        int[] users = [.. Probes(candidate)];
        IRecommender popular = new PopularityTrainer().Fit(TrainingData.Create(candidate.Histories), null, CancellationToken.None);
        ScoredItem[] list = new ScoredItem[Options.Count];
        ScoredItem[] alike = new ScoredItem[Options.Count];
        HashSet<int> items = [];
        List<int[]> lists = [];
        int bad = 0;
        int answered = 0;
        double popularShare = 0;
        foreach (int user in users)
        {
            int count = candidate.Model.Recommend(RecommendationQuery.ForUser(user), list);
            int others = popular.Recommend(RecommendationQuery.ForUser(user), alike);
            bad += list.AsSpan(0, count).ToArray().Count(static s => !float.IsFinite(s.Score));
            answered += count >= Math.Min(Options.Count, Math.Max(others, 1)) ? 1 : 0;
            int[] found = [.. list.Take(count).Select(static s => s.ItemIndex)];
            lists.Add(found);
            items.UnionWith(found);
            popularShare += count == 0 ? 1 : (double)found.Intersect(alike.Take(others).Select(static s => s.ItemIndex)).Count() / count;
        }

        checks.Add(new ValidationCheck("scores", bad == 0, $"{bad} scores are not finite"));
        checks.Add(AtLeast("answers", users.Length == 0 ? 0 : (double)answered / users.Length, Options.MinAnswered, $"of {users.Length} people got a full list"));
        int possible = Math.Min(candidate.Items.Count, Math.Max(1, users.Length * Options.Count));
        checks.Add(AtLeast("coverage", (double)items.Count / possible, Options.MinCoverage, $"of {possible} items were recommended"));
        checks.Add(AtMost("popularity", users.Length == 0 ? 1 : popularShare / users.Length, Options.MaxPopularOverlap, "of a list is what popularity shows"));
        checks.Add(AtMost("sameness", Mutual(lists), Options.MaxMutualOverlap, "of a list is in another person's"));
    }

    private IEnumerable<int> Probes(Recommender<TUserId, TItemId> candidate)
    {
        int[] eligible = [.. Enumerable.Range(0, candidate.Users.Count).Where(u => !candidate.Histories.Liked.GetUserItems(u).IsEmpty)];
        int count = Math.Min(Options.Probes, eligible.Length);
        for (int i = 0; i < count; i++)
        {
            yield return eligible[(int)((long)i * eligible.Length / count)];
        }
    }

    /// <summary>Mean overlap of the lists of people who stand half the probes apart.</summary>
    private static double Mutual(List<int[]> lists)
    {
        double sum = 0;
        int pairs = 0;
        int half = lists.Count / 2;
        for (int i = 0; i < half; i++)
        {
            int[] other = lists[i + half];
            if (lists[i].Length > 0 && other.Length > 0)
            {
                sum += (double)lists[i].Intersect(other).Count() / Math.Min(lists[i].Length, other.Length);
                pairs++;
            }
        }

        return pairs == 0 ? 0 : sum / pairs;
    }

    private static ValidationCheck Golden(Recommender<TUserId, TItemId> candidate, GoldenQuery<TItemId> query)
    {
        RecommendationList<TItemId> list = candidate.RecommendFor([.. query.Liked], new RecommendOptions { Count = query.Count, IncludeReasons = false });
        int hits = list.Count(r => query.Expected.Contains(r.ItemId));
        return new ValidationCheck($"golden:{query.Name}", hits >= query.MinHits, $"{hits} of the expected items in {query.Count}; {query.MinHits} are needed");
    }

    private void Metrics(IReadOnlyDictionary<string, double>? metrics, IReadOnlyDictionary<string, double>? liveMetrics, List<ValidationCheck> checks)
    {
        foreach ((string name, double before) in liveMetrics ?? new Dictionary<string, double>())
        {
            double least = before * (1 - Options.MetricMargin);
            double now = metrics?.GetValueOrDefault(name, double.NaN) ?? double.NaN;
            checks.Add(new ValidationCheck($"metric:{name}", now >= least, Text($"{now:F4}; at least {least:F4} is needed (live {before:F4})")));
        }
    }

    private static ValidationCheck AtLeast(string name, double value, double limit, string what) =>
        new(name, value >= limit, Text($"{value:P1} {what}; at least {limit:P1} is needed"));

    private static ValidationCheck AtMost(string name, double value, double limit, string what) =>
        new(name, value <= limit, Text($"{value:P1} {what}; at most {limit:P1} is allowed"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
