namespace MovieRec.Tests.Als;

public sealed class AlsOptionsTests
{
    [Fact]
    public void Defaults_AreTheDocumentedOnes()
    {
        AlsOptions options = new();
        Assert.Equal(64, options.Factors);
        Assert.Equal(16, options.Iterations);
        Assert.Equal(0.01, options.Regularization);
        Assert.Equal(1, options.RegularizationExponent);
        Assert.Equal(0.3, options.UnobservedWeight);
        Assert.Equal(40, options.Alpha);
        Assert.Equal(AlsObjective.Rendle, options.Objective);
        Assert.Equal(0.1, options.InitialStandardDeviation);
        Assert.Equal(1, options.Seed);
        Assert.True(options.RecordLoss);
        Assert.False(options.ItemBias);
        Assert.Equal(0.01, options.BiasRegularization);
        Assert.Equal(0, options.Patience);
        Assert.Equal(-1, options.MaxDegreeOfParallelism);
        Assert.Equal(options, new AlsTrainer().Options);
    }

    public static TheoryData<string, string, Func<AlsOptions>> Invalid() => new()
    {
        { "Factors", "0", () => new AlsOptions { Factors = 0 } },
        { "Factors", "-1", () => new AlsOptions { Factors = -1 } },
        { "Factors", "1025", () => new AlsOptions { Factors = 1025 } },
        { "Iterations", "0", () => new AlsOptions { Iterations = 0 } },
        { "Iterations", "1001", () => new AlsOptions { Iterations = 1001 } },
        { "Regularization", "0", () => new AlsOptions { Regularization = 0 } },
        { "Regularization", "-0.5", () => new AlsOptions { Regularization = -0.5 } },
        { "Regularization", "NaN", () => new AlsOptions { Regularization = double.NaN } },
        { "Regularization", "Infinity", () => new AlsOptions { Regularization = double.PositiveInfinity } },
        { "RegularizationExponent", "-0.1", () => new AlsOptions { RegularizationExponent = -0.1 } },
        { "RegularizationExponent", "2.5", () => new AlsOptions { RegularizationExponent = 2.5 } },
        { "RegularizationExponent", "NaN", () => new AlsOptions { RegularizationExponent = double.NaN } },
        { "UnobservedWeight", "0", () => new AlsOptions { UnobservedWeight = 0 } },
        { "UnobservedWeight", "NaN", () => new AlsOptions { UnobservedWeight = double.NaN } },
        { "Alpha", "-3", () => new AlsOptions { Alpha = -3 } },
        { "Alpha", "Infinity", () => new AlsOptions { Alpha = double.PositiveInfinity } },
        { "Objective", "7", () => new AlsOptions { Objective = (AlsObjective)7 } },
        { "InitialStandardDeviation", "0", () => new AlsOptions { InitialStandardDeviation = 0 } },
        { "InitialStandardDeviation", "NaN", () => new AlsOptions { InitialStandardDeviation = double.NaN } },
        { "BiasRegularization", "0", () => new AlsOptions { BiasRegularization = 0 } },
        { "Patience", "-1", () => new AlsOptions { Patience = -1 } },
        { "Patience", "1001", () => new AlsOptions { Patience = 1001 } },
        { "MaxDegreeOfParallelism", "0", () => new AlsOptions { MaxDegreeOfParallelism = 0 } },
        { "MaxDegreeOfParallelism", "-2", () => new AlsOptions { MaxDegreeOfParallelism = -2 } },
    };

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void Init_InvalidValue_ThrowsNamingOptionAndValue(string option, string value, Func<AlsOptions> create)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(create);
        Assert.StartsWith(option + " must be", error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_LimitsOfTheRanges_AreAccepted()
    {
        AlsOptions low = new() { Factors = 1, Iterations = 1, RegularizationExponent = 0, MaxDegreeOfParallelism = 1 };
        AlsOptions high = new() { Factors = 1024, Iterations = 1000, RegularizationExponent = 2, Seed = int.MinValue };
        Assert.Equal((1, 1, 0d), (low.Factors, low.Iterations, low.RegularizationExponent));
        Assert.Equal((1024, 1000, 2d), (high.Factors, high.Iterations, high.RegularizationExponent));
    }

    [Fact]
    public void Info_ListsEveryOptionThatDeterminesTheResult()
    {
        AlsOptions options = new()
        {
            Factors = 3,
            Iterations = 2,
            Regularization = 0.1,
            RegularizationExponent = 0.5,
            UnobservedWeight = 0.7,
            Alpha = 2.5,
            ItemBias = true,
            BiasRegularization = 0.3,
            Objective = AlsObjective.HuKorenVolinsky,
            InitialStandardDeviation = 0.2,
            Seed = -4,
            RecordLoss = false,
            MaxDegreeOfParallelism = 1,
            Solver = AlsSolver.ConjugateGradient,
            SolverSteps = 5,
            SubspaceSize = 32,
            Deterministic = true,
        };
        AlsModel model = new AlsTrainer(options).Train(TestSample.Create().Data);
        Assert.Equal(
            [
                new("Factors", "3"), new("Iterations", "2"), new("Regularization", "0.1"), new("RegularizationExponent", "0.5"),
                new("UnobservedWeight", "0.7"), new("Alpha", "2.5"), new("ItemBias", "true"),
                new("BiasRegularization", "0.3"), new("Objective", "HuKorenVolinsky"),
                new("InitialStandardDeviation", "0.2"), new("Seed", "-4"), new("Solver", "ConjugateGradient"), new("SolverSteps", "5"),
                new("SubspaceSize", "32"), new("Deterministic", "true"), new("RecordLoss", "false"),
            ],
            model.Info.OptionValues);

        // A new option must be listed, or be one that cannot change the result (Patience becomes a number of iterations).
        Assert.Equal(
            typeof(AlsOptions).GetProperties().Select(p => p.Name).Except([nameof(AlsOptions.MaxDegreeOfParallelism), nameof(AlsOptions.Patience)]).Order(),
            model.Info.OptionValues.Select(o => o.Name).Order());
    }
}
