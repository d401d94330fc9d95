using MovieRec.Numerics;

namespace MovieRec.Tests.Hybrid;

public sealed class ItemPriorTests
{
    [Fact]
    public void Predict_TargetsLinearInContent_FindsTheMap()
    {
        const int Movies = 300;
        FactorMatrix content = Normal(Movies, 5, 1);
        FactorMatrix target = new(Movies, 3);
        int[] likes = new int[Movies];
        for (int i = 0; i < Movies; i++)
        {
            likes[i] = i < 250 ? 1 + (i % 40) : 0;
            for (int c = 0; c < 3; c++)
            {
                // Movies nobody liked have no target; what is predicted for them is what counts.
                target.Row(i)[c] = i < 250 ? Truth(content, i, c) : 0;
            }
        }

        FactorMatrix predicted = ItemPrior.Predict(content, [target], likes, 1, TestContext.Current.CancellationToken)![0];
        for (int i = 0; i < Movies; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(Truth(content, i, c), predicted.Row(i)[c], 0.05);
            }
        }
    }

    [Fact]
    public void Predict_TargetsThatAreNoise_ShrinksToTheMean()
    {
        const int Movies = 200;
        FactorMatrix content = Normal(Movies, 40, 1);
        FactorMatrix noise = Normal(Movies, 1, 9);
        int[] likes = new int[Movies];
        Array.Fill(likes, 10);
        FactorMatrix predicted = ItemPrior.Predict(content, [noise], likes, 1, TestContext.Current.CancellationToken)![0];
        double spread = Math.Sqrt(Enumerable.Range(0, Movies).Average(i => predicted.Row(i)[0] * predicted.Row(i)[0]));
        Assert.True(spread < 0.35, $"predictions of noise spread by {spread}");
    }

    [Fact]
    public void Predict_NoContentOrTooFewMovies_KnowsNothing()
    {
        FactorMatrix content = Normal(30, 4, 1);
        content.Row(7).Clear();
        int[] likes = new int[30];
        Array.Fill(likes, 3);
        FactorMatrix predicted = ItemPrior.Predict(content, [Normal(30, 2, 5)], likes, 1, TestContext.Current.CancellationToken)![0];
        Assert.False(predicted.Row(7).ContainsAnyExcept(0f));
        Assert.Null(ItemPrior.Predict(Normal(19, 4, 1), [Normal(19, 2, 5)], new int[19], 1, TestContext.Current.CancellationToken));
    }

    private static float Truth(FactorMatrix content, int item, int column) =>
        0.5f + column + (2 * content.Row(item)[column]) - content.Row(item)[4];

    private static FactorMatrix Normal(int rows, int columns, ulong seed)
    {
        FactorMatrix matrix = new(rows, columns);
        for (int r = 0; r < rows; r++)
        {
            SeededRandom.Normal(seed, (ulong)(r * columns), matrix.Row(r));
        }

        return matrix;
    }
}
