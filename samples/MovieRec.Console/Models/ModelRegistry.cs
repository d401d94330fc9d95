namespace MovieRec.Cli.Models;

/// <summary>The models that can be trained by name, and their options by <c>--set NAME.Option=Value</c>.</summary>
internal static class ModelRegistry
{
    private static readonly ModelKind[] Kinds =
    [
        new("popularity", CreatePopularity, ["HalfLifeDays", "Prior", "PriorDate", "PriorLikes"]),
        new("als", CreateAls,
        [
            "Factors", "Iterations", "Regularization", "RegularizationExponent", "UnobservedWeight", "Alpha", "ItemBias", "BiasRegularization", "Objective",
            "InitialStandardDeviation", "Seed", "Solver", "SolverSteps", "SubspaceSize", "Deterministic", "RecordLoss", "Patience",
            "MaxDegreeOfParallelism",
        ]),
        new("ease", CreateEase, ["Regularization", "MaxItems", "Precision", "MaxDegreeOfParallelism"]),
        new("svd", CreateSvd, ["Factors", "ItemScaling", "PowerIterations", "Oversampling", "Seed", "MaxDegreeOfParallelism"]),
        new("content", ContentSettings.Create, ContentSettings.Names),
        new("hybrid", HybridSettings.Create, HybridSettings.Names),
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

    /// <summary>The options a model was trained with, as settings; those that no setting names are left out.</summary>
    public static IEnumerable<string> Assignments(RecommenderInfo model)
    {
        string[] known = Kinds.FirstOrDefault(k => k.Name == model.Algorithm)?.Options ?? [];
        return model.OptionValues.Where(o => known.Contains(o.Name)).Select(o => $"{model.Algorithm}.{o.Name}={o.Value}");
    }

    private static PopularityTrainer CreatePopularity(ModelSettings settings, int seed) => new(ModelSettings.Apply("popularity", () => new PopularityOptions
    {
        HalfLife = settings.Find("popularity.HalfLifeDays") is null
            ? null
            : HalfLife(settings.Number("popularity.HalfLifeDays", 0)),
    }), VotePriors.Read(settings));

    private static TimeSpan HalfLife(double days) => days is > 0 and <= 1_000_000
        ? TimeSpan.FromDays(days)
        : throw new UsageException(CliContext.Invariant($"--set popularity.HalfLifeDays={days}: expected a number of days above 0, at most 1000000."));

    private static ConfiguredAlsTrainer CreateAls(ModelSettings settings, int seed)
    {
        // Bad values are refused now, before any file is read; what is not set comes from the data's shape.
        _ = Apply(new AlsOptions());
        return new ConfiguredAlsTrainer(Apply);

        AlsOptions Apply(AlsOptions start) => ModelSettings.Apply("als", () => start with
        {
            Factors = settings.Integer("als.Factors", start.Factors),
            Iterations = settings.Integer("als.Iterations", start.Iterations),
            Regularization = settings.Number("als.Regularization", start.Regularization),
            RegularizationExponent = settings.Number("als.RegularizationExponent", start.RegularizationExponent),
            UnobservedWeight = settings.Number("als.UnobservedWeight", start.UnobservedWeight),
            Alpha = settings.Number("als.Alpha", start.Alpha),
            ItemBias = settings.Flag("als.ItemBias", start.ItemBias),
            BiasRegularization = settings.Number("als.BiasRegularization", start.BiasRegularization),
            Objective = settings.Enumeration("als.Objective", start.Objective),
            InitialStandardDeviation = settings.Number("als.InitialStandardDeviation", start.InitialStandardDeviation),
            Seed = settings.Integer("als.Seed", seed),
            Solver = settings.Enumeration("als.Solver", start.Solver),
            SolverSteps = settings.Integer("als.SolverSteps", start.SolverSteps),
            SubspaceSize = settings.Integer("als.SubspaceSize", start.SubspaceSize),
            Deterministic = settings.Flag("als.Deterministic", start.Deterministic),
            RecordLoss = settings.Flag("als.RecordLoss", start.RecordLoss),
            Patience = settings.Integer("als.Patience", start.Patience),
            MaxDegreeOfParallelism = settings.Integer("als.MaxDegreeOfParallelism", start.MaxDegreeOfParallelism),
        });
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

    private static SvdTrainer CreateSvd(ModelSettings settings, int seed)
    {
        SvdOptions defaults = new();
        return new SvdTrainer(ModelSettings.Apply("svd", () => new SvdOptions
        {
            Factors = settings.Integer("svd.Factors", defaults.Factors),
            ItemScaling = settings.Number("svd.ItemScaling", defaults.ItemScaling),
            PowerIterations = settings.Integer("svd.PowerIterations", defaults.PowerIterations),
            Oversampling = settings.Integer("svd.Oversampling", defaults.Oversampling),
            Seed = settings.Integer("svd.Seed", seed),
            MaxDegreeOfParallelism = settings.Integer("svd.MaxDegreeOfParallelism", defaults.MaxDegreeOfParallelism),
        }));
    }

    private sealed record ModelKind(string Name, Func<ModelSettings, int, ITrainer<IRecommender>> Create, string[] Options);
}
