using System.Runtime.CompilerServices;

namespace MovieRec.Data;

/// <summary>
/// Finds the index of a stored id. Numbers in a range not much larger than their count go through a table, which is what
/// 25 million rows want; anything else through a dictionary.
/// </summary>
internal sealed class StoredIdIndex<TStored>
    where TStored : notnull
{
    private const int LargestGap = 16;
    private readonly int[] _table = [];
    private readonly long _lowest;
    private readonly Dictionary<TStored, int>? _indices;

    private StoredIdIndex(TStored[] ids)
    {
        if (typeof(TStored) == typeof(long) && TryGetRange((long[])(object)ids, out _lowest, out int size))
        {
            _table = new int[size];
        }
        else
        {
            _indices = new Dictionary<TStored, int>(ids.Length, IdKinds.EqualityComparer<TStored>());
        }
    }

    /// <summary>Indexes distinct ids; null when one occurs twice.</summary>
    public static StoredIdIndex<TStored>? TryCreate(TStored[] ids)
    {
        StoredIdIndex<TStored> index = new(ids);
        for (int i = 0; i < ids.Length; i++)
        {
            if (index.Find(ids[i]) >= 0)
            {
                return null;
            }

            if (index._indices is null)
            {
                index._table[Unsafe.As<TStored, long>(ref ids[i]) - index._lowest] = i + 1;
            }
            else
            {
                index._indices.Add(ids[i], i);
            }
        }

        return index;
    }

    /// <summary>The index, or −1.</summary>
    public int Find(TStored id)
    {
        if (_indices is not null)
        {
            return _indices.TryGetValue(id, out int index) ? index : -1;
        }

        ulong offset = (ulong)Unsafe.As<TStored, long>(ref id) - (ulong)_lowest;
        return offset < (ulong)_table.Length ? _table[offset] - 1 : -1;
    }

    private static bool TryGetRange(long[] ids, out long lowest, out int size)
    {
        lowest = 0;
        size = 0;
        if (ids.Length == 0)
        {
            return true;
        }

        lowest = ids[0];
        long highest = ids[0];
        foreach (long id in ids)
        {
            lowest = Math.Min(lowest, id);
            highest = Math.Max(highest, id);
        }

        ulong range = (ulong)highest - (ulong)lowest;
        bool dense = range < (ulong)Math.Min((long)LargestGap * ids.Length, Array.MaxLength);
        size = dense ? (int)range + 1 : 0;
        return dense;
    }
}
