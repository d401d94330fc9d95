namespace MovieRec.Ann;

/// <summary>
/// The vectors once more as signed bytes x̂ = scale · b, with what is needed to bound the error of an inner product:
/// |⟨q, x⟩ − ⟨q̂, x̂⟩| ≤ ‖q‖·‖x − x̂‖ + ‖q − q̂‖·‖x̂‖ (Cauchy and Schwarz, twice). A vector whose bound cannot reach the
/// answer is not read as floats, so byte lists change the speed and never the result.
/// </summary>
internal sealed unsafe class ByteLists(Block<sbyte> values, Block<float> scales, Block<float> errors, Block<float> lengths, int stride)
{
    /// <summary>Count × <see cref="Stride"/>, by position.</summary>
    public Block<sbyte> Values { get; } = values;

    public Block<float> Scales { get; } = scales;

    /// <summary>‖x − x̂‖, rounded up.</summary>
    public Block<float> Errors { get; } = errors;

    /// <summary>‖x̂‖, rounded up.</summary>
    public Block<float> Lengths { get; } = lengths;

    /// <summary>Bytes from row to row, a multiple of 64.</summary>
    public int Stride { get; } = stride;

    public long Size => Values.Bytes + Scales.Bytes + Errors.Bytes + Lengths.Bytes;

    public static int StrideOf(int dimensions) => (dimensions + 63) / 64 * 64;

    public static ByteLists Create(VectorRows vectors, HeapMemory memory)
    {
        int stride = StrideOf(vectors.Dimensions);
        ByteLists lists = new(
            memory.Allocate<sbyte>((long)vectors.Count * stride),
            memory.Allocate<float>(vectors.Count),
            memory.Allocate<float>(vectors.Count),
            memory.Allocate<float>(vectors.Count),
            stride);
        short[] row = new short[stride];
        for (int i = 0; i < vectors.Count; i++)
        {
            Quantized q = Quantize(vectors.PaddedRow(i)[..vectors.Dimensions], row);
            sbyte* target = lists.Values.Pointer + ((nint)i * stride);
            for (int j = 0; j < stride; j++)
            {
                target[j] = (sbyte)row[j];
            }

            lists.Scales.Pointer[i] = q.Scale;
            lists.Errors.Pointer[i] = q.Error;
            lists.Lengths.Pointer[i] = q.Length;
        }

        return lists;
    }

    /// <summary>Rounds a vector to whole multiples of a scale, at most 127 of them.</summary>
    public static Quantized Quantize(ReadOnlySpan<float> vector, Span<short> values)
    {
        float largest = 0;
        foreach (float value in vector)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        float scale = largest / 127;
        values.Clear();
        double error = 0, length = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            int rounded = scale > 0 ? (int)Math.Clamp(MathF.Round(vector[i] / scale), -127, 127) : 0;
            values[i] = (short)rounded;
            double restored = (double)rounded * scale;
            error += (vector[i] - restored) * (vector[i] - restored);
            length += restored * restored;
        }

        // One part in 10,000 of the length covers the rounding of float sums, here and in the scan.
        double slack = 1e-4 * Math.Sqrt(length);
        return new Quantized(scale, (float)((Math.Sqrt(error) * 1.0001) + slack), (float)(Math.Sqrt(length) * 1.0001));
    }
}
