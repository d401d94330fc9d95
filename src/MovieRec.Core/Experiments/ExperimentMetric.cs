namespace MovieRec;

/// <summary>One measured number of an experiment.</summary>
/// <param name="Name">Name with cutoff and convention, such as <c>NDCG@10</c>.</param>
/// <param name="Mean">The value; NaN where it is not defined.</param>
/// <param name="Low">Lower end of its 95 % interval; NaN where there is none.</param>
/// <param name="High">Upper end of its 95 % interval; NaN where there is none.</param>
public sealed record ExperimentMetric(string Name, double Mean, double Low = double.NaN, double High = double.NaN);
