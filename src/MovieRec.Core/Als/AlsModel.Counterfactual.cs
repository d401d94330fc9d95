using System.Buffers;
using MovieRec.Numerics;

namespace MovieRec;

/// <content>
/// Counterfactuals: the normal equations of the shortened history solved again, its smaller ridge included. (With ν &gt; 0
/// the ridge depends on the length of the history, so that taking one term off the matrix would not be enough.)
/// </content>
public sealed partial class AlsModel
{
    /// <summary>What becomes of a recommendation without one liked item.</summary>
    /// <param name="query">The user or the history; the query's mask and history rule say which items are ranked.</param>
    /// <param name="itemIndex">The recommended item.</param>
    /// <param name="removedItemIndex">The liked item to leave out. It stays excluded from the ranking like the rest of the history.</param>
    /// <exception cref="ArgumentException">The removed item is not in the history the model scores with, or the item cannot be ranked.</exception>
    public Counterfactual Without(in RecommendationQuery query, int itemIndex, int removedItemIndex)
    {
        QueryGuard.Check(query, UserCount, ItemCount);
        QueryGuard.CheckItem(itemIndex, ItemCount);
        QueryGuard.CheckItem(removedItemIndex, ItemCount);
        if (!_rankable.Contains(itemIndex))
        {
            throw new ArgumentException($"Item {itemIndex} has no liked interaction, so that the model cannot rank it.", nameof(itemIndex));
        }

        ReadOnlySpan<int> seen = query.HasUser ? _histories.Seen.GetUserItems(query.UserIndex) : default;
        CandidateSet candidates = CandidateSet.Rent(_rankable, query, seen);
        FactorMatrix vectors = new(2, Dimensions);
        try
        {
            TryGetPaddedQueryVector(query, vectors.PaddedRow(0));
            bool left = SolveWithout(query, removedItemIndex, vectors.PaddedRow(1));
            float score = Kernels.Dot(vectors.PaddedRow(0), _items.PaddedRow(itemIndex));
            float without = Kernels.Dot(vectors.PaddedRow(1), _items.PaddedRow(itemIndex));
            return new Counterfactual(
                score,
                Rank(vectors.PaddedRow(0), candidates.Words, itemIndex, score),
                without,
                left ? Rank(vectors.PaddedRow(1), candidates.Words, itemIndex, without) : Last(candidates.Words, itemIndex));
        }
        finally
        {
            candidates.Return();
        }
    }

    /// <summary>The score of one item when the history lacks one of several liked items, each left out alone.</summary>
    /// <param name="query">The user or the history.</param>
    /// <param name="itemIndex">The scored item.</param>
    /// <param name="removedItemIndices">Liked items, one after the other.</param>
    /// <param name="scores">Receives one score for each; 0 when nothing is left of the history.</param>
    /// <exception cref="ArgumentException">A removed item is not in the history the model scores with, or the destination is too short.</exception>
    public void ScoresWithout(in RecommendationQuery query, int itemIndex, ReadOnlySpan<int> removedItemIndices, Span<float> scores)
    {
        QueryGuard.Check(query, UserCount, ItemCount);
        QueryGuard.CheckItem(itemIndex, ItemCount);
        QueryGuard.CheckItems(removedItemIndices, ItemCount);
        QueryGuard.CheckDestination(scores.Length, removedItemIndices.Length, nameof(scores));
        float[] rented = ArrayPool<float>.Shared.Rent(_items.Stride);
        Span<float> vector = rented.AsSpan(0, _items.Stride);
        try
        {
            for (int n = 0; n < removedItemIndices.Length; n++)
            {
                SolveWithout(query, removedItemIndices[n], vector);
                scores[n] = Kernels.Dot(vector, _items.PaddedRow(itemIndex));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <returns>False, and zeros, when nothing is left of the history.</returns>
    private bool SolveWithout(in RecommendationQuery query, int removed, Span<float> vector)
    {
        vector.Clear();
        CleanHistory history = query.HasUser
            ? CleanHistory.OfUser(_histories.Liked, query.UserIndex)
            : CleanHistory.Rent(query, _rankable);
        int[] items = ArrayPool<int>.Shared.Rent(Math.Max(1, history.Items.Length));
        float[] weights = ArrayPool<float>.Shared.Rent(Math.Max(1, history.Items.Length));
        AlsWorkspace workspace = AlsWorkspace.Rent(_items.Stride);
        try
        {
            int position = history.Items.BinarySearch(removed);
            if (position < 0)
            {
                throw new ArgumentException($"Item {removed} is not in the history the scores come from.", nameof(removed));
            }

            int left = history.Items.Length - 1;
            history.Items[..position].CopyTo(items);
            history.Items[(position + 1)..].CopyTo(items.AsSpan(position));
            if (!history.Weights.IsEmpty)
            {
                history.Weights[..position].CopyTo(weights);
                history.Weights[(position + 1)..].CopyTo(weights.AsSpan(position));
            }

            if (left > 0)
            {
                _side.SolveRefined(workspace, items.AsSpan(0, left), history.Weights.IsEmpty ? default : weights.AsSpan(0, left), vector[..Dimensions]);
            }

            return left > 0;
        }
        finally
        {
            workspace.Return();
            ArrayPool<int>.Shared.Return(items);
            ArrayPool<float>.Shared.Return(weights);
            history.Return();
        }
    }

    /// <summary>1 + the number of candidates that come before the item: a higher score, or the same and a lower index.</summary>
    private int Rank(ReadOnlySpan<float> vector, ReadOnlySpan<ulong> candidates, int item, float score)
    {
        const int Group = 64;
        Span<float> scores = stackalloc float[Group];
        int before = 0;
        for (int w = 0; w < candidates.Length; w++)
        {
            int first = w * Group;
            int rows = Math.Min(Group, ItemCount - first);
            Kernels.DotRows(vector, _items.Values.Slice(first * _items.Stride, rows * _items.Stride), scores[..rows]);
            for (int n = 0; n < rows; n++)
            {
                bool better = scores[n] > score || (scores[n] == score && first + n < item);
                before += better && first + n != item && (candidates[w] >> n & 1) != 0 ? 1 : 0;
            }
        }

        return before + 1;
    }

    private static int Last(ReadOnlySpan<ulong> candidates, int item)
    {
        int others = 0;
        for (int w = 0; w < candidates.Length; w++)
        {
            ulong bits = w == item >> 6 ? candidates[w] & ~(1UL << (item & 63)) : candidates[w];
            others += System.Numerics.BitOperations.PopCount(bits);
        }

        return others + 1;
    }
}
