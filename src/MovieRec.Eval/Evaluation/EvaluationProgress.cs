namespace MovieRec.Eval;

/// <summary>How far an evaluation is.</summary>
/// <param name="Users">Users done.</param>
/// <param name="TotalUsers">Users to do.</param>
public readonly record struct EvaluationProgress(int Users, int TotalUsers);
