using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// k-means (Lloyd) on a sample of at most <see cref="SamplesPerCell"/> vectors for each cell. Assignment is parallel over
/// vectors and depends on nothing else; sums are taken in vector order over a fixed number of ranges, so that the bits do
/// not depend on the number of threads. An empty cell takes the vector that fits its own cell worst. Centres are scaled to
/// unit length for cosine.
/// </summary>
internal static unsafe class CellTrainer
{
    private const int SamplesPerCell = 128;
    private const int Ranges = 16;

    /// <returns>Centres, cells × stride.</returns>
    public static Block<float> Train(
        VectorRows vectors, Similarity similarity, int cells, IvfOptions options, HeapMemory memory, ParallelOptions parallel)
    {
        Block<float> centers = memory.Allocate<float>((long)cells * vectors.Stride);
        int[] sample = Sample(vectors.Count, Math.Min(vectors.Count, cells * SamplesPerCell), options.Seed);
        for (int c = 0; c < cells; c++)
        {
            vectors.PaddedRow(sample[c]).CopyTo(centers.Slice((long)c * vectors.Stride, vectors.Stride));
        }

        Finish(centers, cells, vectors.Stride, similarity);
        int[] cellOf = new int[sample.Length];
        float[] fit = new float[sample.Length];
        for (int i = 0; i < options.Iterations; i++)
        {
            Assign(vectors, sample, centers, cells, cellOf, fit, parallel);
            Update(vectors, sample, centers, cells, cellOf, fit, parallel);
            Finish(centers, cells, vectors.Stride, similarity);
        }

        return centers;
    }

    /// <summary>Writes the nearest centre of each vector (by distance), and how near it is.</summary>
    public static void Assign(
        VectorRows vectors, int[]? sample, Block<float> centers, int cells, int[] cellOf, float[] fit, ParallelOptions parallel)
    {
        // ‖x − c‖² = ‖x‖² − 2(⟨x, c⟩ − ‖c‖²/2): the nearest centre has the largest ⟨x, c⟩ − ‖c‖²/2.
        float[] half = new float[cells];
        for (int c = 0; c < cells; c++)
        {
            Span<float> center = centers.Slice((long)c * vectors.Stride, vectors.Stride);
            half[c] = 0.5f * Kernels.Dot(center, center);
        }

        const int Chunk = 256;
        Parallel.For(0, (cellOf.Length + Chunk - 1) / Chunk, parallel, chunk =>
        {
            float[] scores = new float[cells];
            for (int i = chunk * Chunk; i < Math.Min((chunk + 1) * Chunk, cellOf.Length); i++)
            {
                int row = sample is null ? i : sample[i];
                Kernels.DotRows(vectors.PaddedRow(row), centers.Span, scores);
                int best = 0;
                float bestScore = float.NegativeInfinity;
                for (int c = 0; c < scores.Length; c++)
                {
                    float score = scores[c] - half[c];
                    if (score > bestScore)
                    {
                        bestScore = score;
                        best = c;
                    }
                }

                cellOf[i] = best;
                fit[i] = bestScore - (0.5f * Kernels.Dot(vectors.PaddedRow(row), vectors.PaddedRow(row)));
            }
        });
    }

    private static void Update(
        VectorRows vectors, int[] sample, Block<float> centers, int cells, int[] cellOf, float[] fit, ParallelOptions parallel)
    {
        int[] counts = new int[cells];
        foreach (int c in cellOf)
        {
            counts[c]++;
        }

        Refill(counts, cellOf, fit);
        int stride = vectors.Stride;
        Parallel.For(0, Ranges, parallel, range =>
        {
            int from = (int)((long)cells * range / Ranges);
            int to = (int)((long)cells * (range + 1) / Ranges);
            double[] sums = new double[(to - from) * stride];
            for (int i = 0; i < sample.Length; i++)
            {
                if (cellOf[i] >= from && cellOf[i] < to)
                {
                    Span<float> row = vectors.PaddedRow(sample[i]);
                    Span<double> sum = sums.AsSpan((cellOf[i] - from) * stride, stride);
                    for (int j = 0; j < row.Length; j++)
                    {
                        sum[j] += row[j];
                    }
                }
            }

            for (int c = from; c < to; c++)
            {
                if (counts[c] > 0)
                {
                    Span<float> center = centers.Slice((long)c * stride, stride);
                    for (int j = 0; j < stride; j++)
                    {
                        center[j] = (float)(sums[((c - from) * stride) + j] / counts[c]);
                    }
                }
            }
        });
    }

    /// <summary>Moves the worst-fitting vectors into empty cells, one each.</summary>
    private static void Refill(int[] counts, int[] cellOf, float[] fit)
    {
        int empty = counts.Count(static c => c == 0);
        if (empty == 0)
        {
            return;
        }

        int[] order = [.. Enumerable.Range(0, fit.Length).OrderBy(i => fit[i]).ThenBy(static i => i).Take(4 * empty)];
        int next = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            while (counts[c] == 0 && next < order.Length)
            {
                int i = order[next++];
                if (counts[cellOf[i]] > 1)
                {
                    counts[cellOf[i]]--;
                    cellOf[i] = c;
                    counts[c] = 1;
                }
            }
        }
    }

    private static void Finish(Block<float> centers, int cells, int stride, Similarity similarity)
    {
        if (similarity == Similarity.Cosine)
        {
            for (int c = 0; c < cells; c++)
            {
                VectorRows.Normalize(centers.Slice((long)c * stride, stride));
            }
        }
    }

    /// <summary>The vectors with the smallest hashes: any prefix is a sample.</summary>
    private static int[] Sample(int count, int size, int seed)
    {
        ulong[] keys = new ulong[count];
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = SeededRandom.Hash((ulong)seed, (ulong)i);
            order[i] = i;
        }

        Array.Sort(keys, order);
        return order[..size];
    }
}
