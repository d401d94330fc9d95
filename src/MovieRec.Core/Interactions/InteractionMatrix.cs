using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace MovieRec;

/// <summary>
/// A sparse user × item matrix, stored by rows (CSR) and by columns (its transpose), immutable. Within a row items
/// ascend; within a column users ascend. Weights are stored only when one differs from 1, times only when known.
/// </summary>
/// <remarks>Memory: 8 bytes for each entry (two int32 columns), 8 more with weights, 8 more with timestamps.</remarks>
public sealed class InteractionMatrix
{
    private readonly int[] _userStarts;
    private readonly int[] _items;
    private readonly float[] _weights;
    private readonly long[] _timestamps;
    private readonly Lazy<Columns> _columns;
    private readonly Lazy<string> _fingerprint;

    internal InteractionMatrix(int userCount, int itemCount, int[] userStarts, int[] items, float[] weights, long[] timestamps)
    {
        UserCount = userCount;
        ItemCount = itemCount;
        _userStarts = userStarts;
        _items = items;
        _weights = weights;
        _timestamps = timestamps;
        _columns = new Lazy<Columns>(Transpose);
        _fingerprint = new Lazy<string>(ComputeFingerprint);
    }

    /// <summary>Number of rows.</summary>
    public int UserCount { get; }

    /// <summary>Number of columns.</summary>
    public int ItemCount { get; }

    /// <summary>Number of stored entries.</summary>
    public int Count => _items.Length;

    /// <summary>Whether entries carry weights other than 1.</summary>
    public bool HasWeights => _weights.Length > 0;

    /// <summary>Whether entries carry times.</summary>
    public bool HasTimestamps => _timestamps.Length > 0;

    /// <summary>XxHash128 of shape, entries, weights and times, 32 hexadecimal digits.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Start of each row in the entry arrays, <see cref="UserCount"/> + 1 values.</summary>
    public ReadOnlySpan<int> UserStarts => _userStarts;

    /// <summary>Item of each entry, row after row.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>Weight of each entry, row after row; empty when all are 1.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Unix seconds of each entry, row after row; empty when unknown.</summary>
    public ReadOnlySpan<long> Timestamps => _timestamps;

    /// <summary>The items of one user, ascending.</summary>
    /// <param name="userIndex">Dense user index.</param>
    public ReadOnlySpan<int> GetUserItems(int userIndex) => Row(_items, _userStarts, userIndex);

    /// <summary>The weights of one user, aligned with <see cref="GetUserItems"/>; empty when all are 1.</summary>
    /// <param name="userIndex">Dense user index.</param>
    public ReadOnlySpan<float> GetUserWeights(int userIndex) => HasWeights ? Row(_weights, _userStarts, userIndex) : default;

    /// <summary>The times of one user, aligned with <see cref="GetUserItems"/>; empty when unknown.</summary>
    /// <param name="userIndex">Dense user index.</param>
    public ReadOnlySpan<long> GetUserTimestamps(int userIndex) => HasTimestamps ? Row(_timestamps, _userStarts, userIndex) : default;

    /// <summary>The users of one item, ascending.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public ReadOnlySpan<int> GetItemUsers(int itemIndex)
    {
        Columns columns = _columns.Value;
        return Row(columns.Users, columns.Starts, itemIndex);
    }

    /// <summary>The weights of one item, aligned with <see cref="GetItemUsers"/>; empty when all are 1.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public ReadOnlySpan<float> GetItemWeights(int itemIndex)
    {
        Columns columns = _columns.Value;
        return HasWeights ? Row(columns.Weights, columns.Starts, itemIndex) : default;
    }

    /// <summary>Number of entries of one item.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public int GetItemCount(int itemIndex) => GetItemUsers(itemIndex).Length;

    /// <summary>Builds a matrix from rows of a log.</summary>
    /// <param name="log">The rows.</param>
    /// <param name="minimumRating">Rows rated lower are left out; ignored when the log has no ratings.</param>
    /// <param name="weighting">What the weight of an entry is.</param>
    /// <exception cref="ArgumentException">A weight would not be a finite number above 0.</exception>
    public static InteractionMatrix FromLog(
        InteractionLog log,
        float minimumRating = float.NegativeInfinity,
        InteractionWeighting weighting = InteractionWeighting.One) => FromLog(log, minimumRating, weighting, halfLife: null);

    /// <summary>The same with weights that fall with age (<see cref="InteractionOptions.HalfLife"/>).</summary>
    internal static InteractionMatrix FromLog(InteractionLog log, float minimumRating, InteractionWeighting weighting, TimeSpan? halfLife)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (halfLife is not null && log.Count > 0 && !log.HasTimestamps)
        {
            throw new ArgumentException("HalfLife needs timestamps, and the rows have none; leave HalfLife null.", nameof(log));
        }

