using System.Globalization;
using System.Text.Json;

namespace MovieRec.Eval.Tests.Reference;

/// <summary>Popularity needs nothing but counting, so every digit that the reference gives must come out.</summary>
public sealed class PopularityReferenceTests
{
    // The reference gives means with eight digits and values of single users with twelve.
    private const double MeanTolerance = 1e-8;
    private const double UserTolerance = 1e-11;

    [Theory]
    [InlineData("strong", "validation", "validation_te.csv", "validation_tr.csv", "all-users")]
    [InlineData("strong", "test", "test_te.csv", "test_tr.csv", "all-users")]
    [InlineData("temporal", "warm_users", "test.csv", null, "warm-users")]
    [InlineData("temporal", "all_users_popularity_fallback", "test.csv", null, "all-users")]
    [InlineData("item-split-75", "test", "test.csv", null, "all-users")]
    public void Evaluate_Popularity_MeansEqualReference(string folder, string part, string test, string? foldIn, string slice)
    {
        ReferenceFolder reference = ReferenceFolder.Open(folder);
        EvaluationResult result = Evaluate(reference.Read(test, foldIn), ReferenceFolder.AllMetrics());
        JsonElement expected = reference.Json.GetProperty("popularity").GetProperty("metrics").GetProperty(part);

        foreach ((string key, string name) in ReferenceFolder.MetricNames)
        {
            Assert.Equal(expected.GetProperty(key).GetDouble(), Of(result, slice, name).Mean, MeanTolerance);
        }

        Assert.Equal(reference.Json.GetProperty("catalogue_size").GetInt32(), result.Protocol.Context.Candidates.Count);
    }

    [Fact]
    public void Evaluate_PopularityWarmUsersWarmItems_MeansEqualReference()
    {
        ReferenceFolder reference = ReferenceFolder.Open("temporal");
        Dictionary<string, string> names = ReferenceFolder.MetricNames
            .Where(static n => n.Key != "coverage@10")
            .ToDictionary(static n => n.Key, static n => n.Value.EndsWith(')') ? n.Value.Replace(")", ",known)", StringComparison.Ordinal) : n.Value + "(known)");
        EvaluationResult result = Evaluate(reference.Read("test.csv"), [.. names.Values.Select(static n => MetricParser.Parse(n))]);
        JsonElement expected = reference.Json.GetProperty("popularity").GetProperty("metrics").GetProperty("warm_users_warm_items");

        foreach ((string key, string name) in names)
        {
            Assert.Equal(expected.GetProperty(key).GetDouble(), Of(result, "warm-users", name).Mean, MeanTolerance);
        }
    }

    [Theory]
    [InlineData("strong", "test_te.csv", "test_tr.csv")]
    [InlineData("temporal", "test.csv", null)]
    [InlineData("item-split-75", "test.csv", null)]
    public void Evaluate_Popularity_EveryUserEqualsReference(string folder, string test, string? foldIn)
    {
        ReferenceFolder reference = ReferenceFolder.Open(folder);
        Split split = reference.Read(test, foldIn);
        ListProbe probe = new(20);
        EvaluationResult result = Evaluate(split, [.. ReferenceFolder.AllMetrics(), probe]);
        int[] users = result.Users.ToArray();
        int compared = 0;

        foreach (Dictionary<string, string> row in reference.PerUser("popularity"))
        {
            Assert.True(reference.Users.TryGetIndex(long.Parse(row["user"], CultureInfo.InvariantCulture), out int user));
            int position = Array.IndexOf(users, user);
            foreach ((string key, string name) in ReferenceFolder.MetricNames.Where(n => row.ContainsKey(n.Key)))
            {
                double value = result[name].PerUser[position];
                double expected = double.Parse(row[key], CultureInfo.InvariantCulture);
                Assert.True(Math.Abs(expected - value) <= UserTolerance, $"user {row["user"]}, {name}: {value} instead of {expected}");
            }

            Assert.Equal(row["top20"], string.Join(' ', probe.Of(position, users).Select(i => reference.Items[i])));
            compared++;
        }

        Assert.Equal(folder == "temporal" ? 26 : result["NDCG@10"].Users, compared);
    }

    [Fact]
    public void Create_Temporal_CountsWhatIsCold()
    {
        ReferenceFolder reference = ReferenceFolder.Open("temporal");
        SplitSummary summary = reference.Read("test.csv").Summary;
        JsonElement counts = reference.Json.GetProperty("counts");

        Assert.Equal(counts.GetProperty("test_users").GetInt32(), summary.Users);
        Assert.Equal(counts.GetProperty("cold_users_in_test").GetInt32(), summary.ColdUsers);
        Assert.Equal(counts.GetProperty("test_rows_of_cold_users").GetInt32(), summary.RelevantOfColdUsers);
        Assert.Equal(counts.GetProperty("cold_items_in_test").GetInt32(), summary.ColdItems);
        Assert.Equal(counts.GetProperty("test_rows_of_cold_items").GetInt32(), summary.RelevantOnColdItems);
        Assert.Equal(counts.GetProperty("train_items").GetInt32(), summary.TrainItems);
        Assert.Equal(counts.GetProperty("train_users").GetInt32(), summary.TrainUsers);
    }

    private static EvaluationResult Evaluate(Split split, IReadOnlyList<IMetric> metrics)
    {
        PopularityModel model = new PopularityTrainer().Fit(split.ToTrainingData(), cancellationToken: TestContext.Current.CancellationToken);
        return new Evaluator().Evaluate(model, EvaluationProtocol.Create(split), metrics, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static MetricResult Of(EvaluationResult result, string slice, string name) => slice == "all-users"
        ? result[name]
        : result.Slices.Single(s => s.Name == slice).Metrics.Single(m => m.Name == name);

    /// <summary>Keeps rankings by what identifies a user in any protocol: the history.</summary>
    private sealed class ListProbe(int cutoff) : IAggregateMetric
    {
        private readonly List<int[]> _lists = [];

        public string Name => "Lists";

        public int Cutoff => cutoff;

        public int[] Of(int position, int[] users) => _lists.Count == users.Length
            ? _lists[position]
            : throw new InvalidOperationException($"{_lists.Count} lists for {users.Length} users.");

        public IMetricAccumulator Start(EvaluationContext context) => new Part(this);

        private sealed class Part(ListProbe probe) : IMetricAccumulator
        {
            private readonly List<int[]> _mine = [];

            public double Value
            {
                get
                {
                    // The evaluator asks for all users first; groups come after.
                    if (probe._lists.Count == 0)
                    {
                        probe._lists.AddRange(_mine);
                    }

                    return _mine.Count;
                }
            }

            public void Add(in RankingContext context) => _mine.Add([.. context.Ranking[..Math.Min(probe.Cutoff, context.Ranking.Length)]]);

            public void Merge(IMetricAccumulator other) => _mine.AddRange(((Part)other)._mine);
        }
    }
}
