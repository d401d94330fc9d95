using MovieRec.Eval;

namespace MovieRec.Serving.Tests.Experiments;

public sealed class ListDrawTests
{
    private static readonly float[] Scores = [2.4f, 2.0f, 1.1f, 0.9f, 0.2f, -0.6f];

    /// <summary>All 720 orders of six candidates, each with its Plackett–Luce probability, against the integral.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(3.0)]
    public void PositionProbabilities_SixCandidates_EqualTheSumOverAllOrders(double temperature)
    {
        double[] weights = ListDraw.Weights(Scores, temperature);
        double[,] exact = new double[6, 6];
        Enumerate(weights, [], 1, exact);
        foreach (int[] order in (int[][])[[0, 1, 2, 3], [5, 4, 3, 2], [2, 0, 5, 1]])
        {
            double[] probabilities = new double[4];
            ListDraw.PositionProbabilities(weights, order, probabilities);
            for (int p = 0; p < 4; p++)
            {
                Assert.Equal(exact[order[p], p], probabilities[p], 1e-9 + (1e-7 * exact[order[p], p]));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Draw_ManyLists_ItemsAppearAsOftenAsTheirProbabilitiesSay(bool plackettLuce)
    {
        Exploration exploration = plackettLuce ? Exploration.PlackettLuce(1, 6) : Exploration.EpsilonGreedy(0.3, 6);
        const int draws = 20_000;
        double[,] seen = new double[6, 3];
        double[,] said = new double[6, 3];
        for (int d = 0; d < draws; d++)
        {
            int[] order = new int[3];
            double[] probabilities = new double[3];
            ListDraw.Draw(Scores, exploration, (ulong)d * 7919, order, probabilities);
            Assert.Equal(3, order.Distinct().Count());
            for (int p = 0; p < 3; p++)
            {
                seen[order[p], p]++;
                said[order[p], p] = probabilities[p];
            }
        }

        for (int i = 0; i < 6; i++)
        {
            for (int p = 0; p < 3; p++)
            {
                // Five standard errors of a share.
                Assert.Equal(said[i, p], seen[i, p] / draws, 5 * Math.Sqrt(Math.Max(said[i, p], 1e-4) / draws));
            }
        }
    }

    [Fact]
    public void Draw_WithoutExploration_IsBestFirstWithProbabilityOne()
    {
        int[] order = new int[3];
        double[] probabilities = new double[3];

        ListDraw.Draw(Scores, Exploration.None, 1, order, probabilities);

        Assert.Equal([0, 1, 2], order);
        Assert.Equal([1, 1, 1], probabilities);
    }

    private static void Enumerate(double[] weights, int[] taken, double probability, double[,] exact)
    {
        double left = Enumerable.Range(0, weights.Length).Where(i => !taken.Contains(i)).Sum(i => weights[i]);
        for (int i = 0; i < weights.Length; i++)
        {
            if (!taken.Contains(i))
            {
                double p = probability * weights[i] / left;
                exact[i, taken.Length] += p;
                Enumerate(weights, [.. taken, i], p, exact);
            }
        }
    }
}
