namespace MovieRec.Serving;

/// <summary>What a home page shall hold.</summary>
public sealed record HomePageOptions
{
    /// <summary>Items in a row at most, 1 … 100. Default 12.</summary>
    public int RowLength
    {
        get;
        init => field = value is >= 1 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "RowLength must be in 1 … 100.");
    } = 12;

    /// <summary>Rows "because you liked X" at most, 0 … 10. Default 2.</summary>
    public int BecauseRows
    {
        get;
        init => field = value is >= 0 and <= 10
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "BecauseRows must be in 0 … 10.");
    } = 2;

    /// <summary>Rows "popular in …" at most, 0 … 10. Default 2.</summary>
    public int GenreRows
    {
        get;
        init => field = value is >= 0 and <= 10
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "GenreRows must be in 0 … 10.");
    } = 2;

    /// <summary>An item is new when it was added to the catalogue within this time. Default 60 days.</summary>
    public TimeSpan NewWithin
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "NewWithin must be above 0.");
    } = TimeSpan.FromDays(60);

    /// <summary>A row with fewer items is left out, 1 … 100. Default 3.</summary>
    public int MinRowLength
    {
        get;
        init => field = value is >= 1 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MinRowLength must be in 1 … 100.");
    } = 3;

    /// <summary>Items that may be shown; null for all. Only for a page of the generation that the mask was made for.</summary>
    public ItemMask? Eligible { get; init; }
}
