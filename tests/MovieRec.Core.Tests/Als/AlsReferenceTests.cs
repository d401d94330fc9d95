using System.Text.Json;

namespace MovieRec.Tests.Als;

/// <summary>Loss after every iteration against independent code in double precision, from the same formula start.</summary>
public sealed class AlsReferenceTests
{
    [Theory]
    [InlineData("strong", 0)]
    [InlineData("strong", 1)]
    [InlineData("item-split-75", 0)]
    [InlineData("temporal", 1)]
    public void Fit_FormulaStart_LossEqualsReferenceAfterEveryIteration(string split, int run)
    {
        string folder = Path.Combine(ReferenceData.Folder(), "reference", split);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "reference.json")));
        JsonElement exact = json.RootElement.GetProperty("ials").GetProperty("exact_runs").GetProperty("runs")[run];
        int factors = exact.GetProperty("d").GetInt32();
        AlsOptions options = new()
        {
            Factors = factors,
            Regularization = exact.GetProperty("lambda").GetDouble(),
            UnobservedWeight = exact.GetProperty("alpha0").GetDouble(),
            RegularizationExponent = exact.GetProperty("nu").GetDouble(),
            Iterations = exact.GetProperty("epochs").GetInt32(),
        };
        InteractionLogResult<long, long> train = ReferenceData.ReadLog(Path.Combine(folder, "train.csv"));
        TrainingData data = TrainingData.FromLog(train.Log, new InteractionOptions { PositiveThreshold = 0 });
        AlsStart start = new(FormulaStart(train.Items.Count, factors), factors);

        AlsModel model = new AlsTrainer(options).Fit(data, start, cancellationToken: TestContext.Current.CancellationToken);

        JsonElement losses = exact.GetProperty("loss_after_epoch");
        Assert.Equal(losses.GetArrayLength(), model.Losses.Count);
        for (int i = 0; i < model.Losses.Count; i++)
        {
            double expected = losses[i].GetProperty("total").GetDouble();
            Assert.True(
                Math.Abs(model.Losses[i] - expected) <= 1e-4 * expected,
                $"iteration {i + 1}: {model.Losses[i]} instead of {expected}");
        }
    }

    private static float[] FormulaStart(int items, int factors)
    {
        float[] values = new float[items * factors];
        for (int n = 0; n < values.Length; n++)
        {
            ulong z = (ulong)(n + 1) * 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            double u = (z >> 11) * (1.0 / (1UL << 53));
            values[n] = (float)((u - 0.5) * Math.Sqrt(12) * 0.1 / Math.Sqrt(factors));
        }

        return values;
    }
}
