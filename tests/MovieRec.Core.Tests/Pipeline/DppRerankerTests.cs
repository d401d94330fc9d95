using FsCheck;
using FsCheck.Xunit;

namespace MovieRec.Tests.Pipeline;

public sealed class DppRerankerTests
{
    [Property(MaxTest = 40, Replay = "7,9")]
    public void Rerank_AnyInput_PicksTheLargestDeterminantGreedily(PositiveInt seed, byte strengthByte, byte pool)
    {
        RerankCase world = new(seed.Get);
        ItemFeatures features = ItemFeatures.FromVectors(world.Vectors);
        double strength = (float)((5 + (strengthByte % 95)) / 100.0);
        ScoredItem[] source = world.Candidates(2 + (pool % 28), seed.Get);
        ScoredItem[] actual = [.. source];
        int count = new DppReranker(features, (float)strength).Rerank(default, actual, 6);
        double low = source.Min(static c => c.Score);
        double range = source.Max(static c => c.Score) - low;
        List<ScoredItem> left = [.. source];
        List<ScoredItem> taken = [];
        for (int p = 0; p < count; p++)
        {
            // log det L = (1 − s)/s · Σ r + log det S, by elimination in double precision, for every candidate anew.
            double best = left.Max(c => Value([.. taken, c]));
            double picked = Value([.. taken, actual[p]]);
            Assert.True(picked >= best - 1e-3, $"place {p}: {picked} instead of {best}");
            taken.Add(actual[p]);
            left.Remove(actual[p]);
        }

        double Value(ScoredItem[] set) =>
            ((1 - strength) / strength * set.Sum(c => range > 0 ? (c.Score - low) / range : 1)) + LogDeterminant(set);

        double LogDeterminant(ScoredItem[] set)
        {
            int n = set.Length;
            double[,] matrix = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    matrix[i, j] = i == j ? 1 : (1 - DppReranker.Ridge) * (1 + features.GetSimilarity(set[i].ItemIndex, set[j].ItemIndex)) / 2;
                }
            }

            double log = 0;
            for (int k = 0; k < n; k++)
            {
                log += Math.Log(matrix[k, k]);
                for (int i = k + 1; i < n; i++)
                {
                    double factor = matrix[i, k] / matrix[k, k];
                    for (int j = k; j < n; j++)
                    {
                        matrix[i, j] -= factor * matrix[k, j];
                    }
                }
            }

            return log;
        }
    }

    [Fact]
    public void Rerank_BeyondMaxDepth_TheRestInTheModelsOrder()
    {
        RerankCase world = new(items: 300);
        ScoredItem[] source = world.Candidates(300);
        ScoredItem[] actual = [.. source];
        Assert.Equal(250, new DppReranker(ItemFeatures.FromGenres(world.Catalog), 0.5f).Rerank(default, actual, 250));
        HashSet<int> chosen = [.. actual.Take(DppReranker.MaxDepth).Select(static c => c.ItemIndex)];
        Assert.Equal(source.Where(c => !chosen.Contains(c.ItemIndex)), actual.Skip(DppReranker.MaxDepth));
    }
}
