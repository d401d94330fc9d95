namespace MovieRec.Eval.Tests.Experiments;

public sealed class ExperimentExportTests
{
    private static readonly ExperimentEntry Entry = new()
    {
        Date = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 890, TimeSpan.FromHours(2)),
        Command = "evaluate",
        Variant = "als | large",
        Params = "Factors=64; Note=\"a,b\"",
        Split = "temporal (quantile 0.8)",
        Metrics = [new ExperimentMetric("NDCG@10", 0.123456789, 0.1, 0.15), new ExperimentMetric("Coverage@10", 0.5)],
        LatencyP50 = 0.0123,
        LatencyP95 = 0.0456,
        LatencyP99 = 0.1,
        Outcome = "higher\nthan popularity",
        DataFingerprint = "0123456789abcdef",
        Seed = 7,
        Commit = "fedcba9876543210",
        Machine = "2 × X64",
    };

    [Fact]
    public void WriteMarkdown_AnyText_IsOneRowOfTheColumns()
    {
        using StringWriter output = new();
        ExperimentExport.WriteMarkdown(output, [Entry]);
        string[] lines = output.ToString().TrimEnd().Split('\n');

        Assert.StartsWith("| Date | Variant | Params | Metric@k | Latency", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("| 2026-03-04 03:06 | als \\| large | Factors=64; Note=\"a,b\" | NDCG@10 0.1235 (0.1000 … 0.1500); Coverage@10 0.5000 | 0.0123 / 0.0456 / 0.1 | higher than popularity |", lines[2], StringComparison.Ordinal);
        Assert.Contains("| 01234567 | 7 | fedcba98 | 2 × X64 |", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void WriteCsv_DifferentMetrics_HasAColumnForEach()
    {
        using StringWriter output = new();
        ExperimentExport.WriteCsv(output, [Entry, Entry with { Variant = "other", Outcome = "", Metrics = [new ExperimentMetric("MAP@5", 0.25)], LatencyP50 = double.NaN }]);
        string text = output.ToString();

        Assert.StartsWith("date,variant,params,NDCG@10,NDCG@10 low,NDCG@10 high,Coverage@10,Coverage@10 low,Coverage@10 high,MAP@5,MAP@5 low,MAP@5 high,fitSeconds,latencyP50,", text, StringComparison.Ordinal);
        Assert.Contains("2026-03-04T03:06:07.890Z,als | large,\"Factors=64; Note=\"\"a,b\"\"\",0.123456789,0.1,0.15,0.5,,,,,,,0.0123,0.0456,0.1,\"higher\nthan popularity\",evaluate,", text, StringComparison.Ordinal);
        Assert.Contains(",other,\"Factors=64; Note=\"\"a,b\"\"\",,,,,,,0.25,,,,,", text, StringComparison.Ordinal);
    }
}
