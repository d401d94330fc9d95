using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>Trains cells, assigns vectors and lays the lists out.</summary>
internal static unsafe class IvfBuilder
{
    public static CellLists Build(
        VectorTable table, Similarity similarity, IvfOptions options, HeapMemory memory, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        using HeapMemory temporary = new();
        VectorRows source = VectorRows.Copy(table, similarity, temporary, cancellationToken);
        int cells = CellCount(options.Cells, source.Count);
        Block<float> centers = CellTrainer.Train(source, similarity, cells, options, memory, parallel);
        int[] cellOf = new int[source.Count];
        CellTrainer.Assign(source, null, centers, cells, cellOf, new float[source.Count], parallel);

        Block<int> starts = memory.Allocate<int>(cells + 1);
        foreach (int c in cellOf)
        {
            starts.Pointer[c + 1]++;
        }

        for (int c = 0; c < cells; c++)
        {
            starts.Pointer[c + 1] += starts.Pointer[c];
        }

        Block<int> ids = memory.Allocate<int>(source.Count);
        Block<int> positions = memory.Allocate<int>(source.Count);
        int[] next = starts.Span[..cells].ToArray();
        Block<float> values = memory.Allocate<float>(source.Values.Length);
        VectorRows vectors = new(values, source.Count, source.Dimensions, similarity);
        for (int i = 0; i < cellOf.Length; i++)
        {
            int position = next[cellOf[i]]++;
            ids.Pointer[position] = i;
            positions.Pointer[i] = position;
            source.PaddedRow(i).CopyTo(vectors.PaddedRow(position));
        }

        Block<float> spreads = memory.Allocate<float>(cells);
        Spreads(vectors, centers, starts, spreads);
        ByteLists? bytes = options.ByteLists ? ByteLists.Create(vectors, memory) : null;
        return new CellLists(vectors, centers, spreads, starts, ids, positions, bytes);
    }

    public static int CellCount(int wanted, int count)
    {
        int cells = wanted > 0 ? wanted : Math.Min(4096, ((int)Math.Sqrt(count) + 15) / 16 * 16);
        return Math.Min(Math.Max(1, cells), count);
    }

    private static void Spreads(VectorRows vectors, Block<float> centers, Block<int> starts, Block<float> spreads)
    {
        float score = 0;
        for (int c = 0; c < spreads.Length; c++)
        {
            double sum = 0;
            ReadOnlySpan<float> center = centers.Slice((long)c * vectors.Stride, vectors.Stride);
            for (int i = starts.Pointer[c]; i < starts.Pointer[c + 1]; i++)
            {
                Kernels.NegativeSquaredDistances(center, vectors.PaddedRow(i), new Span<float>(ref score));
                sum -= score;
            }

            int size = starts.Pointer[c + 1] - starts.Pointer[c];
            spreads.Pointer[c] = size == 0 ? 0 : (float)Math.Sqrt(Math.Max(0, sum / size));
        }
    }
}
