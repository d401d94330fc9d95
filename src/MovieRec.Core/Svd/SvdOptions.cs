using System.Globalization;

namespace MovieRec;

/// <summary>Options of <see cref="SvdTrainer"/>. docs/svd.md says where each default comes from.</summary>
public sealed record SvdOptions
{
    /// <summary>Number of singular vectors r, 1 … 1024. Default 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Factors
    {
        get;
        init => field = Within(value, 1, 1024, nameof(Factors));
    } = 64;

    /// <summary>
    /// d in 0 … 2: the column of an item with n likes is multiplied by n^((d − 1) / 2) before the decomposition. 1 is PureSVD;
    /// below 1 popular items count less (EigenRec, Nikolakopoulos et al. 2019). Default 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double ItemScaling
    {
        get;
        init => field = value is >= 0 and <= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ItemScaling must be in 0 … 2.");
    } = 1;

    /// <summary>Rounds of RᵀR by which the random start is sharpened, 0 … 100. Default 6.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int PowerIterations
    {
        get;
        init => field = Within(value, 0, 100, nameof(PowerIterations));
    } = 6;

    /// <summary>Columns that the range finder takes beyond <see cref="Factors"/>, 0 … 1024. Default 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Oversampling
    {
        get;
        init => field = Within(value, 0, 1024, nameof(Oversampling));
    } = 16;

    /// <summary>Seed of the random start. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; −1 uses every core. The result does not depend on it. Default −1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below −1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;

    /// <summary>What determines the result, by name, in a fixed order.</summary>
    internal IReadOnlyList<ModelOption> ToValues() =>
    [
        new(nameof(Factors), Factors.ToString(CultureInfo.InvariantCulture)),
        new(nameof(ItemScaling), ItemScaling.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(PowerIterations), PowerIterations.ToString(CultureInfo.InvariantCulture)),
        new(nameof(Oversampling), Oversampling.ToString(CultureInfo.InvariantCulture)),
        new(nameof(Seed), Seed.ToString(CultureInfo.InvariantCulture)),
    ];

    private static int Within(int value, int low, int high, string name) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be in {low} … {high}.");
}
