using System.Runtime.CompilerServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// The vectors of a graph once more as signed bytes, x̂_j = step_j · b_j with one step for each dimension, so that a row is
/// bytes and nothing else: 64 dimensions are one cache line. A walk asks them first whether a neighbour can matter:
/// |⟨q, x⟩ − ⟨q, x̂⟩| ≤ ‖q‖·‖x − x̂‖ (Cauchy and Schwarz), and ‖x − x̂‖ is at most <see cref="Error"/>. Neighbours that
/// cannot are never read as floats, so the bytes change the speed and never the answer.
/// </summary>
/// <remarks>
/// <see cref="Error"/> is measured from the vectors, also when a file is loaded: bytes that a hostile file made up cost
/// speed, not truth.
/// </remarks>
internal sealed unsafe class ByteRows
{
    /// <summary>Float sums of a thousand terms stray by far less than this share of ‖q‖·‖x‖.</summary>
    private const double Rounding = 2e-5;

    private ByteRows(Block<sbyte> values, Block<float> steps, int stride, VectorRows vectors)
    {
        Values = values;
        Steps = steps;
        Stride = stride;
        (Error, Longest) = Measure(vectors);
    }

    /// <summary>Count × <see cref="Stride"/>.</summary>
    public Block<sbyte> Values { get; }

    /// <summary>One for each column, zero for padding.</summary>
    public Block<float> Steps { get; }

    /// <summary>Bytes from row to row.</summary>
    public int Stride { get; }

    /// <summary>The largest ‖x − x̂‖.</summary>
    public double Error { get; }

    /// <summary>The largest ‖x‖.</summary>
    public double Longest { get; }

    public long Size => Values.Bytes + Steps.Bytes;

    public static int StrideOf(int dimensions) => (dimensions + ByteGatherKernel.Padding - 1) / ByteGatherKernel.Padding * ByteGatherKernel.Padding;

    public static ByteRows Create(VectorRows vectors, HeapMemory memory)
    {
        int stride = StrideOf(vectors.Dimensions);
        Block<float> steps = memory.Allocate<float>(stride);
        Span<float> largest = steps.Span[..vectors.Dimensions];
        for (int i = 0; i < vectors.Count; i++)
        {
            float* row = vectors.Row(i);
            for (int j = 0; j < largest.Length; j++)
            {
                largest[j] = Math.Max(largest[j], Math.Abs(row[j]));
            }
        }

        float[] inverse = new float[largest.Length];
        for (int j = 0; j < largest.Length; j++)
        {
            largest[j] /= 127;
            inverse[j] = largest[j] > 0 ? 1 / largest[j] : 0;
        }

        Block<sbyte> values = memory.Allocate<sbyte>((long)vectors.Count * stride);
        for (int i = 0; i < vectors.Count; i++)
        {
            float* row = vectors.Row(i);
            sbyte* target = values.Pointer + ((nint)i * stride);
            for (int j = 0; j < inverse.Length; j++)
            {
                target[j] = (sbyte)Math.Clamp(MathF.Round(row[j] * inverse[j]), -127, 127);
            }
        }

        return new ByteRows(values, steps, stride, vectors);
    }

    /// <summary>Bytes that were read from a file.</summary>
    /// <param name="values">Count × stride.</param>
    /// <param name="steps">One for each column, finite.</param>
    /// <param name="vectors">The vectors that they stand for.</param>
    public static ByteRows Open(Block<sbyte> values, Block<float> steps, VectorRows vectors) => new(values, steps, StrideOf(vectors.Dimensions), vectors);

    public sbyte* Row(int row) => Values.Pointer + ((nint)row * Stride);

    /// <summary>A query in whole numbers of a step, and how far sums of it may be off.</summary>
    /// <param name="query">The query, padded like the vectors.</param>
    /// <param name="dimensions">Its length without padding.</param>
    /// <param name="values">Receives <see cref="Stride"/> numbers.</param>
    public ByteQuery Quantize(float* query, int dimensions, short* values)
    {
        float largest = 0;
        double squares = 0;
        for (int j = 0; j < dimensions; j++)
        {
            largest = Math.Max(largest, Math.Abs(query[j] * Steps.Pointer[j]));
            squares += (double)query[j] * query[j];
        }

        float step = largest / ByteGatherKernel.MaxQuery(Stride);
        float inverse = step > 0 ? 1 / step : 0;
        if (!float.IsFinite(inverse) || !double.IsFinite(squares))
        {
            return default;
        }

        double off = 0;
        for (int j = 0; j < dimensions; j++)
        {
            float scaled = query[j] * Steps.Pointer[j];
            short value = (short)MathF.Round(scaled * inverse);
            values[j] = value;
            off += Math.Abs(scaled - ((double)value * step));
        }

        double slack = (Math.Sqrt(squares) * (Error + (Rounding * Longest))) + (128 * off * 1.001);
        return new ByteQuery(values, step, (float)(slack * 1.0001));
    }

    private (double Error, double Longest) Measure(VectorRows vectors)
    {
        double error = 0, longest = 0;
        for (int i = 0; i < vectors.Count; i++)
        {
            float* row = vectors.Row(i);
            sbyte* bytes = Row(i);
            float sum = 0, length = 0;
            for (int j = 0; j < vectors.Dimensions; j++)
            {
                float difference = row[j] - (Steps.Pointer[j] * bytes[j]);
                sum += difference * difference;
                length += row[j] * row[j];
            }

            error = Math.Max(error, sum);
            longest = Math.Max(longest, length);
        }

        return (Math.Sqrt(error) * 1.001, Math.Sqrt(longest) * 1.001);
    }
}
