using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// All rows of one side in chunks of roughly equal numbers of interactions, so that power-law rows do not unbalance the
/// threads. Chunk limits depend on the data alone.
/// </summary>
internal sealed class AlsSweep
{
    private const int InteractionsPerChunk = 8192;
    private const int RowsPerChunk = 512;
    private readonly InteractionMatrix _matrix;
    private readonly bool _users;
    private readonly int[] _chunkStarts;

    private AlsSweep(InteractionMatrix matrix, bool users)
    {
        _matrix = matrix;
        _users = users;
        RowCount = users ? matrix.UserCount : matrix.ItemCount;
        List<int> starts = [0];
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
                interactions = 0;
            }

            interactions += length;
        }

        starts.Add(RowCount);
        _chunkStarts = [.. starts];
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
    public void Solve(AlsSide side, FactorMatrix destination, bool refined, ParallelOptions parallel)
    {
        try
        {
            Parallel.For(0, ChunkCount, parallel, chunk =>
            {
                AlsWorkspace workspace = AlsWorkspace.Rent(side.Factors.Stride);
                try
                {
                    (int from, int to) = Chunk(chunk);
                    for (int row = from; row < to; row++)
                    {
                        parallel.CancellationToken.ThrowIfCancellationRequested();
                        if (refined)
                        {
                            side.SolveRefined(workspace, Items(row), Weights(row), destination.Row(row));
                        }
                        else
                        {
                            side.Solve(workspace, Items(row), Weights(row), destination.Row(row));
                        }
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
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
