using MovieRec.Numerics;

namespace MovieRec.Tests.Als;

public sealed class AlsSideTests
{
    private const int Factors = 20;

    [Theory]
    [InlineData(20, 0.1, AlsFactor.Single)]
    [InlineData(3, 1e-7, AlsFactor.Double)]
    public void SolveRefined_AnyConditioning_EqualsDenseOracle(int rank, double lambda, object expected)
    {
        AlsOptions options = new() { Factors = Factors, Regularization = lambda, RegularizationExponent = 0 };
        FactorMatrix factors = Rows(60, rank);
        AlsSide side = new(factors, Gram.ComputeInDouble(factors, new ParallelOptions()), factors.Rows, options, AlsRows.Items);
        int[] liked = [1, 5, 17, 40, 59];
        float[] weights = [1, 0.5f, 3, 100, 2];
        double[] exact = new DenseAls(
            options, [.. Enumerable.Range(0, 60).Select(r => Array.ConvertAll(factors.Row(r).ToArray(), v => (double)v))], 60).Solve(liked, weights);
        AlsWorkspace workspace = AlsWorkspace.Rent(factors.Stride);
        Assert.Equal((AlsFactor)expected, side.Factor(workspace, liked, weights));

        float[] refined = new float[Factors];
        side.SolveRefined(workspace, liked, weights, refined);
        AssertClose(exact, refined, 1e-6);

        float[] plain = new float[Factors];
        side.Solve(workspace, liked, weights, plain);
        AssertClose(exact, plain, 1e-3);
        workspace.Return();
    }

    [Fact]
    public void Solve_NoInteractions_IsZero()
    {
        FactorMatrix factors = Rows(10, 5);
        AlsSide side = new(factors, Gram.ComputeInDouble(factors, new ParallelOptions()), 10, new AlsOptions { Factors = Factors }, AlsRows.Items);
        AlsWorkspace workspace = AlsWorkspace.Rent(factors.Stride);
        float[] x = [.. Enumerable.Repeat(1f, Factors)];
        side.Solve(workspace, [], [], x);
        Assert.All(x, v => Assert.Equal(0f, v));
        Array.Fill(x, 1f);
        side.SolveRefined(workspace, [], [], x);
        Assert.All(x, v => Assert.Equal(0f, v));
        workspace.Return();
    }

    /// <summary>Rows in a space of the given rank, up to rounding.</summary>
    private static FactorMatrix Rows(int count, int rank)
    {
        float[] left = new float[count * rank];
        float[] right = new float[rank * Factors];
        SeededRandom.Normal(1, 0, left);
        SeededRandom.Normal(2, 0, right);
        FactorMatrix matrix = new(count, Factors);
        for (int r = 0; r < count; r++)
        {
            for (int i = 0; i < Factors; i++)
            {
                matrix.Row(r)[i] = Enumerable.Range(0, rank).Sum(k => left[(r * rank) + k] * right[(k * Factors) + i]);
            }
        }

        return matrix;
    }

    private static void AssertClose(double[] expected, float[] actual, double tolerance)
    {
        double scale = expected.Max(Math.Abs);
        Assert.All(actual.Zip(expected), p => Assert.InRange(p.First, p.Second - (tolerance * scale), p.Second + (tolerance * scale)));
    }
}
