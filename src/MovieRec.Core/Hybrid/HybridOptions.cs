namespace MovieRec;

/// <summary>
/// Options of <see cref="HybridTrainer"/>. A number of the blend that is null is learned on a part of the training data; one
/// that is set stays.
/// </summary>
public sealed record HybridOptions
{
    /// <summary>
    /// Weights by hand, by part; parts that are not named (and <see cref="HybridPart.Popularity"/>, if it is not) get 0. Empty
    /// (the default) learns all of them.
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, a name occurs twice, or all weights are 0.</exception>
    public IReadOnlyList<HybridWeight> Weights
    {
        get;
        init => field = CheckWeights(value);
    } = [];

    /// <summary>κ_u, 0 … 10,000; 0 switches the user's evidence off. Null (default) learns it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? UserEvidence
    {
        get;
        init => field = CheckRange(value, 10_000, nameof(UserEvidence));
    }

    /// <summary>κ_i, 0 … 10,000; 0 trusts one viewer as much as thousands. Null (default) learns it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? ItemEvidence
    {
        get;
        init => field = CheckRange(value, 10_000, nameof(ItemEvidence));
    }

    /// <summary>s, 0 … 100: scale of the content prior; 0 for none. Null (default) learns it on movies held out from training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? PriorScale
    {
        get;
        init => field = CheckRange(value, 100, nameof(PriorScale));
    }

    /// <summary>What content counts for an unseen movie, relative to a well-known one, 0 … 100. Null (default) learns it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? UnseenContent
    {
        get;
        init => field = CheckRange(value, 100, nameof(UnseenContent));
    }

    /// <summary>Most users whose lists are looked at while learning, 1 … 1,000,000. Default 2,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxValidationUsers
    {
        get;
        init => field = value is >= 1 and <= 1_000_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxValidationUsers must be in 1 … 1,000,000.");
    } = 2000;

    /// <summary>
    /// A liked movie without metadata gets the mean content vector of so many movies that are closest in behaviour, 0 … 100; 0
    /// for none. Default 10.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int BackfillNeighbours
    {
        get;
        init => field = value is >= 0 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "BackfillNeighbours must be in 0 … 100.");
    } = 10;

    /// <summary>Seed of what is held out while learning. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; −1 uses every core. The result does not depend on it. Default −1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither −1 nor at least 1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;

    private static double? CheckRange(double? value, double largest, string name) => value is null || (value >= 0 && value <= largest)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be in 0 … {largest}, or null to learn it.");

    private static IReadOnlyList<HybridWeight> CheckWeights(IReadOnlyList<HybridWeight> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (HybridWeight weight in weights)
        {
            if (!(weight.Weight >= 0) || !double.IsFinite(weight.Weight))
            {
                throw new ArgumentException($"The weight of '{weight.Part}' is {weight.Weight}; a weight is a finite number of at least 0.", nameof(weights));
            }

            if (!names.Add(weight.Part))
            {
                throw new ArgumentException($"The part '{weight.Part}' has two weights.", nameof(weights));
            }
        }

        return weights.Count == 0 || weights.Any(static w => w.Weight > 0)
            ? [.. weights]
            : throw new ArgumentException("All weights are 0; a blend needs one above 0.", nameof(weights));
    }
}
