using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class OrthonormalBasisTests
{
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(95, 20)]
    [InlineData(1000, 97)]
    [InlineData(3000, 200)]
    public void Compute_IndependentColumns_OrthonormalAndTheProductIsTheMatrix(int rows, int columns)
    {
        FactorMatrix matrix = Normal(3, rows, columns);
        (FactorMatrix basis, double[] factor) = OrthonormalBasis.Compute(matrix, OneThread);

        AssertOrthonormal(basis, columns, 1e-6);
        AssertProduct(matrix, basis, factor, 1e-5);
    }

    [Fact]
    public void Compute_IllConditioned_TheSecondRoundMendsTheFirst()
    {
        // Columns that differ from the first by one part in ten thousand.
        FactorMatrix matrix = Normal(4, 2000, 12);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int k = 1; k < 12; k++)
            {
                matrix.Row(i)[k] = matrix.Row(i)[0] + (1e-4f * matrix.Row(i)[k]);
            }
        }

        (FactorMatrix basis, double[] factor) = OrthonormalBasis.Compute(matrix, OneThread);
        AssertOrthonormal(basis, 12, 1e-6);
        AssertProduct(matrix, basis, factor, 1e-5);
    }

    [Fact]
    public void Compute_DependentColumns_BecomeZero()
    {
        FactorMatrix matrix = Normal(5, 300, 6);
        for (int i = 0; i < matrix.Rows; i++)
        {
            matrix.Row(i)[2] = matrix.Row(i)[0];
            matrix.Row(i)[4] = 0;
        }

        (FactorMatrix basis, double[] factor) = OrthonormalBasis.Compute(matrix, OneThread);
        for (int i = 0; i < matrix.Rows; i++)
        {
            Assert.Equal(0, basis.Row(i)[2]);
            Assert.Equal(0, basis.Row(i)[4]);
        }

        AssertProduct(matrix, basis, factor, 1e-5);
        AssertOrthonormal(basis, 6, 1e-6, 2, 4);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(95, 5, 3)]
    [InlineData(97, 97, 97)]
    [InlineData(200, 130, 100)]
    [InlineData(2000, 17, 17)]
    public void BlockProducts_AnyShape_AsTheNaiveSums(int rows, int columns, int kept)
    {
        FactorMatrix matrix = Normal(6, rows, columns);
        int order = BlockProducts.Pad(columns);
        double[] gram = BlockProducts.Gram(matrix, OneThread);
        Assert.Equal(gram, BlockProducts.Gram(matrix, new ParallelOptions { MaxDegreeOfParallelism = 4 }));
        double[] right = new double[order * order];
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double expected = Enumerable.Range(0, rows).Sum(r => (double)matrix.Row(r)[i] * matrix.Row(r)[j]);
                Assert.Equal(expected, gram[(i * order) + j], 1e-9 * rows);
                right[(i * order) + j] = (i + (2 * j)) % 5;
            }
        }

        FactorMatrix product = BlockProducts.Multiply(matrix, right, kept, OneThread);
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < kept; j++)
            {
                double expected = Enumerable.Range(0, columns).Sum(k => matrix.Row(r)[k] * right[(k * order) + j]);
                Assert.Equal(expected, product.Row(r)[j], 1e-5 * (columns + 10));
            }
        }
    }

    private static FactorMatrix Normal(ulong seed, int rows, int columns)
    {
        FactorMatrix matrix = new(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            SeededRandom.Normal(seed, (ulong)(i * columns), matrix.Row(i));
        }

        return matrix;
    }

    private static void AssertOrthonormal(FactorMatrix basis, int columns, double tolerance, params int[] zero)
    {
        for (int a = 0; a < columns; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = Enumerable.Range(0, basis.Rows).Sum(i => (double)basis.Row(i)[a] * basis.Row(i)[b]);
                Assert.Equal(a == b && !zero.Contains(a) ? 1 : 0, dot, tolerance);
            }
        }
    }

    private static void AssertProduct(FactorMatrix matrix, FactorMatrix basis, double[] factor, double tolerance)
    {
        int order = BlockProducts.Pad(matrix.Columns);
        for (int i = 0; i < matrix.Rows; i += 7)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                double product = Enumerable.Range(0, j + 1).Sum(k => basis.Row(i)[k] * factor[(k * order) + j]);
                Assert.Equal(matrix.Row(i)[j], product, tolerance * (1 + Math.Abs(matrix.Row(i)[j])));
            }
        }
    }
}
