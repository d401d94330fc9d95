namespace MovieRec.Extensions.AI;

/// <summary>Options of <see cref="GeneratorEmbedder"/>.</summary>
public sealed record GeneratorEmbedderOptions
{
    /// <summary>Texts sent at once, 1 … 10,000. Default 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int BatchSize
    {
        get;
        init => field = value is >= 1 and <= 10_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "BatchSize must be in 1 … 10000.");
    } = 64;

    /// <summary>Whether vectors are scaled to length 1, so that scores are mean cosines. Default true.</summary>
    public bool UnitLength { get; init; } = true;
}
