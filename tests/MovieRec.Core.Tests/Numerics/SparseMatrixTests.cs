using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class SparseMatrixTests
{
    [Fact]
    public void Multiply_AndTranspose_AsTheDenseSums()
    {
        SparseMatrix matrix = RandomizedSvdTests.Random(2, 130, 40, 0.2);
        FactorMatrix right = new(40, 20);
        for (int j = 0; j < 40; j++)
        {
            SeededRandom.Normal(5, (ulong)(j * 20), right.Row(j));
        }

        FactorMatrix product = matrix.Multiply(right, new ParallelOptions { MaxDegreeOfParallelism = 2 });
        SparseMatrix back = matrix.Transpose().Transpose();

        Assert.Equal(matrix.Starts, back.Starts);
        Assert.Equal(matrix.Indices, back.Indices);
        Assert.Equal(matrix.Values, back.Values);
        for (int i = 0; i < 130; i++)
        {
            for (int k = 0; k < 20; k++)
            {
                double expected = 0;
                for (int e = 0; e < matrix.RowIndices(i).Length; e++)
                {
                    expected += (double)matrix.RowValues(i)[e] * right.Row(matrix.RowIndices(i)[e])[k];
                }

                Assert.Equal(expected, product.Row(i)[k], 1e-5);
            }
        }
    }

    [Fact]
    public void Transpose_WithoutValues_StaysWithoutValues()
    {
        SparseMatrix transposed = new SparseMatrix(2, 3, [0, 2, 3], [0, 2, 2], []).Transpose();
        Assert.Equal([0, 1, 1, 3], transposed.Starts);
        Assert.Equal([0, 0, 1], transposed.Indices);
        Assert.Empty(transposed.Values);
        Assert.Equal(Math.Sqrt(2), transposed.RowNorm(2), 1e-12);
    }
}
