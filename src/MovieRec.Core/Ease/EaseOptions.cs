using System.Globalization;

namespace MovieRec;

/// <summary>Options of <see cref="EaseTrainer"/>.</summary>
public sealed record EaseOptions
{
    /// <summary>The largest <see cref="MaxItems"/>: 20,000.</summary>
    public const int LargestItemCount = 20_000;

    /// <summary>λ &gt; 0, added to the diagonal of the item Gram matrix. Default 500 (Steck 2019, §4, for MovieLens-20M); small data wants less.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number above 0.</exception>
    public double Regularization
    {
        get;
        init => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Regularization must be a finite number above 0.");
    } = 500;

    /// <summary>
    /// Items the model ranks, 1 … 20,000: those with the most liked interactions (ties by lower index); the others are
    /// never returned and contribute nothing. Default 20,000. n items take 4·n² bytes in the model and 8·n² more while
    /// training in double precision (4·n² in single): 4.8 GB at 20,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxItems
    {
        get;
        init => field = value is >= 1 and <= LargestItemCount
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxItems must be in 1 … 20,000.");
    } = LargestItemCount;

    /// <summary>Precision of the inversion. Default <see cref="EasePrecision.Double"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public EasePrecision Precision
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Precision must be Double or Single.");
    }

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
        new(nameof(Regularization), Regularization.ToString("R", CultureInfo.InvariantCulture)),
        new(nameof(MaxItems), MaxItems.ToString(CultureInfo.InvariantCulture)),
        new(nameof(Precision), Precision.ToString()),
    ];
}
