namespace MovieRec.Benchmarks.Reranking;

/// <summary>A measured trade-off between accuracy and diversity.</summary>
internal sealed record TradeOffReport(
    string Command, string Measured, string Data, int ValidationUsers, int TestUsers, string Rule, string Chosen, IReadOnlyList<TradeOffRow> Rows);
