namespace MovieRec.Cli.Reports;

/// <summary>A point of a plot with the ends of its interval, NaN for none.</summary>
internal readonly record struct ScatterPoint(double X, double Y, double Low, double High, int Colour, int Shape, float Size = 9);
