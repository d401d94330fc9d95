namespace MovieRec.Ann;

/// <summary>
/// Vectors divided by a key (decade, genre, anything), each part with a back end of its own; a search asks all of them,
/// in parallel, and merges exactly: with exact shards the answer equals that of one exact index, bit for bit.
/// </summary>
/// <remarks><see cref="SearchOptions.Effort"/> and <see cref="SearchOptions.Budget"/> are each shard's own.</remarks>
public sealed partial class ShardedIndex : VectorIndex
{
    internal const string BackendName = "sharded";
    private readonly Shard[] _shards;
    private readonly ShardedOptions _options;
    private readonly ScratchPool<ShardSearch> _searches;
    private readonly ScratchPool<ShardHelper> _helpers;
    private int _disposed;

    private ShardedIndex(Shard[] shards, int count, int dimensions, Similarity similarity, ShardedOptions options)
        : base(count, dimensions, similarity, 0, null)
    {
        _shards = shards;
        _options = options;
        _searches = new ScratchPool<ShardSearch>(() => new ShardSearch(shards));
        _helpers = new ScratchPool<ShardHelper>(() => new ShardHelper(_helpers!));
    }

    /// <summary>Number of shards.</summary>
    public int ShardCount => _shards.Length;

    /// <inheritdoc/>
    public override string Backend => BackendName;

    /// <inheritdoc/>
    public override IReadOnlyList<ModelOption> Parameters => OptionBag.Empty
        .With("Shards", _shards.Length)
        .With(nameof(ShardedOptions.MaxDegreeOfParallelism), _options.MaxDegreeOfParallelism)
        .With(nameof(ShardedOptions.ParallelThreshold), _options.ParallelThreshold)
        .Items;

    /// <inheritdoc/>
    public override long SizeInBytes => _shards.Sum(static s => s.Index.SizeInBytes + (4L * s.Members.Length));

    /// <summary>Divides vectors and builds an index over each part.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="shardOf">For each vector its shard, 0 … shards − 1; shards may be empty.</param>
    /// <param name="build">Builds a shard; called once for each, in order. All must have the same similarity.</param>
    /// <param name="options">Options; null for the defaults.</param>
    public static ShardedIndex Build(
        VectorTable vectors, ReadOnlySpan<int> shardOf, Func<VectorTable, VectorIndex> build, ShardedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(build);
        int[][] members = Divide(vectors.Count, shardOf);
        List<Shard> shards = [];
        try
        {
            foreach (int[] part in members)
            {
                shards.Add(new Shard(build(vectors.Select(part)), part));
                Check(shards[^1].Index, part.Length, vectors.Dimensions, shards[0].Index.Similarity);
            }

            return new ShardedIndex([.. shards], vectors.Count, vectors.Dimensions, shards[0].Index.Similarity, options ?? new ShardedOptions());
        }
        catch
        {
            shards.ForEach(static s => s.Release());
            throw;
        }
    }

    /// <summary>The vectors of a shard, as indices into the whole, ascending.</summary>
    /// <param name="shard">0 … <see cref="ShardCount"/> − 1.</param>
    public ReadOnlySpan<int> GetMembers(int shard) => _shards[shard].Members;

    /// <summary>
    /// An index with one shard replaced: rebuild a part alone and publish the result by one reference write. The other
    /// shards are shared; dispose the old index when nothing uses it any more, the shared ones live on.
    /// </summary>
    /// <param name="shard">0 … <see cref="ShardCount"/> − 1.</param>
    /// <param name="replacement">An index over the same members; owned by the result.</param>
    public ShardedIndex WithShard(int shard, VectorIndex replacement)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, _shards.Length);
        Check(replacement, _shards[shard].Members.Length, Dimensions, Similarity);
        Shard[] shards = new Shard[_shards.Length];
        for (int i = 0; i < shards.Length; i++)
        {
            shards[i] = i == shard ? new Shard(replacement, _shards[i].Members) : _shards[i].Share();
        }

        return new ShardedIndex(shards, Count, Dimensions, Similarity, _options);
    }

    internal override int SearchCore(in SearchRequest request)
    {
        int threads = Count < _options.ParallelThreshold ? 1 : _options.MaxDegreeOfParallelism;
        threads = Math.Min(threads < 0 ? Environment.ProcessorCount : threads, _shards.Length);
        ShardSearch search = _searches.Rent();
        int written = search.Run(request, threads, _helpers);
        _searches.Return(search);
        return written;
    }

    internal override void CopyStored(int index, Span<float> destination)
    {
        foreach (Shard shard in _shards)
        {
            int local = Array.BinarySearch(shard.Members, index);
            if (local >= 0)
            {
                shard.Index.CopyStored(local, destination);
                return;
            }
        }
    }

    internal override void Enter()
    {
        int entered = 0;
        try
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            for (; entered < _shards.Length; entered++)
            {
                _shards[entered].Index.Enter();
            }
        }
        catch
        {
            while (--entered >= 0)
            {
                _shards[entered].Index.Leave();
            }

            throw;
        }
    }

    internal override void Leave()
    {
        foreach (Shard shard in _shards)
        {
            shard.Index.Leave();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            foreach (Shard shard in _shards)
            {
                shard.Release();
            }
        }

        base.Dispose(disposing);
    }

    private static int[][] Divide(int count, ReadOnlySpan<int> shardOf)
    {
        if (shardOf.Length != count)
        {
            throw new ArgumentException($"{shardOf.Length} shard numbers for {count} vectors.", nameof(shardOf));
        }

        int shards = 1;
        foreach (int shard in shardOf)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(shard, nameof(shardOf));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(shard, 65535, nameof(shardOf));
            shards = Math.Max(shards, shard + 1);
        }

        List<int>[] parts = new List<int>[shards];
        for (int s = 0; s < shards; s++)
        {
            parts[s] = [];
        }

        for (int i = 0; i < count; i++)
        {
            parts[shardOf[i]].Add(i);
        }

        return Array.ConvertAll(parts, static p => p.ToArray());
    }

    private static void Check(VectorIndex index, int count, int dimensions, Similarity similarity)
    {
        if (index is null || index is ShardedIndex || index.Count != count || index.Dimensions != dimensions || index.Similarity != similarity)
        {
            throw new ArgumentException(
                index is ShardedIndex ? "A shard cannot be sharded itself."
                : $"A shard holds {index?.Count} vectors of {index?.Dimensions} floats under {index?.Similarity}; expected {count} of {dimensions} under {similarity}.",
                nameof(index));
        }
    }
}
