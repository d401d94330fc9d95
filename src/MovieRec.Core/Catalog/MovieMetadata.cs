namespace MovieRec;

/// <summary>Metadata of one movie. Everything is optional: empty or 0 means unknown.</summary>
public sealed record MovieMetadata
{
    /// <summary>Title without year, natural word order.</summary>
    public string Title { get; init; } = "";

    /// <summary>Year of release; 0 when unknown.</summary>
    public int Year { get; init; }

    /// <summary>Genres.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>ISO 639-1 code of the original language.</summary>
    public string Language { get; init; } = "";

    /// <summary>Plot.</summary>
    public string Overview { get; init; } = "";

    /// <summary>Directors.</summary>
    public IReadOnlyList<string> Directors { get; init; } = [];

    /// <summary>Leading cast in billing order.</summary>
    public IReadOnlyList<string> Cast { get; init; } = [];

    /// <summary>Keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>IMDb id with its leading zeros.</summary>
    public string ImdbId { get; init; } = "";

    /// <summary>TMDB id; 0 when unknown.</summary>
    public long TmdbId { get; init; }

    /// <summary>When the movie entered the catalogue, Unix seconds; 0 when unknown.</summary>
    public long AddedAt { get; init; }
}
