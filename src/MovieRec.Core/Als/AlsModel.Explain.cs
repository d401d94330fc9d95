using System.Buffers;
using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <content>
/// Explanations (Hu, Koren, Volinsky 2008, §5). The user vector is x = A⁻¹ Σ_j b_j·y_j, so the score of item i is
/// Σ_j b_j·⟨y_j, A⁻¹·y_i⟩: one term for each liked item, exact, with nothing left over. A depends on the user only and is
/// factored once for a whole list; each item costs a few triangular solves. Terms are computed in double precision; the
/// rounding error of the score that was shown (a single-precision inner product) is shared out among them in proportion
/// to their size, so that they add up to that score. A gap larger than rounding is never hidden this way.
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
        double[] terms = ArrayPool<double>.Shared.Rent(Math.Max(history.Items.Length, 1));
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
            AlsFactor factor = _side.Factor(workspace, items, history.Weights);
            for (int i = 0; i < itemIndices.Length; i++)
            {
                explanations[i] = ExplainOne(
                    workspace,
                    factor,
                    vector,
                    items,
                    history.Weights,
                    itemIndices[i],
                    terms.AsSpan(0, items.Length),
                    contributions.Slice(i * perItem, perItem));
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(terms);
            workspace.Return();
            history.Return();
        }
    }

    int IVectorAttribution.Attribute(
        in RecommendationQuery query, ReadOnlySpan<float> vectors, int count, Span<int> items, Span<double> terms)
    {
        CleanHistory history = query.HasUser
            ? CleanHistory.OfUser(_histories.Liked, query.UserIndex)
            : CleanHistory.Rent(query, _rankable);
        AlsWorkspace workspace = AlsWorkspace.Rent(_items.Stride);
        try
        {
            if (history.Items.IsEmpty)
            {
                return 0;
            }

            history.Items.CopyTo(items);
            AlsFactor factor = _side.Factor(workspace, history.Items, history.Weights);
            for (int n = 0; n < count; n++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(vectors.Slice(n * _items.Stride, _items.Stride), workspace.Target);
                _side.Refine(workspace, factor, history.Items, history.Weights);
                Terms(workspace, history.Items, history.Weights, terms.Slice(n * items.Length, history.Items.Length));
            }

            return history.Items.Length;
        }
        finally
        {
            workspace.Return();
            history.Return();
        }
    }

    private Explanation ExplainOne(
        in AlsWorkspace workspace,
        AlsFactor factor,
        ReadOnlySpan<float> vector,
        ReadOnlySpan<int> items,
        ReadOnlySpan<float> weights,
        int itemIndex,
        Span<double> terms,
        Span<Contribution> destination)
    {
        float score = Kernels.Dot(vector, _items.PaddedRow(itemIndex));
        TensorPrimitives.ConvertTruncating<float, double>(_items.PaddedRow(itemIndex), workspace.Target);
        _side.Refine(workspace, factor, items, weights);
        Terms(workspace, items, weights, terms);
        double shared = RoundingShare(score, vector, _items.PaddedRow(itemIndex), terms);
        TopContributions top = new(destination);
        for (int j = 0; j < items.Length; j++)
        {
            top.Add(items[j], terms[j] + (shared * Math.Abs(terms[j])));
        }

        return top.Finish(score, remainder: 0);
    }

    /// <summary>b_j·⟨y_j, A⁻¹·target⟩ for each liked item, with A⁻¹·target in <c>workspace.Solution</c>.</summary>
    private void Terms(in AlsWorkspace workspace, ReadOnlySpan<int> items, ReadOnlySpan<float> weights, Span<double> terms)
    {
        for (int j = 0; j < items.Length; j++)
        {
            terms[j] = Options.TargetWeight(weights.IsEmpty ? 1 : weights[j])
                * RefinementKernel.Dot(workspace.Solution, _items.PaddedRow(items[j]));
        }
    }

    /// <summary>
    /// What each term takes, relative to its size, so that the sum is the single-precision score. Only rounding is shared
    /// out: a gap that rounding cannot explain stays visible in the sum.
    /// </summary>
    private static double RoundingShare(float score, ReadOnlySpan<float> vector, ReadOnlySpan<float> row, ReadOnlySpan<double> terms)
    {
        Span<float> products = stackalloc float[vector.Length];
        TensorPrimitives.Multiply(vector, row, products);

        // A sum of n products of rounded factors errs by at most about (n + 2)·u·Σ|products|, u = 2⁻²⁴.
        double largest = (vector.Length + 2) * Math.Pow(2, -24) * TensorPrimitives.SumOfMagnitudes<float>(products);
        double gap = score - TensorPrimitives.Sum(terms);
        double size = TensorPrimitives.SumOfMagnitudes(terms);
        return size > 0 && Math.Abs(gap) <= largest ? gap / size : 0;
    }
}
