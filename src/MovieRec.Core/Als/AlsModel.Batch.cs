using System.Buffers;

namespace MovieRec;

/// <content>Recommendations for many users at once, at matrix-product speed.</content>
public sealed partial class AlsModel
{
    /// <summary>
    /// Recommends to many users: the same lists, bit for bit, as one <see cref="Recommend"/> for each, in a fraction of the
    /// time (see docs/als.md).
    /// </summary>
    /// <param name="userIndices">Dense user indices, in any order; repeats are allowed.</param>
    /// <param name="count">Items wanted for each user, ≥ 0.</param>
    /// <param name="destination">Receives <c>userIndices.Length × count</c> items; the list of user n begins at n × count.</param>
    /// <param name="written">Receives the length of each list: less than <paramref name="count"/> when fewer items are left, 0 for a user without a vector.</param>
    /// <param name="options">Eligible items, threads; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work; the destination is then incomplete.</param>
    /// <exception cref="ArgumentException">A destination is too short, or the mask covers another number of items.</exception>
    public void RecommendMany(
        ReadOnlyMemory<int> userIndices,
        int count,
        Memory<ScoredItem> destination,
        Memory<int> written,
        BatchOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        options ??= new BatchOptions();
        foreach (int user in userIndices.Span)
        {
            QueryGuard.CheckUser(user, UserCount);
        }

        QueryGuard.CheckDestination(destination.Length, (long)userIndices.Length * count, nameof(destination));
        QueryGuard.CheckDestination(written.Length, userIndices.Length, nameof(written));
        if (options.Eligible is { } eligible && eligible.ItemCount != ItemCount)
        {
            throw new ArgumentException($"The eligible mask covers {eligible.ItemCount} items, the model {ItemCount}.", nameof(options));
        }

        ItemMask candidates = options.Eligible is null ? _rankable : _rankable.And(options.Eligible);
        double largestNorm = BatchScan.LargestNorm(_items);
        int batch = BatchScan.MaxQueries;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        Parallel.For(0, (userIndices.Length + batch - 1) / batch, parallel, b =>
        {
            int first = b * batch;
            int length = Math.Min(batch, userIndices.Length - first);
            RecommendBatch(
                userIndices.Span.Slice(first, length),
                candidates,
                options.AllowHistoryItems,
                largestNorm,
                destination.Span.Slice(first * count, length * count),
                written.Span.Slice(first, length));
        });
    }

    private void RecommendBatch(
        ReadOnlySpan<int> users, ItemMask candidates, bool allowHistory, double largestNorm, Span<ScoredItem> destination, Span<int> written)
    {
        int stride = _items.Stride;
        int words = candidates.Words.Length;
        float[] queries = ArrayPool<float>.Shared.Rent(users.Length * stride);
        ulong[] bits = ArrayPool<ulong>.Shared.Rent(users.Length * words);
        for (int n = 0; n < users.Length; n++)
        {
            ReadOnlySpan<float> vector = _users.PaddedRow(users[n]);
            vector.CopyTo(queries.AsSpan(n * stride));
            Span<ulong> row = bits.AsSpan(n * words, words);
            if (!vector.ContainsAnyExcept(0f))
            {
                // No liked item, no vector: nothing is recommended, as for a single query.
                row.Clear();
                continue;
            }

            candidates.Words.CopyTo(row);
            if (!allowHistory)
            {
                foreach (int item in _histories.Seen.GetUserItems(users[n]))
                {
                    row[item >> 6] &= ~(1UL << (item & 63));
                }
            }
        }

        BatchScan.Run(
            queries.AsSpan(0, users.Length * stride), users.Length, _items, largestNorm, bits.AsSpan(0, users.Length * words), destination, written);
        ArrayPool<float>.Shared.Return(queries);
        ArrayPool<ulong>.Shared.Return(bits);
    }
}
