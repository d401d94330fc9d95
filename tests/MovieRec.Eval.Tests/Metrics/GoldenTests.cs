using System.Globalization;
using System.Text.Json;

namespace MovieRec.Eval.Tests.Metrics;

public sealed class GoldenTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> CaseNames => [.. GoldenFile.Root.GetProperty("cases").EnumerateArray().Select(static c => c.GetProperty("name").GetString()!)];

    public static TheoryData<string> InvalidNames => [.. GoldenFile.Root.GetProperty("invalid_inputs").EnumerateArray().Select(static c => c.GetProperty("name").GetString()!)];

    public static TheoryData<string> RankingNames => [.. GoldenFile.Root.GetProperty("ranking_cases").EnumerateArray().Select(static c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Measure_GoldenCase_EqualsEveryDigit(string name)
    {
        JsonElement golden = Find("cases", name);
        (int[] ranking, int[] relevant, _) = GoldenFile.Indices(golden);
        int compared = 0;
        foreach (JsonProperty cut in golden.GetProperty("expected").EnumerateObject())
        {
            int cutoff = int.Parse(cut.Name["k=".Length..], CultureInfo.InvariantCulture);
            foreach ((string key, Func<int, IMetric> create) in GoldenFile.Conventions)
            {
                double value = ((IRankingMetric)create(cutoff)).Measure(new RankingContext(ranking, relevant));
                if (cut.Value.ValueKind == JsonValueKind.Null)
                {
                    Assert.True(double.IsNaN(value), $"{key} at {cut.Name}: {value} instead of undefined");
                }
                else
                {
                    Assert.Equal(GoldenFile.Value(cut.Value.GetProperty(key)), value, Tolerance);
                }

                compared++;
            }
        }

        Assert.True(compared >= GoldenFile.Conventions.Count);
    }

    [Fact]
    public void Measure_RelevantItemOutsideTheCatalogue_CountsLikeAnItemNeverListed()
    {
        JsonElement golden = Find("cases", "hits at 2 and 4, one relevant never listed");
        JsonElement expected = golden.GetProperty("expected").GetProperty("k=5");
        RankingContext context = new([1, 2, 3, 4, 5], [2, 4], relevantOutsideCatalogue: 1);

        Assert.Equal(GoldenFile.Value(expected.GetProperty("ndcg")), new NdcgMetric(5).Measure(context), Tolerance);
        Assert.Equal(GoldenFile.Value(expected.GetProperty("recall_R")), GoldenRecall().Measure(context), Tolerance);

        static RecallMetric GoldenRecall() => new(5, new MetricConvention { Divisor = MetricDivisor.Relevant });
    }

    [Fact]
    public void MacroMean_AllGoldenCases_EqualsEveryDigit()
    {
        JsonElement aggregate = GoldenFile.Root.GetProperty("aggregate");
        int cutoff = aggregate.GetProperty("k").GetInt32();
        JsonElement[] cases = [.. GoldenFile.Root.GetProperty("cases").EnumerateArray()];
        foreach ((string key, Func<int, IMetric> create) in GoldenFile.Conventions)
        {
            if (!aggregate.GetProperty("mean").TryGetProperty(key, out JsonElement mean))
            {
                continue;
            }

            IRankingMetric metric = (IRankingMetric)create(cutoff);
            double[] values = [.. cases.Select(c => Measure(metric, c))];
            MetricResult result = UserMean.Of(metric.Name, values);
            Assert.Equal(GoldenFile.Value(mean), result.Mean, Tolerance);
            Assert.Equal(aggregate.GetProperty("users_counted").GetInt32(), result.Users);
            Assert.Equal(aggregate.GetProperty("users_skipped").GetInt32(), result.UndefinedUsers);
        }

        static double Measure(IRankingMetric metric, JsonElement golden)
        {
            (int[] ranking, int[] relevant, _) = GoldenFile.Indices(golden);
            return metric.Measure(new RankingContext(ranking, relevant));
        }
    }

    [Fact]
    public void Coverage_AllGoldenCases_CountsDistinctItemsOfCountedUsers()
    {
        JsonElement aggregate = GoldenFile.Root.GetProperty("aggregate");
        JsonElement[] cases = [.. GoldenFile.Root.GetProperty("cases").EnumerateArray()];
        IdMap<int> ids = IdMap<int>.Create(cases.SelectMany(static c => GoldenFile.Numbers(c.GetProperty("ranked"))));
        EvaluationContext shared = new(ItemMask.All(ids.Count), new int[ids.Count], 0);
        IMetricAccumulator accumulator = new CoverageMetric(aggregate.GetProperty("k").GetInt32()).Start(shared);
        foreach (JsonElement golden in cases)
        {
            int[] ranking = [.. GoldenFile.Numbers(golden.GetProperty("ranked")).Select(id => ids.TryGetIndex(id, out int index) ? index : -1)];
            int relevant = GoldenFile.Numbers(golden.GetProperty("relevant")).Length;
            accumulator.Add(new RankingContext(ranking, [], relevant));
        }

        int distinct = aggregate.GetProperty("distinct_items_in_top_k_of_counted_users").GetInt32();
        Assert.Equal((double)distinct / ids.Count, accumulator.Value, Tolerance);
    }

    [Theory]
    [MemberData(nameof(InvalidNames))]
    public void Measure_InvalidInput_IsRejected(string name)
    {
        JsonElement golden = Find("invalid_inputs", name);
        (int[] ranking, int[] relevant, _) = GoldenFile.Indices(golden);
        int cutoff = golden.GetProperty("k").GetInt32();

        foreach ((_, Func<int, IMetric> create) in GoldenFile.Conventions)
        {
            Assert.ThrowsAny<ArgumentException>(() => ((IRankingMetric)create(cutoff)).Measure(new RankingContext(ranking, relevant)));
        }

        if (cutoff < 1)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new CoverageMetric(cutoff));
        }
    }

    [Theory]
    [MemberData(nameof(RankingNames))]
    public void Evaluate_RankingCase_RanksAsExpected(string name)
    {
        JsonElement golden = Find("ranking_cases", name);
        float[] scores = [.. golden.GetProperty("scores").EnumerateArray().Select(static s => s.GetSingle())];
        int[] seen = GoldenFile.Numbers(golden.GetProperty("seen"));
        int[] expected = GoldenFile.Numbers(golden.GetProperty("expected_indices"));

        // User 1 likes everything once, so that every item is a candidate; user 0 has seen the case's items and is tested on one.
        int items = scores.Length + 1;
        int[] trainItems = [.. Enumerable.Range(0, scores.Length), .. seen];
        int[] trainUsers = [.. Enumerable.Repeat(1, scores.Length), .. Enumerable.Repeat(0, seen.Length)];
        Split split = Split.Create(new SplitDefinition
        {
            Name = "golden",
            Train = InteractionLog.Create(2, items, trainUsers, trainItems),
            Test = InteractionLog.Create(2, items, [0], [scores.Length]),
        });
        RankingProbe probe = new(golden.GetProperty("k").GetInt32());

        new Evaluator().Evaluate(VectorModel.Serve([.. scores, 0], split), EvaluationProtocol.Create(split), [probe], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(expected, probe.Rankings[0]);
    }

    private static JsonElement Find(string list, string name) =>
        GoldenFile.Root.GetProperty(list).EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
}
