namespace MovieRec.Benchmarks.Reranking;

/// <summary>One model with one re-ranker at one strength; changes are against the same model without it.</summary>
internal sealed record TradeOffRow(
    string Part, string Model, string Reranker, double Strength, double Ndcg, double Diversity, double Calibration, double LongTail, double Coverage)
{
    /// <summary>Change of NDCG@10.</summary>
    public double NdcgChange { get; init; }

    /// <summary>Ends of the 95 % interval of the change of NDCG@10 (paired, bias-corrected bootstrap); null where it was not computed.</summary>
    public double? NdcgChangeLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? NdcgChangeHigh { get; init; }

    /// <summary>Change of ILD@10.</summary>
    public double DiversityChange { get; init; }

    /// <summary>NDCG lost for each unit of diversity gained; null where none was gained.</summary>
    public double? Price => DiversityChange > 0 ? -NdcgChange / DiversityChange : null;
}
