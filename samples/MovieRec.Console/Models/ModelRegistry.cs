namespace MovieRec.Cli.Models;

/// <summary>The models that can be trained by name, and their options by <c>--set NAME.Option=Value</c>.</summary>
internal static class ModelRegistry
{
    private static readonly ModelKind[] Kinds =
    [
        new("popularity", CreatePopularity, ["HalfLifeDays"]),
        new("als", CreateAls,
        [
            "Factors", "Iterations", "Regularization", "RegularizationExponent", "UnobservedWeight", "Alpha", "Objective",
            "InitialStandardDeviation", "Seed", "RecordLoss", "MaxDegreeOfParallelism",
        ]),
        new("ease", CreateEase, ["Regularization", "MaxItems", "Precision", "MaxDegreeOfParallelism"]),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(static k => k.Name)];

    public static ITrainer<IRecommender> Create(string name, ModelSettings settings, int seed)
    {
        ModelKind kind = Kinds.FirstOrDefault(k => k.Name == name)
            ?? throw new UsageException($"--model {name}: there is no such model; there are {string.Join(", ", Names)}.");
        return kind.Create(settings, seed);
    }

    /// <summary>Fails on a setting that no model has.</summary>
    public static void Check(ModelSettings settings)
    {
        foreach (string name in settings.Names)
        {
            string[] parts = name.Split('.', 2);
            ModelKind kind = Kinds.FirstOrDefault(k => k.Name == parts[0])
                ?? throw new UsageException($"--set {name}: there is no model '{parts[0]}'; there are {string.Join(", ", Names)}.");
            if (!kind.Options.Contains(parts[1], StringComparer.OrdinalIgnoreCase))
            {
                throw new UsageException($"--set {name}: {kind.Name} has no option '{parts[1]}'; it has {string.Join(", ", kind.Options)}.");
            }
        }
    }

    private static PopularityTrainer CreatePopularity(ModelSettings settings, int seed) => new(ModelSettings.Apply("popularity", () => new PopularityOptions
    {
        HalfLife = settings.Find("popularity.HalfLifeDays") is null
            ? null
            : HalfLife(settings.Number("popularity.HalfLifeDays", 0)),
    }));

    private static TimeSpan HalfLife(double days) => days is > 0 and <= 1_000_000
        ? TimeSpan.FromDays(days)
        : throw new UsageException(CliContext.Invariant($"--set popularity.HalfLifeDays={days}: expected a number of days above 0, at most 1000000."));

    private static AlsTrainer CreateAls(ModelSettings settings, int seed)
    {
        AlsOptions defaults = new();
        return new AlsTrainer(ModelSettings.Apply("als", () => new AlsOptions
        {
            Factors = settings.Integer("als.Factors", defaults.Factors),
            Iterations = settings.Integer("als.Iterations", defaults.Iterations),
            Regularization = settings.Number("als.Regularization", defaults.Regularization),
            RegularizationExponent = settings.Number("als.RegularizationExponent", defaults.RegularizationExponent),
            UnobservedWeight = settings.Number("als.UnobservedWeight", defaults.UnobservedWeight),
            Alpha = settings.Number("als.Alpha", defaults.Alpha),
            Objective = settings.Enumeration("als.Objective", defaults.Objective),
            InitialStandardDeviation = settings.Number("als.InitialStandardDeviation", defaults.InitialStandardDeviation),
            Seed = settings.Integer("als.Seed", seed),
            RecordLoss = settings.Flag("als.RecordLoss", defaults.RecordLoss),
            MaxDegreeOfParallelism = settings.Integer("als.MaxDegreeOfParallelism", defaults.MaxDegreeOfParallelism),
        }));
    }

    private static EaseTrainer CreateEase(ModelSettings settings, int seed)
    {
        EaseOptions defaults = new();
        return new EaseTrainer(ModelSettings.Apply("ease", () => new EaseOptions
        {
            Regularization = settings.Number("ease.Regularization", defaults.Regularization),
            MaxItems = settings.Integer("ease.MaxItems", defaults.MaxItems),
            Precision = settings.Enumeration("ease.Precision", defaults.Precision),
            MaxDegreeOfParallelism = settings.Integer("ease.MaxDegreeOfParallelism", defaults.MaxDegreeOfParallelism),
        }));
    }

    private sealed record ModelKind(string Name, Func<ModelSettings, int, ITrainer<IRecommender>> Create, string[] Options);
}
