namespace MovieRec.Tests.Als;

/// <summary>The loss is computed without visiting a pair; here every pair is visited.</summary>
public sealed class AlsLossTests
{
    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void LossParts_EveryObjective_EqualTheSumsOverAllPairs(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(2, weighted: weighted);
        AlsOptions options = AlsCases.Options(objective, exponent, iterations: 1);
        AlsLossParts? parts = null;
        AlsModel model = new AlsTrainer(options).Fit(
            sample.Data, new Report(p => parts = p.LossParts), TestContext.Current.CancellationToken);

        // The model's users were solved again after the loss was taken; fit from its items with one user sweep less is not
        // to be had, so the users of that moment are solved here from the same start.
        AlsModel again = new AlsTrainer(options with { Iterations = 1 }).Train(sample.Data);
        Assert.Equal(model.Losses, again.Losses);
        Assert.NotNull(parts);
        Assert.Equal(model.Losses[0], parts.Value.Total, 1e-9 * parts.Value.Total);

        // Against the final users the observed and unobserved parts and the ridge can only be lower in sum.
        (double observed, double unobserved, double ridge) = Sums(model, sample.Liked);
        double served = observed + unobserved + ridge;
        Assert.True(served <= parts.Value.Total * (1 + 1e-6), $"{served} after, {parts.Value.Total} before the last solve");
    }

    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void LossParts_AtTheFixedPoint_EqualTheSumsOverAllPairs(AlsObjective objective, double exponent, bool weighted)
    {
        // After many iterations the last solve of the users changes nothing: then the model itself shows the parts.
        TestSample sample = TestSample.Create(2, weighted: weighted);
        AlsLossParts parts = default;
        AlsModel model = new AlsTrainer(AlsCases.Options(objective, exponent, factors: 3, iterations: 400)).Fit(
            sample.Data, new Report(p => parts = p.LossParts!.Value), TestContext.Current.CancellationToken);
        (double observed, double unobserved, double ridge) = Sums(model, sample.Liked);
        Assert.Equal(observed, parts.Observed, 2e-4 * parts.Total);
        Assert.Equal(unobserved, parts.Unobserved, 2e-4 * parts.Total);
        Assert.Equal(ridge, parts.Regularization, 2e-4 * parts.Total);
        Assert.Equal(observed + unobserved + ridge, parts.Total, 1e-5 * parts.Total);
    }

    private static (double Observed, double Unobserved, double Ridge) Sums(AlsModel model, InteractionMatrix liked)
    {
        AlsOptions options = model.Options;
        bool rendle = options.Objective == AlsObjective.Rendle;
        double alpha0 = rendle ? options.UnobservedWeight : 1;
        double observed = 0, unobserved = 0, ridge = 0;
        int[] userActive = [.. Enumerable.Range(0, model.UserCount).Where(u => liked.GetUserItems(u).Length > 0)];
        for (int u = 0; u < model.UserCount; u++)
        {
            for (int i = 0; i < model.ItemCount; i++)
            {
                double score = Dot(model.GetUserVector(u), model.GetItemVector(i));
                unobserved += alpha0 * score * score;
            }

            ReadOnlySpan<int> row = liked.GetUserItems(u);
            for (int n = 0; n < row.Length; n++)
            {
                double weight = liked.GetUserWeights(u).IsEmpty ? 1 : liked.GetUserWeights(u)[n];
                double score = Dot(model.GetUserVector(u), model.GetItemVector(row[n]));
                observed += rendle
                    ? weight * (1 - score) * (1 - score)
                    : ((1 + (options.Alpha * weight)) * (1 - score) * (1 - score)) - (score * score);
            }

            ridge += Ridge(options, row.Length, model.RankableItems.Count, alpha0) * Dot(model.GetUserVector(u), model.GetUserVector(u));
        }

        for (int i = 0; i < model.ItemCount; i++)
        {
            ridge += Ridge(options, liked.GetItemCount(i), userActive.Length, alpha0) * Dot(model.GetItemVector(i), model.GetItemVector(i));
        }

        return (observed, unobserved, ridge);
    }

    private static double Ridge(AlsOptions options, int count, int opposite, double alpha0) =>
        options.Regularization * Math.Pow(count + (alpha0 * opposite), options.RegularizationExponent);

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }

    private sealed class Report(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        void IProgress<TrainingProgress>.Report(TrainingProgress value) => action(value);
    }
}
