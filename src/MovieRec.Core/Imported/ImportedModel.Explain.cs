using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <content>
/// Explanations. The user vector is x = A⁻¹ Σ_j t_j·y_j, so the score of item i is Σ_j t_j·⟨y_j, A⁻¹·y_i⟩ over the user's
/// interactions. Those with liked items are the contributions; what rated but not liked items add (they enter the equations
/// when ratings are the targets) is the remainder, because no liked item caused it. Under x ≥ 0 the sum runs over the coordinates that are positive for this user: there x
/// is linear in the history, so the sum is exact; taking an item out of the history could change which coordinates these are.
/// </content>
public sealed partial class ImportedModel
{
    private void ExplainMany(
        in RecommendationQuery query,
        ReadOnlySpan<int> itemIndices,
        Span<Explanation> explanations,
        Span<Contribution> contributions,
        int perItem)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perItem);
        QueryGuard.Check(query, UserCount, ItemCount);
        QueryGuard.CheckItems(itemIndices, ItemCount);
        QueryGuard.CheckDestination(explanations.Length, itemIndices.Length, nameof(explanations));
        QueryGuard.CheckDestination(contributions.Length, (long)itemIndices.Length * perItem, nameof(contributions));
        Span<float> vector = stackalloc float[_items.Stride];
        if (!TryGetPaddedQueryVector(query, vector))
        {
            explanations[..itemIndices.Length].Clear();
            return;
        }

        CleanHistory history = query.HasUser
            ? CleanHistory.OfUser(_solver!.Evidence(_histories), query.UserIndex)
            : CleanHistory.Rent(query, _known);
        NormalSystem system = NormalSystem.Rent(Dimensions);
        try
        {
            bool solved = HasKnown(history.Items);
            if (solved)
            {
                _solver!.Solve(system, history.Items, history.Weights, _known, query.HasUser ? 1 : _solver.LikedRating);
            }

            ReadOnlySpan<int> liked = query.HasUser ? _histories.Liked.GetUserItems(query.UserIndex) : history.Items;
            for (int i = 0; i < itemIndices.Length; i++)
            {
                float score = Kernels.Dot(vector, _items.PaddedRow(itemIndices[i]));
                Span<Contribution> destination = contributions.Slice(i * perItem, perItem);
                explanations[i] = solved
                    ? ExplainOne(system, query.HasUser, history, liked, itemIndices[i], score, destination)
                    : new Explanation(score, remainder: score, written: 0, omitted: 0, Math.Abs(score));
            }
        }
        finally
        {
            system.Return();
            history.Return();
        }
    }

    private Explanation ExplainOne(
        in NormalSystem system,
        bool stored,
        in CleanHistory history,
        ReadOnlySpan<int> liked,
        int itemIndex,
        float score,
        Span<Contribution> destination)
    {
        Span<double> weights = system.Solution;
        TensorPrimitives.ConvertTruncating<float, double>(_items.Row(itemIndex), weights);
        system.SolveActive(weights);
        float missing = stored ? 1 : _solver!.LikedRating;

        TopContributions top = new(destination);
        double remainder = 0;
        int next = 0;
        for (int j = 0; j < history.Items.Length; j++)
        {
            int item = history.Items[j];
            while (next < liked.Length && liked[next] < item)
            {
                next++;
            }

            if (!_known.Contains(item))
            {
                continue;
            }

            TensorPrimitives.ConvertTruncating<float, double>(_items.Row(item), system.Row);
            double value = _solver!.Equations.TargetWeight(history.Weights.IsEmpty ? missing : history.Weights[j])
                * TensorPrimitives.Dot<double>(system.Row, weights);
            if (next < liked.Length && liked[next] == item)
            {
                top.Add(item, value);
            }
            else
            {
                remainder += value;
            }
        }

        return top.Finish(score, (float)remainder);
    }

    private bool HasKnown(ReadOnlySpan<int> items)
    {
        foreach (int item in items)
        {
            if (_known.Contains(item))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class ExplainService(ImportedModel model) : IExplainer
    {
        public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
        {
            Explanation explanation = default;
            model.ExplainMany(query, [itemIndex], new Span<Explanation>(ref explanation), destination, destination.Length);
            return explanation;
        }

        public void ExplainMany(
            in RecommendationQuery query,
            ReadOnlySpan<int> itemIndices,
            Span<Explanation> explanations,
            Span<Contribution> contributions,
            int perItem) => model.ExplainMany(query, itemIndices, explanations, contributions, perItem);
    }
}
