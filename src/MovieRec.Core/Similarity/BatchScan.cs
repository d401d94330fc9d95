using System.Buffers;
using System.Numerics;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Many queries against all items, with the top-k heaps fused in. A block of users stands in the lanes of the registers;
/// tiles of items pass by and are looked at only where an approximate score, its error bound added, reaches the user's
/// current k-th score. Those few pairs are scored again with the plain scan's kernel: the lists are its lists, bit for bit.
/// </summary>
/// <remarks>
/// The bound: both summation orders are within γ·‖x‖·‖y‖ of the true product, γ = (d + 16)·2⁻²⁴ (Higham 2002, §3.1), so
/// they differ by at most twice that. Queries whose bound is not finite take the plain scan.
/// </remarks>
internal static class BatchScan
{
    /// <summary>Blocks of users that share one pass over a panel of items.</summary>
    private const int Blocks = 4;

    /// <summary>Floats of items in a panel: 256 KiB, part of a second-level cache.</summary>
    private const int PanelFloats = 65536;

    /// <summary>Queries of one call.</summary>
    public static int MaxQueries => Math.Max(1, Blocks * ScoreTileKernel.Users);

    /// <summary>Largest length of a row of a matrix; infinite or NaN when a value is.</summary>
    public static double LargestNorm(FactorMatrix matrix)
    {
        double largest = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            double norm = Norm(matrix.PaddedRow(i));
            largest = norm > largest || double.IsNaN(norm) ? norm : largest;
        }

