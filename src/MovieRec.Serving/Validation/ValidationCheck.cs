namespace MovieRec.Serving;

/// <summary>One check of a candidate.</summary>
/// <param name="Name">Stable name: <c>file</c>, <c>shape</c>, <c>finite</c>, <c>catalogue</c>, <c>answers</c>, <c>coverage</c>, <c>popularity</c>, <c>golden:…</c>, <c>metric:…</c>.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Detail">Value and limit, or what is wrong.</param>
public sealed record ValidationCheck(string Name, bool Passed, string Detail);
