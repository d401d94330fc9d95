using System.Numerics;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// Add, remove and update without a rebuild, over any back end: removed and replaced vectors are tombstones that a search
/// filters out, new ones are compared one by one, exactly, until <see cref="Rebuild"/> takes them into the base.
/// </summary>
/// <remarks>
/// Readers never block and never see half a change: each change publishes a new immutable state by one reference write,
/// and a search stays with the state it began with. Writers wait for one another, but not for a rebuild, which runs beside
/// them and catches up at its end. A change copies one bit per vector. Past the rebuild point (<see cref="NeedsRebuild"/>)
/// answers stay right and searches become slower: each added vector is one comparison per search.
/// <see cref="Count"/> is the size of the index space, removed vectors included: indices stay what they were.
/// </remarks>
public sealed class UpdatableIndex : ISimilarityIndex, IDisposable
{
    private readonly Func<VectorTable, VectorIndex> _build;
    private readonly UpdatableOptions _options;
    private readonly ScratchPool<UpdatableScratch> _scratch = new(static () => new UpdatableScratch());
    private readonly Lock _writing = new();
    private readonly Lock _rebuilding = new();
    private readonly List<long> _changes = [];
    private readonly int _stride;
    private Snapshot _state;
    private long _clock;
    private volatile bool _disposed;

    /// <summary>Builds the first base.</summary>
    /// <param name="vectors">The vectors to begin with.</param>
    /// <param name="build">Builds a base, such as <c>v => HnswIndex.Build(v, Similarity.Cosine)</c>; also called by <see cref="Rebuild"/>.</param>
    /// <param name="options">Options; null for the defaults.</param>
    public UpdatableIndex(VectorTable vectors, Func<VectorTable, VectorIndex> build, UpdatableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(build);
        _build = build;
        _options = options ?? new UpdatableOptions();
        VectorIndex first = build(vectors);
        _stride = FactorMatrix.Pad(first.Dimensions);
        Dimensions = first.Dimensions;
        Similarity = first.Similarity;
        _state = new Snapshot(first, null, AllValid(first.Count), first.Count, [], [], 0, first.Count, first.Count);
        _changes.AddRange(Enumerable.Repeat(0L, first.Count));
    }

    /// <summary>Size of the index space: vectors ever added.</summary>
    public int Count => Volatile.Read(ref _state).Slots;

    /// <summary>Vectors that can be found.</summary>
    public int LiveCount => Volatile.Read(ref _state).Live;

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <inheritdoc/>
    public Similarity Similarity { get; }

    /// <summary>Vectors outside the base, and tombstones within it.</summary>
    public int PendingChanges
    {
        get
        {
            Snapshot state = Volatile.Read(ref _state);
            return state.AddedCount + state.Base.Count - state.ValidCount;
        }
    }

    /// <summary>
    /// Whether the changes since the last build exceed <see cref="UpdatableOptions.RebuildShare"/> of the base and
    /// <see cref="UpdatableOptions.RebuildMinimum"/>.
    /// </summary>
    public bool NeedsRebuild
    {
        get
        {
            int changes = PendingChanges;
            return changes >= _options.RebuildMinimum && changes > _options.RebuildShare * Volatile.Read(ref _state).Base.Count;
        }
    }

