using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// The vectors of an index: row-major, padded with zeros to a multiple of 16 floats, scaled to unit length for cosine, so
/// that scoring is an inner product (or a squared distance) and nothing else.
/// </summary>
internal readonly unsafe struct VectorRows
{
    private readonly bool _distance;

    public VectorRows(Block<float> values, int count, int dimensions, Similarity similarity)
    {
        Values = values;
        Count = count;
        Dimensions = dimensions;
        Stride = FactorMatrix.Pad(dimensions);
        _distance = similarity == Similarity.NegativeSquaredL2;
    }

    public Block<float> Values { get; }

    public int Count { get; }

    public int Dimensions { get; }

    public int Stride { get; }

    public float* Row(int row) => Values.Pointer + ((nint)row * Stride);

    public Span<float> PaddedRow(int row) => new(Row(row), Stride);

    /// <summary>Scores scattered rows.</summary>
    public void Score(float* query, int* rows, int count, float* scores)
    {
        if (_distance)
        {
            GatherKernels.NegativeSquaredDistance(query, Values.Pointer, Stride, rows, count, scores);
        }
        else
        {
            GatherKernels.Dot(query, Values.Pointer, Stride, rows, count, scores);
        }
    }

    /// <summary>Scores rows that follow one another.</summary>
    public void ScoreRange(float* query, int first, int count, float* scores)
    {
        ReadOnlySpan<float> paddedQuery = new(query, Stride);
        ReadOnlySpan<float> rows = new(Row(first), count * Stride);
        if (_distance)
        {
            Kernels.NegativeSquaredDistances(paddedQuery, rows, new Span<float>(scores, count));
        }
        else
        {
            Kernels.DotRows(paddedQuery, rows, new Span<float>(scores, count));
        }
    }

    /// <summary>Scales a padded vector to length 1; a zero vector stays zero.</summary>
    public static void Normalize(Span<float> padded)
    {
        // In double precision: the squares of large floats overflow, those of small ones vanish.
        // Four sums, because one would wait for itself.
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (int i = 0; i + 4 <= padded.Length; i += 4)
        {
            s0 += (double)padded[i] * padded[i];
            s1 += (double)padded[i + 1] * padded[i + 1];
            s2 += (double)padded[i + 2] * padded[i + 2];
            s3 += (double)padded[i + 3] * padded[i + 3];
        }

        double squares = s0 + s1 + (s2 + s3);
        double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        foreach (ref float value in padded)
        {
            value = (float)(value * scale);
        }
    }

    /// <summary>Copies vectors into an index; finite values only.</summary>
    public static VectorRows Copy(VectorTable table, Similarity similarity, HeapMemory memory, CancellationToken cancellationToken)
    {
        int stride = FactorMatrix.Pad(table.Dimensions);
        VectorRows rows = new(memory.Allocate<float>((long)table.Count * stride), table.Count, table.Dimensions, similarity);
        for (int i = 0; i < table.Count; i++)
        {
            if ((i & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Span<float> row = rows.PaddedRow(i);
            table.CopyRow(i, row[..table.Dimensions]);
            int bad = FiniteCheck.IndexOfNonFinite<float>(row);
            if (bad >= 0)
            {
                throw new ArgumentException($"Value {bad} of vector {i} is {row[bad]}; an index holds finite numbers.", nameof(table));
            }

            if (similarity == Similarity.Cosine)
            {
                Normalize(row);
            }
        }

        return rows;
    }
}
