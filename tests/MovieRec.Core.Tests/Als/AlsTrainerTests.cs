using MovieRec.Numerics;

namespace MovieRec.Tests.Als;

public sealed class AlsTrainerTests
{
    public static TheoryData<AlsObjective, double, bool> Cases() => AlsCases.All();

    [Fact]
    public void Fit_OneUserOneItemOneFactor_EqualsHandComputedNumbers()
    {
        // Rendle, α₀ = 0.5, λ = 0.5, ν = 1, y₀ = 1. Ridge = 0.5·(1 + 0.5·1) = 0.75 for the user and for the item.
        // x₁ = y₀ / (0.5·y₀² + y₀² + 0.75) = 1 / 2.25 = 4/9
        // y₁ = x₁ / (1.5·x₁² + 0.75) = (4/9) / (1.5·16/81 + 0.75) = (4/9) / (113/108) = 48/113
        // loss = (1 − x₁y₁)² + 0.5·(x₁y₁)² + 0.75·(x₁² + y₁²)
        // x₂ = y₁ / (1.5·y₁² + 0.75)
        AlsOptions options = new() { Factors = 1, Iterations = 1, UnobservedWeight = 0.5, Regularization = 0.5 };
        AlsModel model = Fit(options, One(), [1]);
        double x1 = 4.0 / 9, y1 = 48.0 / 113, product = x1 * y1;
        Assert.Equal(y1, model.GetItemVector(0)[0], 1e-7);
        Assert.Equal(Math.Pow(1 - product, 2) + (0.5 * product * product) + (0.75 * ((x1 * x1) + (y1 * y1))), Assert.Single(model.Losses), 1e-7);
        Assert.Equal(y1 / ((1.5 * y1 * y1) + 0.75), model.GetUserVector(0)[0], 1e-7);
    }

