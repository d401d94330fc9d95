using System.Text.Json;

namespace MovieRec.Eval.Tests.Metrics;

/// <summary>The hand-checked cases of Data/metrics_golden.json; ids become dense indices in ascending order.</summary>
internal static class GoldenFile
{
    public static IReadOnlyList<(string Key, Func<int, IMetric> Create)> Conventions { get; } =
    [
        ("precision", static k => new PrecisionMetric(k)),
        ("recall_minKR", static k => new RecallMetric(k)),
        ("recall_R", static k => new RecallMetric(k, new MetricConvention { Divisor = MetricDivisor.Relevant })),
        ("ap_minKR", static k => new AveragePrecisionMetric(k)),
        ("ap_R", static k => new AveragePrecisionMetric(k, new MetricConvention { Divisor = MetricDivisor.Relevant })),
        ("ap_k", static k => new AveragePrecisionMetric(k, new MetricConvention { Divisor = MetricDivisor.Cutoff })),
        ("hr", static k => new HitRateMetric(k)),
        ("mrr", static k => new ReciprocalRankMetric(k)),
        ("ndcg", static k => new NdcgMetric(k)),
        ("ndcg_all_k_positions", static k => new NdcgMetric(k, new MetricConvention { Divisor = MetricDivisor.Cutoff })),
    ];

    public static JsonElement Root { get; } = Load();

    public static (int[] Ranking, int[] Relevant, int ItemCount) Indices(JsonElement golden)
    {
        int[] ranked = Numbers(golden.GetProperty("ranked"));
        int[] relevant = Numbers(golden.GetProperty("relevant"));
        IdMap<int> ids = IdMap<int>.Create(ranked.Concat(relevant));
        return ([.. ranked.Select(Index)], [.. relevant.Select(Index).Order()], ids.Count);

        int Index(int id) => ids.TryGetIndex(id, out int index) ? index : -1;
    }

    public static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(static v => v.GetInt32())];

    public static double Value(JsonElement expected) =>
        expected.ValueKind == JsonValueKind.Object ? expected.GetProperty("value").GetDouble() : expected.GetDouble();

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "metrics_golden.json")));
        return document.RootElement.Clone();
    }
}
