using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class FactorMatrixTests
{
    [Fact]
    public void Pad_EveryColumnCount_NextMultipleOf16()
    {
        for (int columns = 0; columns <= 1024; columns++)
        {
            int padded = FactorMatrix.Pad(columns);
            Assert.True(padded % 16 == 0 && padded >= columns && padded < columns + 16, $"{columns} -> {padded}");
        }
    }

    [Fact]
    public void Row_EveryColumnCount_RowsDoNotOverlapAndPaddingStaysZero()
    {
        for (int columns = 1; columns <= 80; columns++)
        {
            FactorMatrix matrix = new(3, columns);
            for (int r = 0; r < 3; r++)
            {
                Assert.Equal(columns, matrix.Row(r).Length);
                matrix.Row(r).Fill(r + 1);
            }

            for (int r = 0; r < 3; r++)
            {
                Span<float> row = matrix.PaddedRow(r);
                Assert.False(row[..columns].ContainsAnyExcept((float)(r + 1)));
                Assert.False(row[columns..].ContainsAnyExcept(0f));
            }

            Assert.Equal(3 * matrix.Stride, matrix.Values.Length);
        }
    }

    [Fact]
    public void FromValues_WrongLength_ThrowsNamingBoth()
    {
        Assert.Equal(2, FactorMatrix.FromValues(2, 17, new float[64]).Rows);
        ArgumentException error = Assert.Throws<ArgumentException>(() => FactorMatrix.FromValues(2, 17, new float[34]));
        Assert.Contains("34 values for 2 rows of 32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_MoreThanTheLargestArray_ThrowsBeforeAllocating()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new FactorMatrix(int.MaxValue, 1024));
        Assert.Contains("use fewer factors", error.Message, StringComparison.Ordinal);
    }
}
