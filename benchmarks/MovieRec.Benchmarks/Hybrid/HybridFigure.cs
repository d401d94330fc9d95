namespace MovieRec.Benchmarks.Hybrid;

/// <summary>One measured value; an interval where there is one, a paired difference where the comparison says so.</summary>
/// <param name="Protocol">Which split and candidates.</param>
/// <param name="Model">Model, or what was compared.</param>
/// <param name="Metric">Metric.</param>
/// <param name="Value">Mean, or mean difference.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Users">Users counted.</param>
internal sealed record HybridFigure(string Protocol, string Model, string Metric, double Value, double Low, double High, int Users);
