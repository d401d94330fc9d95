namespace MovieRec.Tests.Persistence;

/// <summary>What the rows of a sample data set carry.</summary>
[Flags]
internal enum SampleShape
{
    None = 0,
    Ratings = 1,
    Timestamps = 2,
    Catalogue = 4,
    All = Ratings | Timestamps | Catalogue,
}
