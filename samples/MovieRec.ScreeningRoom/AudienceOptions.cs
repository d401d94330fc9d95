namespace MovieRec.ScreeningRoom;

/// <summary>The constants of the taste model. The README beside the data set explains each.</summary>
internal sealed record AudienceOptions
{
    public const long FirstViewerId = 100_001;

    public int Viewers { get; init; } = 3000;

    public ulong Seed { get; init; } = 1895;

    /// <summary>2022-01-01 00:00:00 UTC.</summary>
    public long Start { get; init; } = 1_640_995_200;

    /// <summary>2026-01-01 00:00:00 UTC, exclusive: the last day is 2025-12-31.</summary>
    public long End { get; init; } = 1_767_225_600;

    /// <summary>Fewest and most films of one viewer; between them the number follows a power law of exponent 3.</summary>
    public int MinFilms { get; init; } = 22;

    public int MaxFilms { get; init; } = 380;

    /// <summary>Weight of the viewer's tastes in the choice of a film.</summary>
    public double TasteWeight { get; init; } = 1.1;

    /// <summary>Further weight of the one taste that an evening is about.</summary>
    public double MoodWeight { get; init; } = 0.6;

    /// <summary>Weight of squared likeness to the viewer's favourites.</summary>
    public double FavouriteWeight { get; init; } = 6;

    /// <summary>Weight of fame, before the viewer's own pull to the mainstream (0.4 … 1.6).</summary>
    public double FameWeight { get; init; } = 0.6;

    /// <summary>Chance that a film is picked because everybody talks about it: by fame alone, whatever the taste.</summary>
    public double CrowdShare { get; init; } = 0.15;

    /// <summary>Weight of fame in such a pick.</summary>
    public double CrowdFameWeight { get; init; } = 1.2;

    /// <summary>Weight of distance from the viewer's own era.</summary>
    public double EraWeight { get; init; } = 0.35;

    /// <summary>A film that came within the last 90 days is this much more likely.</summary>
    public double NewFilmFactor { get; init; } = 3;

    public double RatingBase { get; init; } = 3.3;

    public double RatingNoise { get; init; } = 0.65;
}
