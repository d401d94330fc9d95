namespace MovieRec.ScreeningRoom;

/// <summary>A simulated viewer: what draws them, how they rate, when they come.</summary>
internal sealed class Viewer
{
    /// <summary>One to three tastes, by index.</summary>
    public required int[] Tastes { get; init; }

    /// <summary>Their shares; sum 1.</summary>
    public required double[] Blend { get; init; }

    /// <summary>Favourite films, by index: likeness to them draws.</summary>
    public required int[] Favourites { get; init; }

    /// <summary>Pull of fame: below 1 an explorer, above 1 mainstream.</summary>
    public required double Mainstream { get; init; }

    /// <summary>The year whose films feel like home.</summary>
    public required double Era { get; init; }

    /// <summary>What they add to every rating.</summary>
    public required double RatingBias { get; init; }

    /// <summary>Number of films they will rate.</summary>
    public required int FilmCount { get; init; }

    /// <summary>First and last second (Unix) of their time here.</summary>
    public required long Joined { get; init; }

    public required long Left { get; init; }
}
