using System.Globalization;
using System.Text.Json;

namespace MovieRec.Tests.Ease;

/// <summary>Weights and top 20 lists against independent code in double precision (two routes that agree).</summary>
public sealed class EaseReferenceTests
{
    private static readonly Lazy<(EaseModel Model, InteractionLogResult<long, long> Train)> Strong =
        new(static () => (Fit(StrongFolder, EasePrecision.Double, out InteractionLogResult<long, long> train), train));

    private static string StrongFolder => Path.Combine(ReferenceData.Folder(), "reference", "strong");

    [Theory]
    [InlineData("strong", EasePrecision.Double, 1e-8)]
    [InlineData("temporal", EasePrecision.Double, 1e-8)]
    [InlineData("strong", EasePrecision.Single, 1e-6)]
    public void Fit_ReferenceSplit_WeightsAgree(string split, EasePrecision precision, double tolerance)
    {
        string folder = Path.Combine(ReferenceData.Folder(), "reference", split);
        (EaseModel model, InteractionLogResult<long, long> train) = split == "strong" && precision == EasePrecision.Double
            ? Strong.Value
            : (Fit(folder, precision, out InteractionLogResult<long, long> rows), rows);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "reference.json")));
        JsonElement samples = json.RootElement.GetProperty("ease").GetProperty("sample_weights_lambda_500");

        Assert.NotEqual(0, samples.GetArrayLength());
        foreach (JsonElement sample in samples.EnumerateArray())
        {
            train.Items.TryGetIndex(sample.GetProperty("from_item").GetInt64(), out int from);
            train.Items.TryGetIndex(sample.GetProperty("to_item").GetInt64(), out int to);
            Assert.Equal(sample.GetProperty("weight").GetDouble(), model.GetWeight(from, to), tolerance);
        }
    }

    [Fact]
    public void Recommend_StrongTestUsers_TopTwentyAgree()
    {
        string folder = StrongFolder;
        (EaseModel model, InteractionLogResult<long, long> train) = Strong.Value;
        ILookup<long, int> histories = File.ReadLines(Path.Combine(folder, "test_tr.csv")).Skip(1)
            .Select(static line => line.Split(','))
            .ToLookup(static f => Number(f[0]), f => train.Items.TryGetIndex(Number(f[1]), out int index) ? index : -1);
        int users = 0;
        foreach (string[] fields in File.ReadLines(Path.Combine(folder, "per_user.csv")).Select(static l => l.Split(',')).Where(static f => f[0].StartsWith("ease", StringComparison.Ordinal)))
        {
            ScoredItem[] top = new ScoredItem[20];
            int count = model.Recommend(RecommendationQuery.ForHistory(histories[Number(fields[1])].ToArray()), top);

            Assert.Equal(fields[^1].Split(' ').Select(Number), top[..count].Select(s => train.Items[s.ItemIndex]));
            users++;
        }

        Assert.Equal(99, users);
    }

    private static EaseModel Fit(string folder, EasePrecision precision, out InteractionLogResult<long, long> train)
    {
        train = ReferenceData.ReadLog(Path.Combine(folder, "train.csv"));
        TrainingData data = TrainingData.FromLog(train.Log, new InteractionOptions { PositiveThreshold = 0 });
        return new EaseTrainer(new EaseOptions { Precision = precision }).Fit(data, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
