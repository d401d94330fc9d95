namespace MovieRec.Data;

/// <summary>Formats of metadata files, in the order in which the files of a folder are read.</summary>
public enum MetadataFormat
{
    /// <summary>Movies by item id: the columns of <c>movies.parquet</c> as text; also <c>links.csv</c> of MovieLens.</summary>
    Catalogue = 0,

    /// <summary>
    /// TMDB data as CSV with JSON or Python literals in fields: <c>tmdb_5000_movies.csv</c>, <c>tmdb_5000_credits.csv</c>,
    /// <c>movies_metadata.csv</c>, <c>credits.csv</c>, <c>keywords.csv</c>.
    /// </summary>
    TmdbCsv = 1,

    /// <summary>Answers of the TMDB API: a movie, a list of results, an array, or one movie a line.</summary>
    TmdbJson = 2,

    /// <summary>IMDb <c>title.basics.tsv</c>, plain or gzip-compressed.</summary>
    ImdbBasics = 3,

    /// <summary>IMDb <c>title.ratings.tsv</c>, plain or gzip-compressed: votes, no metadata.</summary>
    ImdbRatings = 4,
}
