using System.Buffers;
using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// What models share whose user vector is a sum over the history: x = Σ_j c_j·y_j, score(u, i) = ⟨x, y_i⟩, so that liked
/// item j contributes c_j·⟨y_j, y_i⟩ and nothing is left over. c_j is the weight w_j, or w_j / Σw for a mean.
/// </summary>
internal sealed class LinearProfile
{
    private readonly FactorMatrix _items;
    private readonly UserHistories _histories;
    private readonly ItemMask _rankable;
    private readonly bool _mean;

    /// <summary>Made by the first query, and only for catalogues that do not fit into near caches.</summary>
    private readonly Lazy<ScreenedScan?> _screen;

    public LinearProfile(FactorMatrix items, UserHistories histories, ItemMask rankable, bool mean)
    {
        _items = items;
        _histories = histories;
        _rankable = rankable;
        _mean = mean;
        _screen = new Lazy<ScreenedScan?>(() => ScreenedScan.Pays(_items) ? ScreenedScan.Create(_items) : null);
    }

    public FactorMatrix Items => _items;

    public ItemMask Rankable => _rankable;

    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        QueryGuard.Check(query, _histories.UserCount, _items.Rows);
        Span<float> vector = stackalloc float[_items.Stride];
        if (!TryGetPadded(query, vector))
        {
            return 0;
        }