    [Fact]
    public void Fit_OneUserOneItemHuKoren_EqualsHandComputedNumbers()
    {
        // c = 1 + α·w = 1 + 3·1 = 4; ridge = λ·(1 + 1·1)^ν = 0.25·2 = 0.5; y₀ = 2.
        // x₁ = 4·2 / (4·4 + 0.5) = 16/33; y₁ = 4·x₁ / (4·x₁² + 0.5)
        AlsOptions options = new()
        {
            Factors = 1,
            Iterations = 1,
            Objective = AlsObjective.HuKorenVolinsky,
            Alpha = 3,
            Regularization = 0.25,
            UnobservedWeight = 99,
        };
        AlsModel model = Fit(options, One(), [2]);
        double x1 = 16.0 / 33, y1 = 4 * x1 / ((4 * x1 * x1) + 0.5);
        Assert.Equal(y1, model.GetItemVector(0)[0], 1e-6);
        Assert.Equal((4 * Math.Pow(1 - (x1 * y1), 2)) + (0.5 * ((x1 * x1) + (y1 * y1))), Assert.Single(model.Losses), 1e-6);
        Assert.Equal(4 * y1 / ((4 * y1 * y1) + 0.5), model.GetUserVector(0)[0], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_SmallProblem_EqualsDenseOracleInDoublePrecision(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(2, users: 14, items: 31, weighted);
        AlsOptions options = AlsCases.Options(objective, exponent);
        float[] start = KernelNormal(sample.Items.Count * options.Factors, 0.3f);
        AlsModel model = Fit(options, sample.Data, start);

        (double[][] users, double[][] items, double[] losses) = DenseAls.Fit(options, sample.Liked, Rows(start, sample, options.Factors));

        for (int t = 0; t < losses.Length; t++)
        {
            Assert.True(Math.Abs(model.Losses[t] - losses[t]) <= 1e-5 * losses[t], $"iteration {t + 1}: {model.Losses[t]} instead of {losses[t]}");
        }

        for (int i = 0; i < items.Length; i++)
        {
            AssertClose(items[i], model.GetItemVector(i), 2e-4, $"item {i}");
        }

        for (int u = 0; u < users.Length; u++)
        {
            AssertClose(users[u], model.GetUserVector(u), 2e-4, $"user {u}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ServedUserVectors_HaveZeroGradient(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(3, weighted: weighted);
        AlsModel model = new AlsTrainer(AlsCases.Options(objective, exponent, factors: 19)).Train(sample.Data);
        DenseAls oracle = DenseAls.OverItemsOf(model);
        foreach (int user in sample.UsersWithLikes())
        {
            double[,] a = oracle.Matrix(sample.Liked.GetUserItems(user), sample.Liked.GetUserWeights(user));
            double[] b = oracle.Target(sample.Liked.GetUserItems(user), sample.Liked.GetUserWeights(user));
            ReadOnlySpan<float> x = model.GetUserVector(user);
            for (int i = 0; i < b.Length; i++)
            {
                double gradient = -b[i], magnitude = Math.Abs(b[i]);
                for (int j = 0; j < b.Length; j++)
                {
                    gradient += a[i, j] * x[j];
                    magnitude += Math.Abs(a[i, j] * x[j]);
                }

                Assert.True(Math.Abs(gradient) <= 1e-6 * magnitude, $"user {user}, factor {i}: {gradient} of {magnitude}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ManyIterations_LossNeverIncreases(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(4, weighted: weighted);
        AlsModel model = new AlsTrainer(AlsCases.Options(objective, exponent, factors: 12, iterations: 30)).Train(sample.Data);
        for (int t = 1; t < model.Losses.Count; t++)
        {
            Assert.True(model.Losses[t] <= model.Losses[t - 1] * (1 + 1e-6), $"{model.Losses[t - 1]} rose to {model.Losses[t]} at iteration {t + 1}");
        }

        Assert.True(model.Losses[^1] < model.Losses[0]);
    }

    [Fact]
    public void Fit_AnyThreadCount_SameBits()
    {
        TestSample sample = TestSample.Create(5, users: 1600, items: 90);
        AlsOptions options = new() { Factors = 17, Iterations = 2, MaxDegreeOfParallelism = 1 };
        AlsModel one = new AlsTrainer(options).Train(sample.Data);
        foreach (int threads in (int[])[2, 3, 7, -1])
        {
            AlsModel many = new AlsTrainer(options with { MaxDegreeOfParallelism = threads }).Train(sample.Data);
            AssertSameBits(one, many);
            Assert.Equal(one.Info, many.Info);
        }
    }

    [Fact]
    public void Fit_SameSeedTwiceAndAnotherSeed_SameAndOtherBits()
    {
        TestSample sample = TestSample.Create(5);
        AlsOptions options = new() { Factors = 8, Iterations = 2, Seed = -5 };
        AlsModel first = new AlsTrainer(options).Train(sample.Data);
        AssertSameBits(first, new AlsTrainer(options).Train(sample.Data));
        AlsModel other = new AlsTrainer(options with { Seed = 5 }).Train(sample.Data);
        Assert.NotEqual(first.GetItemVector(0).ToArray(), other.GetItemVector(0).ToArray());
    }

    [Fact]
    public void Fit_FileOrderPermuted_SameBits()
    {
        AlsTrainer trainer = new(new AlsOptions { Factors = 10, Iterations = 3 });
        AlsModel sorted = trainer.Train(TestSample.Create(6, weighted: true).Data);
        AlsModel shuffled = trainer.Train(TestSample.Create(6, weighted: true, shuffled: true).Data);
        AssertSameBits(sorted, shuffled);
        Assert.Equal(sorted.Info.DataFingerprint, shuffled.Info.DataFingerprint);
    }

    [Fact]
    public void Fit_CatalogueItemsWithoutInteractionsAdded_ChangeNoNumber()
    {
        InteractionLog log = InteractionLog.Create(3, 4, [0, 0, 1, 1, 2, 2], [0, 2, 2, 3, 0, 3]);
        InteractionLog wide = InteractionLog.Create(4, 6, [0, 0, 1, 1, 3, 3], [0, 3, 3, 5, 0, 5]);
        AlsTrainer trainer = new(new AlsOptions { Factors = 5, Iterations = 3 });
        AlsModel model = trainer.Train(TrainingData.FromLog(log));
        AlsModel wider = trainer.Train(TrainingData.FromLog(wide));
        int[] itemInWide = [0, 1, 3, 5];
        int[] userInWide = [0, 1, 3];
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(model.GetItemVector(i), wider.GetItemVector(itemInWide[i]));
        }

        for (int u = 0; u < 3; u++)
        {
            Assert.Equal(model.GetUserVector(u), wider.GetUserVector(userInWide[u]));
        }

        Assert.Equal(model.Losses, wider.Losses);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(80)]
    public void Fit_AnyFactorCount_PaddingAndRowsWithoutLikesAreZero(int factors)
    {
        TestSample sample = TestSample.Create(7);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = factors, Iterations = 2 }).Train(sample.Data);
        Assert.Equal(factors, model.Dimensions);
        Assert.False(model.GetUserVector(TestSample.UserWithoutLikes).ContainsAnyExcept(0f));
        Assert.False(model.GetItemVector(TestSample.DislikedItem).ContainsAnyExcept(0f));
        Assert.False(model.GetItemVector(TestSample.ItemWithoutRows).ContainsAnyExcept(0f));
        Assert.True(model.GetItemVector(TestSample.FirstTwin).SequenceEqual(model.GetItemVector(TestSample.SecondTwin)));
        foreach (FactorMatrix matrix in (FactorMatrix[])[model.ItemFactors, model.UserFactors])
        {
            for (int r = 0; r < matrix.Rows; r++)
            {
                Assert.False(matrix.PaddedRow(r)[factors..].ContainsAnyExcept(0f));
                Assert.DoesNotContain(matrix.Row(r).ToArray(), v => !float.IsFinite(v));
            }
        }
    }

    [Fact]
    public void Fit_NoInteractions_GivesAModelThatAnswersNothing()
    {
        TrainingData data = TrainingData.FromLog(InteractionLog.Create(2, 3, [0], [1], [1f]));
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 3, Iterations = 2 }).Train(data);
        Assert.All(model.Losses, loss => Assert.Equal(0, loss));
        Assert.Equal(0, model.RankableItems.Count);
        Assert.Equal(0, model.Recommend(RecommendationQuery.ForUser(0), new ScoredItem[3]));
        Assert.Equal(0, model.Recommend(RecommendationQuery.ForHistory([1]), new ScoredItem[3]));

        AlsModel empty = new AlsTrainer().Train(TrainingData.FromLog(InteractionLog.Create(0, 0, [], [])));
        Assert.Equal(0, empty.Recommend(default, new ScoredItem[3]));
    }

    [Fact]
    public void Fit_WarmStartFromModel_ContinuesAsIfNeverInterrupted()
    {
        TestSample sample = TestSample.Create(8);
        AlsOptions options = new() { Factors = 9, Iterations = 6 };
        AlsModel whole = new AlsTrainer(options).Train(sample.Data);
        AlsModel half = new AlsTrainer(options with { Iterations = 4 }).Train(sample.Data);
        AlsModel rest = new AlsTrainer(options with { Iterations = 2 }).Train(sample.Data, AlsStart.FromModel(half));
        AssertSameBits(whole, rest, compareLosses: false);
        Assert.Equal(whole.Losses.Skip(4), rest.Losses);
    }

    [Fact]
    public void Fit_ExtremeRegularization_OneClearErrorOrFiniteFactors()
    {
        TestSample sample = TestSample.Create(9);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => new AlsTrainer(new AlsOptions { Factors = 30, Regularization = 1e-30, UnobservedWeight = 1e-30 }).Train(sample.Data));
        Assert.Contains("raise Regularization", error.Message, StringComparison.Ordinal);

        AlsModel strong = new AlsTrainer(new AlsOptions { Factors = 4, Regularization = 1e6, Iterations = 3 }).Train(sample.Data);
        Assert.DoesNotContain(strong.UserFactors.Values.ToArray(), v => !float.IsFinite(v));
    }

    [Fact]
    public void Fit_TooIllConditionedForSinglePrecision_LossStillFalls()
    {
        // More factors than users, a tiny uniform ridge and large confidences.
        TestSample sample = TestSample.Create(1, users: 20, items: 40, weighted: true);
        AlsOptions options = new()
        {
            Factors = 30,
            Iterations = 8,
            Objective = AlsObjective.HuKorenVolinsky,
            Alpha = 200,
            Regularization = 1e-4,
            RegularizationExponent = 0,
        };
        AlsModel model = new AlsTrainer(options).Train(sample.Data);
        for (int t = 1; t < model.Losses.Count; t++)
        {
            Assert.True(model.Losses[t] <= model.Losses[t - 1] * (1 + 1e-5), $"{model.Losses[t - 1]} rose to {model.Losses[t]}");
        }
    }

    private static TrainingData One() => TrainingData.FromLog(InteractionLog.Create(1, 1, [0], [0]));

    private static AlsModel Fit(AlsOptions options, TrainingData data, float[] start) =>
        new AlsTrainer(options).Train(data, new AlsStart(start, options.Factors));

    private static float[] KernelNormal(int length, float scale)
    {
        float[] values = new float[length];
        SeededRandom.Normal(77, 0, values);
        return Array.ConvertAll(values, v => v * scale);
    }

    private static double[][] Rows(float[] start, TestSample sample, int factors) =>
    [
        .. Enumerable.Range(0, sample.Items.Count).Select(i => sample.Liked.GetItemCount(i) == 0
            ? new double[factors]
            : Array.ConvertAll(start[(i * factors)..((i + 1) * factors)], v => (double)v)),
    ];

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= tolerance * scale, $"{what}, factor {i}: {actual[i]} instead of {expected[i]}");
        }
    }

    private static void AssertSameBits(AlsModel expected, AlsModel actual, bool compareLosses = true)
    {
        Assert.True(expected.ItemFactors.Values.SequenceEqual(actual.ItemFactors.Values), "item factors differ");
        Assert.True(expected.UserFactors.Values.SequenceEqual(actual.UserFactors.Values), "user factors differ");
        Assert.True(expected.Side.GramMatrix.SequenceEqual(actual.Side.GramMatrix), "Gram matrices differ");
        if (compareLosses)
        {
            Assert.Equal(expected.Losses, actual.Losses);
        }
    }
}