    /// <summary>Adds a vector.</summary>
    /// <param name="vector">A vector of <see cref="Dimensions"/> finite floats.</param>
    /// <returns>Its index: the <see cref="Count"/> before.</returns>
    public int Add(ReadOnlySpan<float> vector)
    {
        CheckVector(vector);
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            int index = _state.Slots;
            _changes.Add(++_clock);
            Volatile.Write(ref _state, Append(_state with { Slots = index + 1, Live = _state.Live + 1 }, index, vector));
            return index;
        }
    }

    /// <summary>Removes a vector; its index is never used again.</summary>
    /// <param name="index">Index of the vector.</param>
    /// <returns>False when it was removed before.</returns>
    public bool Remove(int index)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            CheckIndex(index);
            Snapshot? without = Without(_state, index);
            if (without is null)
            {
                return false;
            }

            _changes[index] = ++_clock;
            Volatile.Write(ref _state, without with { Live = without.Live - 1 });
            return true;
        }
    }

    /// <summary>Replaces a vector; a removed one comes back.</summary>
    /// <param name="index">Index of the vector.</param>
    /// <param name="vector">A vector of <see cref="Dimensions"/> finite floats.</param>
    public void Update(int index, ReadOnlySpan<float> vector)
    {
        CheckVector(vector);
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            CheckIndex(index);
            Snapshot? without = Without(_state, index);
            _changes[index] = ++_clock;
            Volatile.Write(ref _state, Append(without ?? _state with { Live = _state.Live + 1 }, index, vector));
        }
    }

    /// <summary>
    /// Builds a new base over what is live and puts it in place. Searches and changes go on meanwhile; changes made during
    /// the build are pending afterwards. The old base is released when the last search on it has left.
    /// </summary>
    public void Rebuild()
    {
        lock (_rebuilding)
        {
            Snapshot from;
            long clock;
            lock (_writing)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                from = _state;
                clock = _clock;
            }

            (int[] members, float[] rows) = Collect(from);
            VectorIndex built = _build(VectorTable.FromRows(rows, Dimensions));
            bool identity = members.Length == from.Slots;
            Snapshot next = new(built, identity ? null : members, AllValid(members.Length), members.Length, [], [], 0, 0, members.Length);
            lock (_writing)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                next = CatchUp(next with { Slots = from.Slots }, clock);
                Volatile.Write(ref _state, next);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Finds exactly min(destination.Length, eligible live vectors). A mask covers the <see cref="Count"/> of some moment: vectors added later are not eligible under it.</remarks>
    public unsafe int Search(ReadOnlySpan<float> query, Span<ScoredItem> destination, in SearchOptions options = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Snapshot state = Volatile.Read(ref _state);
        if (query.Length != Dimensions)
        {
            throw new ArgumentException($"The query holds {query.Length} floats; the index {Dimensions}.", nameof(query));
        }

        if (options.Eligible is { } mask && mask.ItemCount > state.Slots)
        {
            throw new ArgumentException($"The eligible mask covers {mask.ItemCount} items, the index {state.Slots}.", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(options.Effort);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Budget);
        Span<float> padded = stackalloc float[_stride];
        padded.Clear();
        query.CopyTo(padded);
        foreach (float value in padded)
        {
            if (float.IsNaN(value))
            {
                return 0;
            }
        }

        if (destination.IsEmpty)
        {
            return 0;
        }

        if (Similarity == Similarity.Cosine)
        {
            VectorRows.Normalize(padded);
        }

        UpdatableScratch scratch = _scratch.Rent();
        fixed (float* pointer = padded)
        {
            TopK top = new(destination);
            SearchBase(state, pointer, destination.Length, options, scratch, ref top);
            SearchAdded(state, pointer, options, ref top);
            _scratch.Return(scratch);
            return top.Finish();
        }
    }

    /// <summary>Releases the base when the last search has left.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            _disposed = true;
            _state.Base.Dispose();
        }
    }

    private static ulong[] AllValid(int count) => ItemMask.All(count).Words.ToArray();

    private static unsafe void SearchBase(
        Snapshot state, float* query, int wanted, in SearchOptions options, UpdatableScratch scratch, ref TopK top)
    {
        Span<ulong> words = default;
        int eligible = state.ValidCount;
        if (state.ValidCount < state.Base.Count || options.Eligible is not null || options.Exclude is not null)
        {
            words = scratch.RentWords(state.Valid.Length);
            eligible = Mask(state, options, words);
        }

        Span<ScoredItem> found = scratch.RentFound(Math.Min(wanted, Math.Max(eligible, 0)));
        int count = state.Base.SearchWithin(
            query, found, eligible == state.Base.Count ? default : words, eligible, -1, options.Effort, options.Budget);
        foreach (ScoredItem item in found[..count])
        {
            top.Offer(state.Member(item.ItemIndex), item.Score);
        }
    }

    /// <summary>What is valid and eligible, as bits over the base.</summary>
    private static int Mask(Snapshot state, in SearchOptions options, Span<ulong> words)
    {
        state.Valid.CopyTo(words);
        if (options.Eligible is { } mask)
        {
            if (state.Members is null)
            {
                for (int w = 0; w < words.Length; w++)
                {
                    words[w] &= w < mask.Words.Length ? mask.Words[w] : 0;
                }
            }
            else
            {
                for (int i = 0; i < state.Members.Length; i++)
                {
                    words[i >> 6] &= mask.Contains(state.Members[i]) ? ulong.MaxValue : ~(1UL << (i & 63));
                }
            }
        }

        if (options.Exclude is { } exclude && exclude >= 0 && state.Local(exclude) is >= 0 and int local)
        {
            words[local >> 6] &= ~(1UL << (local & 63));
        }

        int count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private unsafe void SearchAdded(Snapshot state, float* query, in SearchOptions options, ref TopK top)
    {
        ReadOnlySpan<float> padded = new(query, _stride);
        float score = 0;
        int count = options.Budget == 0 ? state.AddedCount : Math.Min(state.AddedCount, options.Budget);
        for (int i = 0; i < count; i++)
        {
            int index = Volatile.Read(ref state.AddedIndex[i]);
            if (index < 0 || index == options.Exclude || options.Eligible?.Contains(index) == false)
            {
                continue;
            }

            ReadOnlySpan<float> row = state.Added.AsSpan(i * _stride, _stride);
            if (Similarity == Similarity.NegativeSquaredL2)
            {
                Kernels.NegativeSquaredDistances(padded, row, new Span<float>(ref score));
            }
            else
            {
                score = Kernels.Dot(padded, row);
            }

            top.Offer(index, score);
        }
    }

    /// <summary>A state with one more row. Arrays grow by doubling; rows behind a state's count are not its own.</summary>
    private Snapshot Append(Snapshot state, int index, ReadOnlySpan<float> vector)
    {
        int count = state.AddedCount;
        float[] rows = state.Added;
        int[] indices = state.AddedIndex;
        if (count == indices.Length)
        {
            int capacity = Math.Max(16, 2 * count);
            Array.Resize(ref rows, checked(capacity * _stride));
            Array.Resize(ref indices, capacity);
        }

        Span<float> row = rows.AsSpan(count * _stride, _stride);
        row.Clear();
        vector.CopyTo(row);
        if (Similarity == Similarity.Cosine)
        {
            VectorRows.Normalize(row);
        }

        indices[count] = index;
        return state with { Added = rows, AddedIndex = indices, AddedCount = count + 1 };
    }

    /// <summary>A state without a vector, or null when it is not there.</summary>
    private static Snapshot? Without(Snapshot state, int index)
    {
        for (int i = state.AddedCount - 1; i >= 0; i--)
        {
            if (state.AddedIndex[i] == index)
            {
                // A copy: searches on older states still find it.
                int[] indices = [.. state.AddedIndex];
                indices[i] = -1;
                return state with { AddedIndex = indices };
            }
        }

        int local = state.Local(index);
        if (local < 0 || !state.IsValid(local))
        {
            return null;
        }

        ulong[] valid = [.. state.Valid];
        valid[local >> 6] &= ~(1UL << (local & 63));
        return state with { Valid = valid, ValidCount = state.ValidCount - 1 };
    }

    /// <summary>The live vectors in index order.</summary>
    private (int[] Members, float[] Rows) Collect(Snapshot state)
    {
        int[] added = new int[state.Slots];
        Array.Fill(added, -1);
        for (int i = 0; i < state.AddedCount; i++)
        {
            if (state.AddedIndex[i] >= 0)
            {
                added[state.AddedIndex[i]] = i;
            }
        }

        List<int> members = new(state.Live);
        float[] rows = new float[(long)state.Live * Dimensions];
        state.Base.Enter();
        try
        {
            for (int index = 0; index < state.Slots; index++)
            {
                Span<float> row = members.Count < state.Live ? rows.AsSpan(members.Count * Dimensions, Dimensions) : default;
                if (added[index] >= 0)
                {
                    state.Added.AsSpan(added[index] * _stride, Dimensions).CopyTo(row);
                    members.Add(index);
                }
                else if (state.Local(index) is >= 0 and int local && state.IsValid(local))
                {
                    state.Base.CopyStored(local, row);
                    members.Add(index);
                }
            }
        }
        finally
        {
            state.Base.Leave();
        }

        return ([.. members], rows);
    }

    /// <summary>Applies to a new base what changed while it was built.</summary>
    private Snapshot CatchUp(Snapshot next, long clock)
    {
        Snapshot now = _state;
        int before = next.Slots;
        next = next with { Slots = now.Slots };
        for (int index = 0; index < now.Slots; index++)
        {
            if (_changes[index] <= clock)
            {
                continue;
            }

            if (index < before && Without(next, index) is { } without)
            {
                next = without with { Live = without.Live - 1 };
            }

            for (int i = now.AddedCount - 1; i >= 0; i--)
            {
                if (now.AddedIndex[i] == index)
                {
                    next = Append(next with { Live = next.Live + 1 }, index, now.Added.AsSpan(i * _stride, Dimensions));
                    break;
                }
            }
        }

        return next;
    }

    private void CheckIndex(int index)
    {
        if ((uint)index >= (uint)_state.Slots)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The index has vectors 0 … {_state.Slots - 1}.");
        }
    }

    private void CheckVector(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimensions || FiniteCheck.IndexOfNonFinite(vector) >= 0)
        {
            throw new ArgumentException($"A vector of {Dimensions} finite floats is needed.", nameof(vector));
        }
    }
}
