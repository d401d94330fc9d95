namespace MovieRec.Data;

/// <summary>The size and seed of a synthetic data set. The defaults have the size of MovieLens latest-small. Immutable.</summary>
public sealed record SyntheticOptions
{
    /// <summary>Number of users, 1 … 10,000,000. Default 610.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Users { get; init => field = Check(value, 10_000_000, nameof(Users)); } = 610;

    /// <summary>Number of movies, 1 … 500,000. Default 9,742.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Movies { get; init => field = Check(value, 500_000, nameof(Movies)); } = 9742;

    /// <summary>
    /// Number of interactions, exactly: at least one for each user, at most <see cref="MaxInteractions"/>. Default 100,836.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 … 100,000,000.</exception>
    public int Interactions { get; init => field = Check(value, 100_000_000, nameof(Interactions)); } = 100_836;

    /// <summary>The seed; the same options give the same bytes. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Name of the data set. Default "synthetic".</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string Name
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    } = "synthetic";

    /// <summary>
    /// Most interactions that the other options allow: every user may rate the movies that exist from the first day
    /// (two fifths of them) once.
    /// </summary>
    public long MaxInteractions => Math.Min((long)Users * InitialMovies, 100_000_000);

    /// <summary>Movies that exist on the first day.</summary>
    internal int InitialMovies => (int)(((2L * Movies) + 4) / 5);

    internal void Validate()
    {
        if (Interactions < Users || Interactions > MaxInteractions)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Interactions is {Interactions:N0}; with {Users:N0} users and {Movies:N0} movies it must be in {Users:N0} … {MaxInteractions:N0}: ")
                + "at least one for each user, and at most one for each user and movie that exists from the first day (two fifths of the movies).");
        }
    }

    private static int Check(int value, int highest, string name) => value >= 1 && value <= highest
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be in 1 … {highest:N0}."));
}
