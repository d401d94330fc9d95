using System.Runtime.ExceptionServices;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// All rows of one side in chunks of roughly equal work. Threads take chunks from one queue, the heaviest first, so that a
/// power-law row, a chunk of its own, is begun early and no thread is left waiting for it. Chunk limits depend on the data
/// alone, every row is solved by itself and sums are added in the order of the chunks: the bits do not depend on threads.
/// </summary>
internal sealed class AlsSweep
{
    private const int InteractionsPerChunk = 8192;
    private const int RowsPerChunk = 512;
    private readonly InteractionMatrix _matrix;
    private readonly bool _users;
    private readonly int[] _chunkStarts;
    private readonly int[] _heaviestFirst;

    private AlsSweep(InteractionMatrix matrix, bool users)
    {
        _matrix = matrix;
        _users = users;
        RowCount = users ? matrix.UserCount : matrix.ItemCount;
        List<int> starts = [0];
        List<int> sizes = [];
        int interactions = 0;
        for (int row = 0; row < RowCount; row++)
        {
            int length = Items(row).Length;
            if (length > 0)
            {
                ActiveRows++;
            }

            if (row > starts[^1] && (interactions + length > InteractionsPerChunk || row - starts[^1] >= RowsPerChunk))
            {
                starts.Add(row);
                sizes.Add(interactions);
                interactions = 0;
            }

            interactions += length;
        }

        starts.Add(RowCount);
        sizes.Add(interactions);
        _chunkStarts = [.. starts];
        _heaviestFirst = [.. Enumerable.Range(0, sizes.Count).OrderByDescending(chunk => sizes[chunk])];
    }

    public int RowCount { get; }

    /// <summary>Rows with at least one interaction.</summary>
    public int ActiveRows { get; }

    public int ChunkCount => _chunkStarts.Length - 1;

    public static AlsSweep OverUsers(InteractionMatrix matrix) => new(matrix, users: true);

    public static AlsSweep OverItems(InteractionMatrix matrix) => new(matrix, users: false);

    public (int From, int To) Chunk(int chunk) => (_chunkStarts[chunk], _chunkStarts[chunk + 1]);

    public ReadOnlySpan<int> Items(int row) => _users ? _matrix.GetUserItems(row) : _matrix.GetItemUsers(row);

    public ReadOnlySpan<float> Weights(int row) => _users ? _matrix.GetUserWeights(row) : _matrix.GetItemWeights(row);

    /// <summary>Solves every row against the other side.</summary>
    /// <param name="side">The other side.</param>
    /// <param name="destination">Receives the rows.</param>
    /// <param name="refined">Whether to solve to rounding accuracy; the fit is then not summed.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="only">Rows to solve, or null for all; the sums then cover those rows.</param>
    public AlsSweepSums Solve(AlsSide side, FactorMatrix destination, bool refined, ParallelOptions parallel, bool[]? only = null)
    {
        AlsSweepSums[] partial = new AlsSweepSums[ChunkCount];
        int next = -1;
        int threads = parallel.MaxDegreeOfParallelism < 0 ? Environment.ProcessorCount : parallel.MaxDegreeOfParallelism;
        try
        {
            Parallel.For(0, Math.Min(threads, ChunkCount), parallel, _ =>
            {
                AlsWorkspace workspace = AlsWorkspace.Rent(side.Factors.Stride, parallel.CancellationToken);
                try
                {
                    for (int turn = Interlocked.Increment(ref next); turn < ChunkCount; turn = Interlocked.Increment(ref next))
                    {
                        int chunk = _heaviestFirst[turn];
                        partial[chunk] = SolveChunk(side, destination, refined, only, chunk, workspace);
                    }
                }
                finally
                {
                    workspace.Return();
                }
            });
        }
        catch (AggregateException exception) when (exception.InnerExceptions.Count > 0)
        {
            // One clear error, not a bundle: every chunk fails for the same reason.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        double fit = 0;
        double ridge = 0;
        foreach (AlsSweepSums sums in partial)
        {
            fit += sums.Fit;
            ridge += sums.Ridge;
        }

        return new AlsSweepSums(fit, ridge);
    }

    private AlsSweepSums SolveChunk(
        AlsSide side, FactorMatrix destination, bool refined, bool[]? only, int chunk, in AlsWorkspace workspace)
    {
        double fit = 0;
        double ridge = 0;
        (int from, int to) = Chunk(chunk);
        for (int row = from; row < to; row++)
        {
            if (only is not null && !only[row])
            {
                continue;
            }

            workspace.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> items = Items(row);
            ReadOnlySpan<int> next = row + 1 < to && only is null ? Items(row + 1) : default;
            if (refined)
            {
                side.SolveRefined(workspace, items, Weights(row), destination.Row(row), next);
            }
            else
            {
                fit += side.Solve(workspace, items, Weights(row), destination.Row(row), next);
                ReadOnlySpan<float> solved = destination.PaddedRow(row);
                ridge += items.IsEmpty ? 0 : side.RidgePart(items.Length, solved);
            }
        }

        return new AlsSweepSums(fit, ridge);
    }
}
