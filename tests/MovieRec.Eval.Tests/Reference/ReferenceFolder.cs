using System.Globalization;
using System.Text.Json;

namespace MovieRec.Eval.Tests.Reference;

/// <summary>One folder of reference splits outside the repository, found through MOVIEREC_DATA, in one index space.</summary>
internal sealed class ReferenceFolder
{
    private readonly string _path;

    private ReferenceFolder(string path)
    {
        _path = path;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "reference.json")));
        Json = document.RootElement.Clone();
    }

    public static IReadOnlyDictionary<string, string> MetricNames { get; } = new Dictionary<string, string>
    {
        ["ndcg@10"] = "NDCG@10",
        ["ndcg@100"] = "NDCG@100",
        ["recall_min@10"] = "Recall@10",
        ["recall_R@10"] = "Recall@10(R)",
        ["recall_min@20"] = "Recall@20",
        ["recall_R@20"] = "Recall@20(R)",
        ["recall_min@50"] = "Recall@50",
        ["recall_R@50"] = "Recall@50(R)",
        ["precision@10"] = "Precision@10",
        ["ap_min@10"] = "MAP@10",
        ["ap_R@10"] = "MAP@10(R)",
        ["hr@10"] = "HR@10",
        ["mrr@10"] = "MRR@10",
        ["coverage@10"] = "Coverage@10",
    };

    public JsonElement Json { get; }

    public IdMap<long> Users { get; private set; } = IdMap<long>.Empty;

    public IdMap<long> Items { get; private set; } = IdMap<long>.Empty;

    public static IReadOnlyList<IMetric> AllMetrics() => [.. MetricNames.Values.Select(static n => MetricParser.Parse(n))];

    public static ReferenceFolder Open(string name)
    {
        string? data = Environment.GetEnvironmentVariable("MOVIEREC_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "MOVIEREC_DATA does not name the folder with the reference data.");
        return new ReferenceFolder(Path.Combine(data!, "reference", name));
    }

    /// <summary>Reads a split of given files; every row is a positive.</summary>
    public Split Read(string test, string? foldIn = null)
    {
        Row[] train = Rows("train.csv");
        Row[] heldOut = Rows(test);
        Row[] history = foldIn is null ? [] : Rows(foldIn);
        Users = IdMap<long>.Create(train.Concat(heldOut).Concat(history).Select(static r => r.User));
        Items = IdMap<long>.Create(train.Concat(heldOut).Concat(history).Select(static r => r.Item));
        return Split.Create(new SplitDefinition
        {
            Name = "given",
            Train = Log(train),
            Test = Log(heldOut),
            FoldIn = foldIn is null ? null : Log(history),
            Options = new InteractionOptions { PositiveThreshold = 0 },
        });
    }

    /// <summary>Rows of per_user.csv of one model, as column values by name.</summary>
    public IEnumerable<Dictionary<string, string>> PerUser(string model)
    {
        string[] lines = File.ReadAllLines(Path.Combine(_path, "per_user.csv"));
        string[] names = lines[0].Split(',');
        return lines.Skip(1).Select(static l => l.Split(',')).Where(f => f[0] == model)
            .Select(fields => names.Zip(fields).ToDictionary(static p => p.First, static p => p.Second));
    }

    private Row[] Rows(string file) => [.. File.ReadLines(Path.Combine(_path, file)).Skip(1).Select(static line =>
    {
        string[] fields = line.Split(',');
        return new Row(
            long.Parse(fields[0], CultureInfo.InvariantCulture),
            long.Parse(fields[1], CultureInfo.InvariantCulture),
            fields.Length > 3 ? long.Parse(fields[3], CultureInfo.InvariantCulture) : 0);
    })];

    private InteractionLog Log(Row[] rows) => InteractionLog.Create(
        Users.Count,
        Items.Count,
        [.. rows.Select(r => Users.TryGetIndex(r.User, out int u) ? u : -1)],
        [.. rows.Select(r => Items.TryGetIndex(r.Item, out int i) ? i : -1)],
        timestamps: [.. rows.Select(static r => r.Time)]);

    private sealed record Row(long User, long Item, long Time);
}
