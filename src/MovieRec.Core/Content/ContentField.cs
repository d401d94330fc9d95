namespace MovieRec;

/// <summary>A field of the metadata that content vectors are made of.</summary>
public enum ContentField
{
    /// <summary>Words of the title, stemmed.</summary>
    Title,

    /// <summary>Genres, each a term.</summary>
    Genres,

    /// <summary>Words of the plot, stemmed.</summary>
    Plot,

    /// <summary>Keywords, each a term.</summary>
    Keywords,

    /// <summary>Directors, each a term.</summary>
    Directors,

    /// <summary>Leading cast, each a term.</summary>
    Cast,

    /// <summary>The year, spread over decades.</summary>
    Year,

    /// <summary>The original language.</summary>
    Language,
}
