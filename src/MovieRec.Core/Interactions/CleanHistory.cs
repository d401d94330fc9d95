using System.Buffers;

namespace MovieRec;

/// <summary>
/// A caller's history made canonical: items the model knows, ascending, each once (the last weight counts). The result
/// does not depend on the order given, so that folding a stored history in gives the stored bits.
/// </summary>
internal ref struct CleanHistory
{
    private int[]? _items;
    private float[]? _weights;

    public ReadOnlySpan<int> Items { get; private set; }

    /// <summary>Aligned weights; empty when all are 1.</summary>
    public ReadOnlySpan<float> Weights { get; private set; }

    /// <summary>A user's stored history: already canonical, nothing is rented.</summary>
    public static CleanHistory OfUser(InteractionMatrix liked, int userIndex) =>
        new() { Items = liked.GetUserItems(userIndex), Weights = liked.GetUserWeights(userIndex) };

    public static CleanHistory Rent(scoped in RecommendationQuery query, ItemMask known)
    {
        int length = query.History.Length;
        if (length == 0)
        {
            return default;
        }

        // Position in the lower half of the key keeps the sort stable: the last of equal items has the highest position.
        long[] keys = ArrayPool<long>.Shared.Rent(length);
        int kept = 0;
        for (int i = 0; i < length; i++)
        {
            if (known.Contains(query.History[i]))
            {
                keys[kept++] = ((long)query.History[i] << 32) | (uint)i;
            }
        }

        keys.AsSpan(0, kept).Sort();
        CleanHistory history = new() { _items = ArrayPool<int>.Shared.Rent(length) };
        bool weighted = query.Weights.ContainsAnyExcept(1f);
        if (weighted)
        {
            history._weights = ArrayPool<float>.Shared.Rent(length);
        }

        int count = 0;
        for (int i = 0; i < kept; i++)
        {
            int item = (int)(keys[i] >> 32);
            if (i + 1 < kept && (int)(keys[i + 1] >> 32) == item)
            {
                continue;
            }

            history._items[count] = item;
            if (history._weights is not null)
            {
                history._weights[count] = query.Weights[(int)(keys[i] & uint.MaxValue)];
            }

            count++;
        }

        ArrayPool<long>.Shared.Return(keys);
        history.Items = history._items.AsSpan(0, count);
        history.Weights = history._weights is null ? default : history._weights.AsSpan(0, count);
        return history;
    }

    public void Return()
    {
        if (_items is not null)
        {
            ArrayPool<int>.Shared.Return(_items);
            _items = null;
        }

        if (_weights is not null)
        {
            ArrayPool<float>.Shared.Return(_weights);
            _weights = null;
        }

        Items = default;
        Weights = default;
    }
}