        return largest;
    }

    /// <summary>Best items of up to <see cref="MaxQueries"/> queries.</summary>
    /// <param name="queries">Padded query vectors, one after the other.</param>
    /// <param name="queryCount">Number of queries.</param>
    /// <param name="items">Item vectors.</param>
    /// <param name="largestNorm">Largest length of an item vector.</param>
    /// <param name="candidates">Candidate bits of each query, one after the other.</param>
    /// <param name="destination">queryCount × count.</param>
    /// <param name="written">Receives the number written for each query.</param>
    public static void Run(
        ReadOnlySpan<float> queries,
        int queryCount,
        FactorMatrix items,
        double largestNorm,
        ReadOnlySpan<ulong> candidates,
        Span<ScoredItem> destination,
        Span<int> written)
    {
        int stride = items.Stride;
        int words = candidates.Length / Math.Max(1, queryCount);
        int count = destination.Length / Math.Max(1, queryCount);
        int lanes = ScoreTileKernel.Users;
        if (lanes == 0 || count == 0 || items.Rows < ScoreTileKernel.Items)
        {
            for (int q = 0; q < queryCount; q++)
            {
                written[q] = ExactScan.Run(
                    queries.Slice(q * stride, stride), items, Similarity.InnerProduct, candidates.Slice(q * words, words), destination.Slice(q * count, count));
            }

            return;
        }

        int blocks = (queryCount + lanes - 1) / lanes;
        int blockFloats = stride * lanes;
        float[] rented = ArrayPool<float>.Shared.Rent((blocks * blockFloats) + (2 * blocks * lanes) + AlignedArray.Slack);
        Span<float> memory = rented.AsSpan(AlignedArray.Offset(rented));
        Span<float> users = memory[..(blocks * blockFloats)];
        Span<float> thresholds = memory.Slice(users.Length, blocks * lanes);
        Span<float> slack = memory.Slice(users.Length + thresholds.Length, blocks * lanes);
        written[..queryCount].Clear();
        users.Clear();
        thresholds.Fill(float.PositiveInfinity);
        for (int q = 0; q < queryCount; q++)
        {
            ReadOnlySpan<float> query = queries.Slice(q * stride, stride);
            double bound = 2 * (stride + 16) * (1.0 / (1 << 24)) * 1.001 * Norm(query) * largestNorm;
            if (!(bound < float.MaxValue / 4))
            {
                continue;
            }

            slack[q] = MathF.BitIncrement((float)bound);
            thresholds[q] = float.NegativeInfinity;
            Span<float> block = users.Slice(q / lanes * blockFloats, blockFloats);
            for (int k = 0; k < stride; k++)
            {
                block[(k * lanes) + (q % lanes)] = query[k];
            }
        }

        Scan scan = new(queries, items, candidates, words, destination, count, written, thresholds, slack);
        int panel = Math.Max(ScoreTileKernel.Items, PanelFloats / Math.Max(1, stride) / ScoreTileKernel.Items * ScoreTileKernel.Items);
        for (int first = 0; first < items.Rows; first += panel)
        {
            int end = Math.Min(first + panel, items.Rows);
            for (int b = 0; b < blocks; b++)
            {
                Panel(scan, users.Slice(b * blockFloats, blockFloats), b * lanes, first, end);
            }
        }

        for (int q = 0; q < queryCount; q++)
        {
            Span<ScoredItem> list = destination.Slice(q * count, count);
            written[q] = thresholds[q] == float.PositiveInfinity
                ? ExactScan.Run(queries.Slice(q * stride, stride), items, Similarity.InnerProduct, candidates.Slice(q * words, words), list)
                : new TopK(list, written[q]).Finish();
        }

        ArrayPool<float>.Shared.Return(rented);
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

    private static void Panel(in Scan scan, ReadOnlySpan<float> users, int firstQuery, int first, int end)
    {
        int lanes = ScoreTileKernel.Users;
        int stride = scan.Items.Stride;
        Span<float> thresholds = scan.Thresholds.Slice(firstQuery, lanes);
        Span<uint> hits = stackalloc uint[ScoreTileKernel.Items];
        for (int item = first; item < end;)
        {
            // The last tile is moved back so that it is whole; items it repeats are not offered twice.
            int from = Math.Min(item, scan.Items.Rows - ScoreTileKernel.Items);
            if (ScoreTileKernel.Run(
                scan.Items.Values[(from * stride)..], stride, users, scan.Items.Columns, thresholds, hits))
            {
                for (int i = item; i < Math.Min(from + ScoreTileKernel.Items, end); i++)
                {
                    Survivors(scan, hits[i - from], firstQuery, i);
                }
            }

            item = from + ScoreTileKernel.Items;
        }
    }

    private static void Survivors(in Scan scan, uint hits, int firstQuery, int item)
    {
        for (; hits != 0; hits &= hits - 1)
        {
            int q = firstQuery + BitOperations.TrailingZeroCount(hits);
            if ((scan.Candidates[(q * scan.Words) + (item >> 6)] >> (item & 63) & 1) == 0)
            {
                continue;
            }

            float score = Kernels.Dot(scan.Queries.Slice(q * scan.Items.Stride, scan.Items.Stride), scan.Items.PaddedRow(item));
            TopK top = new(scan.Destination.Slice(q * scan.Count, scan.Count), scan.Written[q]);
            if (score >= top.Threshold)
            {
                top.Offer(item, score);
                scan.Written[q] = top.Count;
                scan.Thresholds[q] = MathF.BitDecrement(top.Threshold - scan.Slack[q]);
            }
        }
    }

    private readonly ref struct Scan(
        ReadOnlySpan<float> queries,
        FactorMatrix items,
        ReadOnlySpan<ulong> candidates,
        int words,
        Span<ScoredItem> destination,
        int count,
        Span<int> written,
        Span<float> thresholds,
        Span<float> slack)
    {
        public readonly ReadOnlySpan<float> Queries = queries;
        public readonly FactorMatrix Items = items;
        public readonly ReadOnlySpan<ulong> Candidates = candidates;
        public readonly int Words = words;
        public readonly Span<ScoredItem> Destination = destination;
        public readonly int Count = count;
        public readonly Span<int> Written = written;
        public readonly Span<float> Thresholds = thresholds;
        public readonly Span<float> Slack = slack;
    }
}
