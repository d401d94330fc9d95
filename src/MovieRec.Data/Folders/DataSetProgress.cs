namespace MovieRec.Data;

/// <summary>How far the writing of a data set is.</summary>
/// <param name="Rows">Interactions written.</param>
/// <param name="TotalRows">Interactions to write.</param>
public readonly record struct DataSetProgress(long Rows, long TotalRows);
