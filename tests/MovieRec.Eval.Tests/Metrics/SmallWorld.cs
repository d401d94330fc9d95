namespace MovieRec.Eval.Tests.Metrics;

/// <summary>Six films with genres, 8 users and 16 interactions: small enough to work everything out by hand.</summary>
internal static class SmallWorld
{
    public const int Items = 6;
    public const int Users = 8;

    // Head: films 0, 1 and 2 with 14 of 16 interactions (12 are not yet 80 %).
    private static readonly int[] Counts = [8, 4, 2, 1, 1, 0];

    private static readonly string[][] Genres = [["Drama"], ["Drama", "Comedy"], ["Comedy"], ["Action"], [], ["Action", "Drama"]];

    public static EvaluationContext Shared { get; } = new(
        ItemMask.All(Items), Counts, Users, MovieCatalog.Create([.. Genres.Select(static g => new MovieMetadata { Genres = g })]));

    public static double Measure(
        string metric, int[] ranking, int[]? relevant = null, int[]? history = null, float[]? scores = null, int outside = 0, int[]? candidates = null, ItemVectors? vectors = null)
    {
        RankingContext context = new(ranking, relevant ?? [0], outside)
        {
            Evaluation = Shared,
            History = history,
            Seen = history,
            Scorer = scores is null ? null : new GivenScores(scores),
            Query = candidates is null ? default : default(RecommendationQuery) with { Eligible = ItemMask.FromItems(Items, candidates) },
        };
        return ((IRankingMetric)MetricParser.Parse(metric, vectors: vectors)).Measure(context);
    }

    public sealed class GivenScores(float[] scores) : IScorer
    {
        public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> destination)
        {
            for (int i = 0; i < itemIndices.Length; i++)
            {
                destination[i] = scores[itemIndices[i]];
            }
        }
    }
}
