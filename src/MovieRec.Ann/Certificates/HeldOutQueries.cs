using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// Queries of the kind an index will serve, for measuring recall: user vectors for recommendations, items for "similar to"
/// (each excluded from its own answer).
/// </summary>
public sealed class HeldOutQueries
{
    private readonly float[] _rows;
    private readonly int[] _selves;

    internal HeldOutQueries(string kind, float[] rows, int[] selves, int dimensions)
    {
        Kind = kind;
        _rows = rows;
        _selves = selves;
        Dimensions = dimensions;
    }

    /// <summary>What the queries are: <c>users</c>, <c>items</c> or the caller's word.</summary>
    public string Kind { get; }

    /// <summary>Number of queries.</summary>
    public int Count => _rows.Length / Dimensions;

    /// <summary>Length of each query.</summary>
    public int Dimensions { get; }

    internal float[] Rows => _rows;

    /// <summary>For each query the item it is, or −1; empty when none is an item.</summary>
    internal int[] Selves => _selves;

    /// <summary>Given vectors.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="rows">Row-major values.</param>
    /// <param name="dimensions">Length of each query.</param>
    public static HeldOutQueries FromVectors(string kind, ReadOnlySpan<float> rows, int dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        return rows.Length % dimensions == 0 && FiniteCheck.IndexOfNonFinite(rows) < 0
            ? new HeldOutQueries(kind, rows.ToArray(), [], dimensions)
            : throw new ArgumentException($"{rows.Length} values are not whole rows of {dimensions} finite numbers.", nameof(rows));
    }

    /// <summary>A sample of items, drawn by a hash.</summary>
    /// <param name="items">The items.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static HeldOutQueries FromItems(VectorTable items, int count, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        int[] chosen = Draw(items.Count, count, seed);
        float[] rows = new float[chosen.Length * items.Dimensions];
        for (int i = 0; i < chosen.Length; i++)
        {
            items.CopyRow(chosen[i], rows.AsSpan(i * items.Dimensions, items.Dimensions));
        }

        return new HeldOutQueries("items", rows, chosen, items.Dimensions);
    }

    /// <summary>The query vectors of a sample of a model's users, drawn by a hash; users the model knows nothing about are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="userCount">Number of users of the model.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static HeldOutQueries FromUsers(IVectorRecommender model, int userCount, int count, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<float> rows = [];
        float[] row = new float[model.Dimensions];
        foreach (int user in Draw(userCount, count, seed))
        {
            if (model.TryGetQueryVector(RecommendationQuery.ForUser(user), row))
            {
                rows.AddRange(row);
            }
        }

        return new HeldOutQueries("users", [.. rows], [], model.Dimensions);
    }

    internal ReadOnlySpan<float> Query(int query) => _rows.AsSpan(query * Dimensions, Dimensions);

    internal int? Self(int query) => _selves.Length == 0 ? null : _selves[query];

    private static int[] Draw(int total, int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ulong[] keys = new ulong[total];
        int[] order = new int[total];
        for (int i = 0; i < total; i++)
        {
            keys[i] = SeededRandom.Hash((ulong)seed, (ulong)i);
            order[i] = i;
        }

        Array.Sort(keys, order);
        int[] chosen = order[..Math.Min(count, total)];
        Array.Sort(chosen);
        return chosen;
    }
}
