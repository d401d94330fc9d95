using System.Buffers;
using System.Numerics;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Exact maximum-inner-product search that reads little of the matrix. Rows stand in order of length; each has a copy in
/// 8-bit integers. With y = s·q + r (q integers, r the error of rounding) and x = t·p + e likewise in 16 bits,
/// ⟨x, y⟩ = s·t·⟨p, q⟩ + t·⟨p, r⟩ + ⟨e, y⟩ ≤ s·t·⟨p, q⟩ + ‖t·p‖·‖r‖ + ‖e‖·‖y‖: a bound from a quarter of the bytes.
/// </summary>
/// <remarks>
/// A row is skipped only if its bound, enlarged by what rounding can do to the plain scan's own sum (γ·‖x‖·‖y‖, γ =
/// (d + 16)·2⁻²⁴), is strictly below the current k-th score; once ‖x‖·‖y‖ itself is, so are all rows after it. The others
/// are scored by the plain scan's kernel: the same lists, bit for bit, ties and filters included. Related: FEXIPRO (Li,
/// Chan, Yiu, Mamoulis, SIGMOD 2017). Memory: about a quarter of the matrix more.
/// </remarks>
internal sealed class ScreenedScan
{
    private const int Group = 64;

    /// <summary>Products of lengths from here on may overflow inside the plain scan, which then answers by itself.</summary>
    private const double MaxProduct = 1e37;

    /// <summary>What sums of numbers below the normal range can be off by.</summary>
    private const double Tiny = 1e-38;

    private readonly FactorMatrix _matrix;
    private readonly int _length;
    private readonly int[] _rows;
    private readonly sbyte[] _codes;
    private readonly float[] _scales;
    private readonly float[] _norms;
    private readonly float[] _errors;

    private ScreenedScan(FactorMatrix matrix, int[] rows, float[] norms)
    {
        _matrix = matrix;
        _rows = rows;
        _norms = norms;
        _length = (matrix.Stride + QuantizedDotKernel.Padding - 1) / QuantizedDotKernel.Padding * QuantizedDotKernel.Padding;
        _codes = new sbyte[(long)rows.Length * _length];
        _scales = new float[rows.Length];
        _errors = new float[rows.Length];
        Parallel.For(0, (rows.Length + Group - 1) / Group, group =>
        {
            for (int n = group * Group; n < Math.Min((group + 1) * Group, rows.Length); n++)
            {
                Encode(n);
            }
        });
    }

    /// <summary>Bytes beside the matrix.</summary>
    public long Bytes => _codes.LongLength + (16L * _rows.Length);

    /// <summary>Below so many floats the whole matrix is in near caches and screening does not pay.</summary>
    public static bool Pays(FactorMatrix matrix) => (long)matrix.Rows * matrix.Stride >= 1 << 19 && matrix.Columns >= 32;

    /// <summary>Prepares a matrix; null when a value is not finite (the plain scan then serves).</summary>
    public static ScreenedScan? Create(FactorMatrix matrix)
    {
        int[] rows = new int[matrix.Rows];
        float[] norms = new float[matrix.Rows];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
            norms[i] = Up(Norm(matrix.PaddedRow(i)));
            if (!float.IsFinite(norms[i]))
            {
                return null;
            }
        }

        // Longest first; the sort is made unambiguous by the row, so that the order does not depend on the algorithm.
        Array.Sort(rows, (a, b) => norms[a] != norms[b] ? norms[b].CompareTo(norms[a]) : a.CompareTo(b));
        float[] sorted = new float[rows.Length];
        for (int n = 0; n < rows.Length; n++)
        {
            sorted[n] = norms[rows[n]];
        }

