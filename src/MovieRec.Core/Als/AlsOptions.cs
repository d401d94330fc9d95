using System.Globalization;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>Options of <see cref="AlsTrainer"/>. docs/als.md says where each default comes from.</summary>
public sealed partial record AlsOptions
{
    /// <summary>Number of factors d, 1 … 1024. Default 64.</summary>
    public int Factors
    {
        get;
        init => field = value is >= 1 and <= 1024
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Factors must be in 1 … 1024.");
    } = 64;

    /// <summary>Iterations, 1 … 1000; one solves all users, then all items. Default 16.</summary>
    public int Iterations
    {
        get;
        init => field = value is >= 1 and <= 1000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Iterations must be in 1 … 1000.");
    } = 16;

    /// <summary>
    /// λ &gt; 0. The ridge of a user is λ·(n + α₀·N)^ν with n liked items of N (items: users instead), N counting
    /// rows and columns with at least one interaction. Default 0.01.
    /// </summary>
    public double Regularization
    {
        get;
        init => field = Positive(value, nameof(Regularization));
    } = 0.01;

    /// <summary>ν in 0 … 2: 0 is a uniform ridge λ, 1 scales it with frequency. Default 1.</summary>
    public double RegularizationExponent
    {
        get;
        init => field = value is >= 0 and <= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "RegularizationExponent must be in 0 … 2.");
    } = 1;

    /// <summary>α₀ &gt; 0, the weight of all pairs in <see cref="AlsObjective.Rendle"/>. Ignored (1) by the other objective. Default 0.3.</summary>
    public double UnobservedWeight
    {
        get;
        init => field = Positive(value, nameof(UnobservedWeight));
    } = 0.3;

    /// <summary>α &gt; 0 in c = 1 + α·w of <see cref="AlsObjective.HuKorenVolinsky"/>. Ignored by the other objective. Default 40 (Hu et al. 2008, §4).</summary>
    public double Alpha
    {
        get;
        init => field = Positive(value, nameof(Alpha));
    } = 40;

    /// <summary>
    /// Whether every item has a learned bias b_i: the score is b_i + ⟨x_u, y_i⟩, as if each vector had one coordinate more
    /// that is 1 for every user. Default false.
    /// </summary>
    public bool ItemBias { get; init; }

    /// <summary>λ_b &gt; 0, the regularisation of the biases, scaled with frequency like λ. Used with <see cref="ItemBias"/> only. Default 0.01.</summary>
    public double BiasRegularization
    {
        get;
        init => field = Positive(value, nameof(BiasRegularization));
    } = 0.01;

    /// <summary>The objective. Default <see cref="AlsObjective.Rendle"/>.</summary>
    public AlsObjective Objective
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Objective must be Rendle or HuKorenVolinsky.");
    }

    /// <summary>σ* &gt; 0: item factors start at N(0, σ*²/d). Default 0.1.</summary>
    public double InitialStandardDeviation
    {
        get;
        init => field = Positive(value, nameof(InitialStandardDeviation));
    } = 0.1;

    /// <summary>Seed of the initial factors. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How rows are solved during training. Default <see cref="AlsSolver.Cholesky"/>.</summary>
    public AlsSolver Solver
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Solver must be Cholesky, ConjugateGradient or Subspace.");
    }

    /// <summary>Steps of <see cref="AlsSolver.ConjugateGradient"/> for each row, 1 … 1000. Default 3.</summary>
    public int SolverSteps
    {
        get;
        init => field = value is >= 1 and <= 1000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "SolverSteps must be in 1 … 1000.");
    } = 3;

    /// <summary>Coordinates that <see cref="AlsSolver.Subspace"/> solves for at a time, 1 … 1024, rounded up to a multiple of 16. Default 64.</summary>
    public int SubspaceSize
    {
        get;
        init => field = value is >= 1 and <= 1024
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "SubspaceSize must be in 1 … 1024.");
    } = 64;

    /// <summary>
    /// Whether the model is the same, bit for bit, on machines with registers of any width: products are rounded before they
    /// are added, eight lanes in a fixed order. Training then takes several times as long (docs/als.md). Without it the bits
    /// depend on the width, but never on the number of threads. Default false.
    /// </summary>
    public bool Deterministic { get; init; }

    /// <summary>Whether the objective is computed after every iteration (it costs next to nothing). Default true.</summary>
    public bool RecordLoss { get; init; } = true;

    /// <summary>
    /// Iterations without a better NDCG@10 on users set aside after which <see cref="Iterations"/> is cut to the best
    /// number; 0 (the default) trains all of them. See docs/als.md: the training then takes two passes.
    /// </summary>
    public int Patience
    {
        get;
        init => field = value is >= 0 and <= 1000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Patience must be in 0 … 1000.");
    }

    /// <summary>Threads; −1 uses every core. The result does not depend on it. Default −1.</summary>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;

    /// <summary>
    /// What determines the result, by name, in a fixed order; the number of threads does not, nor how the number of
    /// iterations was found.
    /// </summary>
    internal IReadOnlyList<ModelOption> ToValues() =>
    [
        new(nameof(Factors), Factors.ToString(CultureInfo.InvariantCulture)),
        new(nameof(Iterations), Iterations.ToString(CultureInfo.InvariantCulture)),
        new(nameof(Regularization), Regularization.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(RegularizationExponent), RegularizationExponent.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(UnobservedWeight), UnobservedWeight.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(Alpha), Alpha.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(ItemBias), ItemBias ? "true" : "false"),
        new(nameof(BiasRegularization), BiasRegularization.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(Objective), Objective.ToString()),
        new(nameof(InitialStandardDeviation), InitialStandardDeviation.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(Seed), Seed.ToString(CultureInfo.InvariantCulture)),
        new(nameof(Solver), Solver.ToString()),
        new(nameof(SolverSteps), SolverSteps.ToString(CultureInfo.InvariantCulture)),
        new(nameof(SubspaceSize), SubspaceSize.ToString(CultureInfo.InvariantCulture)),
        new(nameof(Deterministic), Deterministic ? "true" : "false"),
        new(nameof(RecordLoss), RecordLoss ? "true" : "false"),
    ];

    internal SimdWidth Width => Deterministic ? SimdWidth.Strict : SimdSupport.Best;

    /// <summary>Length of the vectors: the factors, and the bias if there is one.</summary>
    internal int Columns => ItemBias ? Factors + 1 : Factors;

    internal double EffectiveUnobservedWeight => Objective == AlsObjective.Rendle ? UnobservedWeight : 1;

    /// <summary>Ridge of a row with <paramref name="count"/> interactions against <paramref name="opposite"/> columns.</summary>
    internal double Ridge(int count, int opposite) =>
        Regularization * Math.Pow(count + (EffectiveUnobservedWeight * opposite), RegularizationExponent);

    /// <summary>What an observed pair of weight w adds to the matrix beyond the unobserved weight.</summary>
    internal double MatrixWeight(float weight) => Objective == AlsObjective.Rendle ? weight : Alpha * weight;

    /// <summary>What an observed pair of weight w adds to the right-hand side.</summary>
    internal double TargetWeight(float weight) => Objective == AlsObjective.Rendle ? weight : 1 + (Alpha * weight);

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be a finite number above 0.");
}
