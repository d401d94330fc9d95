using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec;

/// <content>
/// Explanations (Hu, Koren, Volinsky 2008, §5). The user vector is x = A⁻¹ Σ_j b_j·y_j, so the score of item i is
/// Σ_j b_j·⟨y_j, A⁻¹·y_i⟩: one term for each liked item, exact, with nothing left over. A depends on the user only and is
/// factored once for a whole list; each item costs two triangular solves.
/// </content>
public sealed partial class AlsModel
{
    /// <inheritdoc/>
    public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
    {
        Explanation explanation = default;
        ExplainMany(query, [itemIndex], new Span<Explanation>(ref explanation), destination, destination.Length);
        return explanation;
    }

    /// <inheritdoc/>
    public void ExplainMany(
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
        CleanHistory history = query.HasUser
            ? CleanHistory.OfUser(_histories.Liked, query.UserIndex)
            : CleanHistory.Rent(query, _rankable);
        AlsWorkspace workspace = AlsWorkspace.Rent(_items.Stride);
        try
        {
            ReadOnlySpan<int> items = history.Items;
            if (items.IsEmpty)
            {
                explanations[..itemIndices.Length].Clear();
                return;
            }

            Span<float> vector = stackalloc float[_items.Stride];
            TryGetPaddedQueryVector(query, vector);
            if (!_side.Factor(workspace, items, history.Weights))
            {
                throw new InvalidOperationException("The user's normal equations are not positive definite in single precision.");
            }

            for (int i = 0; i < itemIndices.Length; i++)
            {
                explanations[i] = ExplainOne(
                    workspace, vector, items, history.Weights, itemIndices[i], contributions.Slice(i * perItem, perItem));
            }
        }
        finally
        {
            workspace.Return();
            history.Return();
        }
    }

    private Explanation ExplainOne(
        in AlsWorkspace workspace,
        ReadOnlySpan<float> vector,
        ReadOnlySpan<int> items,
        ReadOnlySpan<float> weights,
        int itemIndex,
        Span<Contribution> destination)
    {
        float score = Kernels.Dot(vector, _items.PaddedRow(itemIndex));
        TensorPrimitives.ConvertTruncating<float, double>(_items.PaddedRow(itemIndex), workspace.Target);
        _side.Refine(workspace, items, weights);

        TopContributions top = new(destination);
        for (int j = 0; j < items.Length; j++)
        {
            double value = Options.TargetWeight(weights.IsEmpty ? 1 : weights[j])
                * RefinementKernel.Dot(workspace.Solution, _items.PaddedRow(items[j]));
            top.Add(items[j], value);
        }

        return top.Finish(score, remainder: 0);
    }
}
