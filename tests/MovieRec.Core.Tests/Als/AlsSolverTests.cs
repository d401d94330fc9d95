namespace MovieRec.Tests.Als;

/// <summary>The approximate solvers against the exact one.</summary>
public sealed class AlsSolverTests
{
    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void Fit_ConjugateGradientToConvergence_EqualsCholesky(AlsObjective objective, double exponent, bool weighted)
    {
        AlsOptions options = AlsCases.Options(objective, exponent, factors: 20, iterations: 3);
        AssertEqualModels(options, options with { Solver = AlsSolver.ConjugateGradient, SolverSteps = 200 }, weighted);
    }

    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void Fit_SubspaceOfAllFactors_EqualsCholesky(AlsObjective objective, double exponent, bool weighted)
    {
        AlsOptions options = AlsCases.Options(objective, exponent, factors: 20, iterations: 3);
        AssertEqualModels(options, options with { Solver = AlsSolver.Subspace, SubspaceSize = 20 }, weighted);
    }

    [Theory]
    [InlineData(AlsObjective.Rendle, false)]
    [InlineData(AlsObjective.Rendle, true)]
    [InlineData(AlsObjective.HuKorenVolinsky, true)]
    public void Fit_SmallSubspacesOrFewSteps_ReachTheSameLoss(AlsObjective objective, bool weighted)
    {
        AlsOptions options = AlsCases.Options(objective, 1, factors: 40, iterations: 40);
        TestSample sample = TestSample.Create(4, weighted: weighted);
        double exact = new AlsTrainer(options).Train(sample.Data).Losses[^1];
        foreach (AlsOptions other in (AlsOptions[])[
            options with { Solver = AlsSolver.Subspace, SubspaceSize = 16 }, options with { Solver = AlsSolver.ConjugateGradient, SolverSteps = 3 }])
        {
            AlsModel model = new AlsTrainer(other).Train(sample.Data);
            Assert.InRange(model.Losses[^1], exact * 0.98, exact * 1.02);
            for (int i = 1; i < model.Losses.Count; i++)
            {
                Assert.True(model.Losses[i] <= model.Losses[i - 1] * (1 + 1e-5), $"{other.Solver}: the loss rose in iteration {i + 1}: {model.Losses[i]}");
            }
        }
    }

    [Theory]
    [InlineData(AlsSolver.ConjugateGradient)]
    [InlineData(AlsSolver.Subspace)]
    public void Fit_ApproximateSolver_SameBitsAtAnyThreadCountAndFoldInGivesTheStoredVector(AlsSolver solver)
    {
        TestSample sample = TestSample.Create(5, weighted: true);
        AlsOptions options = new() { Factors = 33, Iterations = 3, Solver = solver, SubspaceSize = 16, MaxDegreeOfParallelism = 1 };
        AlsModel one = new AlsTrainer(options).Train(sample.Data);
        AlsModel four = new AlsTrainer(options with { MaxDegreeOfParallelism = 4 }).Train(sample.Data);
        Assert.True(one.ItemFactors.Values.SequenceEqual(four.ItemFactors.Values));
        Assert.True(one.UserFactors.Values.SequenceEqual(four.UserFactors.Values));
        int user = sample.UsersWithLikes()[2];
        float[] vector = new float[33];
        Assert.True(one.TryFoldIn(sample.Liked.GetUserItems(user), sample.Liked.GetUserWeights(user), vector));
        Assert.Equal(one.GetUserVector(user).ToArray(), vector);
    }

    [Fact]
    public void Options_SolverValuesOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlsOptions { Solver = (AlsSolver)9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlsOptions { SolverSteps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlsOptions { SubspaceSize = 1025 });
        AlsOptions options = new();
        Assert.Equal((AlsSolver.Cholesky, 3, 64), (options.Solver, options.SolverSteps, options.SubspaceSize));
    }

    private static void AssertEqualModels(AlsOptions exact, AlsOptions other, bool weighted)
    {
        TestSample sample = TestSample.Create(6, weighted: weighted);
        AlsModel a = new AlsTrainer(exact).Train(sample.Data);
        AlsModel b = new AlsTrainer(other).Train(sample.Data);
        float largest = 0;
        foreach (float value in a.ItemFactors.Values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int i = 0; i < a.ItemFactors.Values.Length; i++)
        {
            Assert.Equal(a.ItemFactors.Values[i], b.ItemFactors.Values[i], 2e-3f * largest);
        }

        for (int i = 0; i < a.Losses.Count; i++)
        {
            Assert.Equal(a.Losses[i], b.Losses[i], 2e-5 * a.Losses[i]);
        }
    }
}
