namespace MovieRec.Serving;

/// <summary>Where models are published.</summary>
public sealed record ModelStoreOptions
{
    /// <summary>The folder; made when it is missing.</summary>
    public required string Path { get; init; }

    /// <summary>How many versions are kept, the current one included, 1 … 100. Default 3.</summary>
    public int Keep
    {
        get;
        init => field = value is >= 1 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Keep must be in 1 … 100.");
    } = 3;

    /// <summary>Formats of the models. Default: those of this library.</summary>
    public ModelFormats Formats { get; init; } = ModelFormats.Default;
}
