namespace MovieRec.Data;

/// <summary>The text formats in which MovieLens has been published.</summary>
public enum MovieLensFormat
{
    /// <summary>100k: <c>u.data</c> (tabs), <c>u.item</c> (<c>|</c>, Latin-1).</summary>
    Tab100K = 1,

    /// <summary>1m: <c>ratings.dat</c>, <c>movies.dat</c> (<c>::</c>, Latin-1).</summary>
    Dat1M = 2,

    /// <summary>10m: <c>ratings.dat</c>, <c>movies.dat</c>, <c>tags.dat</c> (<c>::</c>, UTF-8).</summary>
    Dat10M = 3,

    /// <summary>20m, 25m, 32m, latest, latest-small: <c>ratings.csv</c>, <c>movies.csv</c>, <c>links.csv</c>, <c>tags.csv</c> (UTF-8).</summary>
    Csv = 4,
}
