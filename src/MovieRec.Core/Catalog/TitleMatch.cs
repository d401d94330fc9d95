namespace MovieRec;

/// <summary>How a title fits a query, best first.</summary>
public enum TitleMatch : byte
{
    /// <summary>No match; never in a result.</summary>
    None = 0,

    /// <summary>The whole title, give or take case, accents, punctuation, spaces, articles and the spelling of numbers.</summary>
    Exact = 1,

    /// <summary>The title begins with the query.</summary>
    Prefix = 2,

    /// <summary>Every word of the query is in the title; the last one may be the beginning of a word.</summary>
    Words = 3,

    /// <summary>Every word of the query is in the title, some of them with typing errors.</summary>
    Typo = 4,

    /// <summary>Most of the query is in the title.</summary>
    Partial = 5,
}
