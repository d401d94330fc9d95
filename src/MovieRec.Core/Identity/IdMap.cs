namespace MovieRec;

/// <summary>
/// Converts between the caller's ids and dense indices 0 … Count − 1. Immutable and thread-safe.
/// </summary>
/// <typeparam name="TId"><see cref="int"/>, <see cref="long"/>, <see cref="string"/> or <see cref="Guid"/>.</typeparam>
/// <remarks>
/// Indices are assigned in ascending id order (strings ordinal), so that they do not depend on file order;
/// <see cref="Append"/> gives new ids the next indices and leaves the old ones alone.
/// </remarks>
public sealed class IdMap<TId>
    where TId : notnull
{
    private readonly TId[] _ids;
    private readonly Dictionary<TId, int> _indices;

    private IdMap(TId[] ids)
    {
        _ids = ids;
        _indices = new Dictionary<TId, int>(ids.Length, IdKinds.EqualityComparer<TId>());
        for (int i = 0; i < ids.Length; i++)
        {
            if (!_indices.TryAdd(ids[i], i))
            {
                throw new ArgumentException($"The id '{ids[i]}' occurs twice, at positions {_indices[ids[i]]} and {i}.", nameof(ids));
            }
        }

        Fingerprint = IdKinds.Fingerprint<TId>(ids);
    }

    /// <summary>A map without ids.</summary>
    public static IdMap<TId> Empty { get; } = new([]);

    /// <summary>The kind of id, as it is written to files.</summary>
    public static IdKind Kind => IdKinds.KindOf<TId>();

    /// <summary>Number of ids.</summary>
    public int Count => _ids.Length;

    /// <summary>All ids, by index.</summary>
    public ReadOnlySpan<TId> Ids => _ids;

    /// <summary>XxHash128 of the kind and the ids in index order, 32 hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>The id at an index.</summary>
    /// <param name="index">0 ≤ index &lt; <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the map.</exception>
    public TId this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_ids.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The map holds indices 0 … {_ids.Length - 1}.");
            }

            return _ids[index];
        }
    }

    /// <summary>Finds the index of an id.</summary>
    /// <param name="id">The caller's id.</param>
    /// <param name="index">The index, or −1.</param>
    /// <returns>False when the id is not in the map.</returns>
    public bool TryGetIndex(TId id, out int index)
    {
        if (_indices.TryGetValue(id, out index))
        {
            return true;
        }

        index = -1;
        return false;
    }

    /// <summary>Builds a map: sorts ascending and drops duplicates.</summary>
    /// <param name="ids">Ids in any order.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="TId"/> is not a supported kind.</exception>
    public static IdMap<TId> Create(IEnumerable<TId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        _ = IdKinds.KindOf<TId>();
        TId[] sorted = [.. new HashSet<TId>(ids, IdKinds.EqualityComparer<TId>())];
        Array.Sort(sorted, IdKinds.Comparer<TId>());
        return new IdMap<TId>(sorted);
    }

    /// <summary>Builds a map whose indices are the positions of <paramref name="ids"/>, as a file stored them.</summary>
    /// <param name="ids">Distinct ids in index order.</param>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    public static IdMap<TId> FromIndexOrder(IReadOnlyCollection<TId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        _ = IdKinds.KindOf<TId>();
        return new IdMap<TId>([.. ids]);
    }

    /// <summary>Returns a map that also holds <paramref name="newIds"/>; existing indices stay, new ids follow in ascending order.</summary>
    /// <param name="newIds">Ids to add; those already present are ignored.</param>
    public IdMap<TId> Append(IEnumerable<TId> newIds)
    {
        ArgumentNullException.ThrowIfNull(newIds);
        HashSet<TId> fresh = new(newIds, IdKinds.EqualityComparer<TId>());
        fresh.RemoveWhere(_indices.ContainsKey);
        TId[] added = [.. fresh];
        Array.Sort(added, IdKinds.Comparer<TId>());
        return added.Length == 0 ? this : new IdMap<TId>([.. _ids, .. added]);
    }

}