        ReadOnlySpan<int> seen = query.HasUser ? _histories.Seen.GetUserItems(query.UserIndex) : default;
        CandidateSet candidates = CandidateSet.Rent(_rankable, query, seen);
        int written = _screen.Value is { } screen
            ? screen.Run(vector, candidates.Words, destination)
            : ExactScan.Run(vector, _items, Similarity.InnerProduct, candidates.Words, destination);
        candidates.Return();
        return written;
    }

    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores)
    {
        QueryGuard.Check(query, _histories.UserCount, _items.Rows);
        QueryGuard.CheckItems(itemIndices, _items.Rows);
        QueryGuard.CheckDestination(scores.Length, itemIndices.Length, nameof(scores));
        Span<float> vector = stackalloc float[_items.Stride];
        bool known = TryGetPadded(query, vector);
        for (int i = 0; i < itemIndices.Length; i++)
        {
            scores[i] = known && _rankable.Contains(itemIndices[i])
                ? Kernels.Dot(vector, _items.PaddedRow(itemIndices[i]))
                : float.NaN;
        }
    }

    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination)
    {
        QueryGuard.Check(query, _histories.UserCount, _items.Rows);
        QueryGuard.CheckDestination(destination.Length, _items.Columns, nameof(destination));
        Span<float> vector = stackalloc float[_items.Stride];
        bool known = TryGetPadded(query, vector);
        vector[.._items.Columns].CopyTo(destination);
        return known;
    }

    /// <summary>See <see cref="IExplainer.ExplainMany"/>; an item the model does not rank has no explanation.</summary>
    public void ExplainMany(
        in RecommendationQuery query,
        ReadOnlySpan<int> itemIndices,
        Span<Explanation> explanations,
        Span<Contribution> contributions,
        int perItem)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perItem);
        QueryGuard.Check(query, _histories.UserCount, _items.Rows);
        QueryGuard.CheckItems(itemIndices, _items.Rows);
        QueryGuard.CheckDestination(explanations.Length, itemIndices.Length, nameof(explanations));
        QueryGuard.CheckDestination(contributions.Length, (long)itemIndices.Length * perItem, nameof(contributions));
        Span<float> vector = stackalloc float[_items.Stride];
        TryGetPadded(query, vector);
        CleanHistory history = History(query);
        float[] products = ArrayPool<float>.Shared.Rent(Math.Max(history.Items.Length, 1));
        double[] terms = ArrayPool<double>.Shared.Rent(Math.Max(history.Items.Length, 1));
        try
        {
            for (int i = 0; i < itemIndices.Length; i++)
            {
                explanations[i] = history.Items.IsEmpty || !_rankable.Contains(itemIndices[i])
                    ? default
                    : ExplainOne(
                        vector,
                        history,
                        itemIndices[i],
                        products.AsSpan(0, history.Items.Length),
                        terms.AsSpan(0, history.Items.Length),
                        contributions.Slice(i * perItem, perItem));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(products);
            ArrayPool<double>.Shared.Return(terms);
            history.Return();
        }
    }

    /// <summary>See <see cref="IVectorAttribution.Attribute"/>.</summary>
    public int Attribute(in RecommendationQuery query, ReadOnlySpan<float> vectors, int count, Span<int> items, Span<double> terms)
    {
        CleanHistory history = History(query);
        double[] rented = ArrayPool<double>.Shared.Rent(_items.Stride);
        try
        {
            Span<double> vector = rented.AsSpan(0, _items.Stride);
            double scale = Scale(history);
            history.Items.CopyTo(items);
            for (int n = 0; n < count; n++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(vectors.Slice(n * _items.Stride, _items.Stride), vector);
                for (int j = 0; j < history.Items.Length; j++)
                {
                    double weight = history.Weights.IsEmpty ? 1 : history.Weights[j];
                    terms[(n * items.Length) + j] = weight * scale * RefinementKernel.Dot(vector, _items.PaddedRow(history.Items[j]));
                }
            }

            return history.Items.Length;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
            history.Return();
        }
    }

    private Explanation ExplainOne(
        ReadOnlySpan<float> vector,
        in CleanHistory history,
        int itemIndex,
        Span<float> products,
        Span<double> terms,
        Span<Contribution> destination)
    {
        ReadOnlySpan<float> row = _items.PaddedRow(itemIndex);
        float score = Kernels.Dot(vector, row);
        products.Clear();
        Kernels.AddDotsGathered(row, _items.Values, _items.Stride, history.Items, products);
        double scale = Scale(history);
        for (int j = 0; j < terms.Length; j++)
        {
            terms[j] = (history.Weights.IsEmpty ? 1 : history.Weights[j]) * scale * products[j];
        }

        // The score is a single-precision sum: its rounding error is shared out among the terms by their size. A gap that
        // rounding cannot explain would stay visible in the sum.
        double gap = score - TensorPrimitives.Sum<double>(terms);
        double size = TensorPrimitives.SumOfMagnitudes<double>(terms);
        double shared = size > 0 && Math.Abs(gap) <= Rounding(vector, row, history, scale) ? gap / size : 0;
        TopContributions top = new(destination);
        for (int j = 0; j < terms.Length; j++)
        {
            top.Add(history.Items[j], terms[j] + (shared * Math.Abs(terms[j])));
        }

        return top.Finish(score, remainder: 0);
    }

    /// <summary>
    /// How far a score and its terms can be apart by rounding: (d + n + 4)·u·‖y_i‖·Σ_j c_j·‖y_j‖, u = 2⁻²⁴ (Cauchy–Schwarz
    /// over the sum of the history, the inner product, and the terms' own inner products).
    /// </summary>
    private double Rounding(ReadOnlySpan<float> vector, ReadOnlySpan<float> row, in CleanHistory history, double scale)
    {
        double lengths = TensorPrimitives.Norm(vector);
        for (int j = 0; j < history.Items.Length; j++)
        {
            double weight = history.Weights.IsEmpty ? 1 : history.Weights[j];
            lengths += weight * scale * TensorPrimitives.Norm(_items.PaddedRow(history.Items[j]));
        }

        return (vector.Length + history.Items.Length + 4) * Math.ScaleB(1, -24) * TensorPrimitives.Norm(row) * lengths;
    }

    private bool TryGetPadded(scoped in RecommendationQuery query, Span<float> vector)
    {
        vector.Clear();
        CleanHistory history = History(query);
        try
        {
            if (history.Items.IsEmpty)
            {
                return false;
            }

            Kernels.WeightedSumGathered(vector, _items.Values, _items.Stride, history.Items, history.Weights, (float)Scale(history), 0);
            return true;
        }
        finally
        {
            history.Return();
        }
    }

    private double Scale(in CleanHistory history)
    {
        if (!_mean)
        {
            return 1;
        }

        double sum = history.Items.Length;
        if (!history.Weights.IsEmpty)
        {
            sum = 0;
            foreach (float weight in history.Weights)
            {
                sum += weight;
            }
        }

        return 1 / sum;
    }

    /// <summary>Liked items that have a vector.</summary>
    private CleanHistory History(scoped in RecommendationQuery query)
    {
        if (!query.HasUser)
        {
            return CleanHistory.Rent(query, _rankable);
        }

        RecommendationQuery stored = RecommendationQuery.ForHistory(
            _histories.Liked.GetUserItems(query.UserIndex), _histories.Liked.GetUserWeights(query.UserIndex));
        return CleanHistory.Rent(stored, _rankable);
    }
}
