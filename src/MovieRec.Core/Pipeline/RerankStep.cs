namespace MovieRec;

/// <summary>One re-ranker of a pipeline.</summary>
/// <param name="Reranker">The re-ranker.</param>
/// <param name="Spec">Its name and strength; null for one of the caller's own.</param>
/// <param name="Keep">How many candidates it hands on when another follows; null for the default.</param>
internal sealed record RerankStep(IReranker Reranker, RerankerSpec? Spec, int? Keep)
{
    /// <summary>Handed on for each wanted item where nothing else is said.</summary>
    public const int KeepFactor = 5;

    public int Kept(int wanted) => (int)Math.Max(wanted, Keep ?? Math.Min((long)KeepFactor * wanted, int.MaxValue));
}
