namespace MovieRec.Data;

/// <summary>Ratings of one value or one range.</summary>
/// <param name="Lowest">Lowest rating of the bin, inclusive.</param>
/// <param name="Highest">Highest rating of the bin; equal to <paramref name="Lowest"/> for a single value; inclusive there and in the last bin, else exclusive.</param>
/// <param name="Count">Rows in the bin.</param>
/// <param name="Share">Of all rows.</param>
public readonly record struct RatingBin(float Lowest, float Highest, int Count, double Share);