        return new ScreenedScan(matrix, rows, sorted);
    }

    /// <summary>The best candidates, exactly as <see cref="ExactScan"/> finds them.</summary>
    /// <param name="query">Padded query.</param>
    /// <param name="candidates">One bit for each row.</param>
    /// <param name="destination">Receives the result.</param>
    public int Run(ReadOnlySpan<float> query, ReadOnlySpan<ulong> candidates, Span<ScoredItem> destination) =>
        Run(query, candidates, destination, out _);

    /// <summary>The same, telling what was read.</summary>
    internal int Run(ReadOnlySpan<float> query, ReadOnlySpan<ulong> candidates, Span<ScoredItem> destination, out ScreeningCounts counts)
    {
        counts = default;
        double norm = Norm(query);
        int eligible = 0;
        foreach (ulong word in candidates)
        {
            eligible += BitOperations.PopCount(word);
        }

        // Few candidates, a list as long as the catalogue, a query without a bound or without length: nothing to screen.
        if (destination.IsEmpty || eligible <= _rows.Length / 16 || destination.Length >= eligible / 4 || !(norm > 0) || !(norm * _norms[0] < MaxProduct))
        {
            counts = new ScreeningCounts(0, eligible);
            return ExactScan.Run(query, _matrix, Similarity.InnerProduct, candidates, destination);
        }

        short[] rented = ArrayPool<short>.Shared.Rent(_length);
        int written = Scan(query, norm, rented.AsSpan(0, _length), candidates, destination, out counts);
        ArrayPool<short>.Shared.Return(rented);
        return written;
    }

    private int Scan(
        ReadOnlySpan<float> query, double norm, Span<short> codes, ReadOnlySpan<ulong> candidates, Span<ScoredItem> destination, out ScreeningCounts counts)
    {
        double step = EncodeQuery(query, codes, out double error);
        double rounding = (query.Length + 16) * (1.0 / (1 << 24)) * 1.001;
        double perNorm = (error + (rounding * norm)) * (1 + 1e-9);
        double perError = (norm + error) * (1 + 1e-9);
        double longest = norm * (1 + rounding + 1e-9);
        Span<int> products = stackalloc int[Group];
        TopK top = new(destination);
        int screened = 0;
        int scored = 0;
        for (int first = 0; first < _rows.Length; first += Group)
        {
            double threshold = top.Threshold;
            if ((longest * _norms[first]) + Tiny < threshold)
            {
                break;
            }

            int count = Math.Min(Group, _rows.Length - first);
            screened += count;
            QuantizedDotKernel.DotRows(codes, _codes.AsSpan(first * _length, count * _length), products[..count]);
            for (int n = 0; n < count; n++)
            {
                int position = first + n;
                double bound = (step * _scales[position] * products[n]) + (perNorm * _norms[position]) + (perError * _errors[position]) + Tiny;
                if (bound < threshold)
                {
                    continue;
                }

                int row = _rows[position];
                if ((candidates[row >> 6] >> (row & 63) & 1) == 0)
                {
                    continue;
                }

                scored++;
                float score = Kernels.Dot(query, _matrix.PaddedRow(row));
                if (score >= top.Threshold)
                {
                    top.Offer(row, score);
                    threshold = top.Threshold;
                }
            }
        }

        counts = new ScreeningCounts(screened, scored);
        return top.Finish();
    }

    /// <returns>The step t; <paramref name="error"/> receives ‖x − t·p‖, rounded up.</returns>
    private static double EncodeQuery(ReadOnlySpan<float> query, Span<short> codes, out double error)
    {
        double largest = 0;
        foreach (float value in query)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        double step = largest / QuantizedDotKernel.MaxQuery;
        codes.Clear();
        double sum = 0;
        for (int i = 0; i < query.Length; i++)
        {
            codes[i] = (short)Math.Clamp(Math.Round(query[i] / step), -QuantizedDotKernel.MaxQuery, QuantizedDotKernel.MaxQuery);
            double rest = query[i] - (step * codes[i]);
            sum += rest * rest;
        }

        error = Math.Sqrt(sum) * (1 + 1e-9);
        return step;
    }

    private static double Norm(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float value in vector)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The next float that is no smaller.</summary>
    private static float Up(double value) => MathF.BitIncrement((float)value);

    private void Encode(int n)
    {
        ReadOnlySpan<float> row = _matrix.PaddedRow(_rows[n]);
        float largest = 0;
        foreach (float value in row)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        float scale = largest / QuantizedDotKernel.MaxRow;
        Span<sbyte> code = _codes.AsSpan(n * _length, _length);
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            code[i] = scale > 0 ? (sbyte)Math.Clamp(MathF.Round(row[i] / scale), -QuantizedDotKernel.MaxRow, QuantizedDotKernel.MaxRow) : (sbyte)0;
            double rest = row[i] - ((double)scale * code[i]);
            sum += rest * rest;
        }

        _scales[n] = scale;
        _errors[n] = Up(Math.Sqrt(sum));
    }
}