        long newest = halfLife is null || log.Count == 0 ? 0 : System.Numerics.Tensors.TensorPrimitives.Max(log.Timestamps);
        long oldest = halfLife is null ? 0 : Recency.Oldest(log.Timestamps, newest);
        bool threshold = log.HasRatings && !float.IsNegativeInfinity(minimumRating);
        int[] starts = new int[log.UserCount + 1];
        ReadOnlySpan<int> users = log.Users;
        ReadOnlySpan<float> ratings = log.Ratings;
        for (int i = 0; i < users.Length; i++)
        {
            if (!threshold || ratings[i] >= minimumRating)
            {
                starts[users[i] + 1]++;
            }
        }

        for (int u = 0; u < log.UserCount; u++)
        {
            starts[u + 1] += starts[u];
        }

        int count = starts[^1];
        int[] items = new int[count];
        bool rated = weighting != InteractionWeighting.One && log.HasRatings;
        float[] weights = rated || halfLife is not null ? new float[count] : [];
        long[] timestamps = log.HasTimestamps ? new long[count] : [];
        int write = 0;
        for (int i = 0; i < users.Length; i++)
        {
            if (threshold && !(ratings[i] >= minimumRating))
            {
                continue;
            }

            items[write] = log.Items[i];
            if (weights.Length > 0)
            {
                float weight = rated ? ratings[i] : 1;
                if (!(weight > 0) || !float.IsFinite(weight))
                {
                    throw new ArgumentException($"Row {i} has weight {weight}; a weight must be a finite number above 0.", nameof(log));
                }

                weight = weighting == InteractionWeighting.Logarithm && rated ? 1 + MathF.Log(1 + weight) : weight;
                weights[write] = halfLife is { } h
                    ? weight * Recency.Weight(log.Timestamps[i] == 0 ? oldest : log.Timestamps[i], newest, h)
                    : weight;
            }

            if (timestamps.Length > 0)
            {
                timestamps[write] = log.Timestamps[i];
            }

            write++;
        }

        SortRowsByItem(starts, items, weights, timestamps);
        return new InteractionMatrix(
            log.UserCount, log.ItemCount, starts, items, AllOne(weights) ? [] : weights, AllZero(timestamps) ? [] : timestamps);
    }

    internal static bool AllOne(float[] weights) => !weights.AsSpan().ContainsAnyExcept(1f);

    internal static bool AllZero(long[] timestamps) => !timestamps.AsSpan().ContainsAnyExcept(0L);

    private static ReadOnlySpan<T> Row<T>(T[] values, int[] starts, int row) =>
        values.AsSpan(starts[row], starts[row + 1] - starts[row]);

    private static void SortRowsByItem(int[] starts, int[] items, float[] weights, long[] timestamps)
    {
        int longest = 0;
        for (int u = 0; u + 1 < starts.Length; u++)
        {
            longest = Math.Max(longest, starts[u + 1] - starts[u]);
        }

        int[] permutation = new int[longest];
        float[] weightScratch = new float[weights.Length > 0 ? longest : 0];
        long[] timeScratch = new long[timestamps.Length > 0 ? longest : 0];
        for (int u = 0; u + 1 < starts.Length; u++)
        {
            int start = starts[u];
            int length = starts[u + 1] - start;
            Span<int> order = permutation.AsSpan(0, length);
            for (int i = 0; i < length; i++)
            {
                order[i] = i;
            }

            items.AsSpan(start, length).Sort(order);
            Permute(weights, start, order, weightScratch);
            Permute(timestamps, start, order, timeScratch);
        }
    }

    private static void Permute<T>(T[] values, int start, ReadOnlySpan<int> order, T[] scratch)
    {
        if (values.Length == 0)
        {
            return;
        }

        Span<T> row = values.AsSpan(start, order.Length);
        row.CopyTo(scratch);
        for (int i = 0; i < order.Length; i++)
        {
            row[i] = scratch[order[i]];
        }
    }

    private Columns Transpose()
    {
        int[] starts = new int[ItemCount + 1];
        foreach (int item in _items)
        {
            starts[item + 1]++;
        }

        for (int i = 0; i < ItemCount; i++)
        {
            starts[i + 1] += starts[i];
        }

        int[] next = starts.AsSpan(0, ItemCount).ToArray();
        int[] users = new int[_items.Length];
        float[] weights = new float[_weights.Length];
        for (int u = 0; u < UserCount; u++)
        {
            for (int e = _userStarts[u]; e < _userStarts[u + 1]; e++)
            {
                int position = next[_items[e]]++;
                users[position] = u;
                if (weights.Length > 0)
                {
                    weights[position] = _weights[e];
                }
            }
        }

        return new Columns(starts, users, weights);
    }

    private string ComputeFingerprint()
    {
        XxHash128 hash = new();
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(header, UserCount);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], ItemCount);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Count);
        hash.Append(header);
        hash.Append(MemoryMarshal.AsBytes(_userStarts.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(_items.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(_weights.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(_timestamps.AsSpan()));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private sealed record Columns(int[] Starts, int[] Users, float[] Weights);
}
