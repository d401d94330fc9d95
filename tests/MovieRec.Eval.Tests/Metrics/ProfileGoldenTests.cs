using System.Text.Json;

namespace MovieRec.Eval.Tests.Metrics;

/// <summary>Every named convention against Data/profile_golden.json, which Data/make_profile_golden.py works out formula by formula.</summary>
public sealed class ProfileGoldenTests
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Root = Load();

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (MetricProfile profile in MetricProfile.All)
            {
                foreach (JsonElement golden in Root.GetProperty("cases").EnumerateArray())
                {
                    data.Add(profile.Name, golden.GetProperty("name").GetString()!);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Measure_UnderAProfile_IsWhatItsSourceComputes(string profile, string name)
    {
        JsonElement golden = Root.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        int[] ranked = GoldenFile.Numbers(golden.GetProperty("ranked"));
        int[] relevant = GoldenFile.Numbers(golden.GetProperty("relevant"));
        RankingContext context = new(ranked, relevant, golden.GetProperty("outside").GetInt32());
        JsonProperty[] expected = [.. golden.GetProperty("expected").GetProperty(profile).EnumerateObject()];

        Assert.NotEmpty(expected);
        foreach (JsonProperty metric in expected)
        {
            string asked = FormattableString.Invariant($"{metric.Name}@{golden.GetProperty("k").GetInt32()}");
            double value = Measure(MetricParser.Parse(asked, MetricProfile.Parse(profile)), context);
            double right = metric.Value.ValueKind switch
            {
                JsonValueKind.Null => double.NaN,
                JsonValueKind.Array => metric.Value[0].GetDouble() / metric.Value[1].GetDouble(),
                _ => metric.Value.GetDouble(),
            };
            Assert.True(double.IsNaN(right) ? double.IsNaN(value) : Math.Abs(value - right) <= Tolerance, FormattableString.Invariant($"{profile}, {asked}: {value} instead of {right}"));
        }
    }

    [Fact]
    public void Profiles_EveryRankingMetricTheyName_IsInTheGoldenFile()
    {
        JsonElement expected = Root.GetProperty("cases")[0].GetProperty("expected");
        foreach (MetricProfile profile in MetricProfile.All.Where(static p => p != MetricProfile.Default))
        {
            Assert.Equal(profile.MetricNames.Order(), expected.GetProperty(profile.Name).EnumerateObject().Select(static m => m.Name).Order());
        }
    }

    [Fact]
    public void Precision_Implicit_IsPooledOverUsers()
    {
        IAggregateMetric metric = (IAggregateMetric)MetricParser.Parse("Precision@5", MetricProfile.Implicit);
        IMetricAccumulator pooled = metric.Start(new EvaluationContext(ItemMask.All(20), new int[20], 0));
        double hits = 0;
        double divisors = 0;
        foreach (JsonElement golden in Root.GetProperty("cases").EnumerateArray().Where(static c => c.GetProperty("k").GetInt32() == 5))
        {
            pooled.Add(new RankingContext(GoldenFile.Numbers(golden.GetProperty("ranked")), GoldenFile.Numbers(golden.GetProperty("relevant"))));
            JsonElement pair = golden.GetProperty("expected").GetProperty("Implicit").GetProperty("Precision");
            hits += pair[0].GetDouble();
            divisors += pair[1].GetDouble();
        }

        Assert.Equal(hits / divisors, pooled.Value, Tolerance);
    }

    private static double Measure(IMetric metric, in RankingContext context)
    {
        if (metric is IRankingMetric ranking)
        {
            return ranking.Measure(context);
        }

        IMetricAccumulator alone = ((IAggregateMetric)metric).Start(new EvaluationContext(ItemMask.All(20), new int[20], 0));
        alone.Add(context);
        return alone.Value;
    }

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "profile_golden.json")));
        return document.RootElement.Clone();
    }
}
