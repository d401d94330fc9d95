using System.Buffers;
using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <content>
/// Explanations. Every part's query vector is a linear function of the history, so the score of any item vector comes apart
/// into one term for each liked item: the terms of a part are taken against the item's block of the blend (a content prior
/// or a backfilled vector is in it) and multiplied by the part's factor on the query. Popularity, and what the parts
/// themselves leave over, is the remainder. Rounding of the single-precision score is shared out as in
/// <see cref="AlsModel"/>; a gap that rounding cannot explain stays visible.
/// </content>
public sealed partial class HybridModel
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
        QueryGuard.Check(query, Info.UserCount, ItemCount);
        QueryGuard.CheckItems(itemIndices, ItemCount);
        QueryGuard.CheckDestination(explanations.Length, itemIndices.Length, nameof(explanations));
        QueryGuard.CheckDestination(contributions.Length, (long)itemIndices.Length * perItem, nameof(contributions));
        CleanHistory history = query.HasUser
            ? CleanHistory.OfUser(_histories.Liked, query.UserIndex)
            : CleanHistory.Rent(query, _known);
        float[] rented = ArrayPool<float>.Shared.Rent(_items.Stride);
        float[]? added = null;
        double[] terms = ArrayPool<double>.Shared.Rent(Math.Max(1, itemIndices.Length * history.Items.Length));
        double[] remainders = ArrayPool<double>.Shared.Rent(Math.Max(1, itemIndices.Length));
        try
        {
            Span<float> vector = rented.AsSpan(0, _items.Stride);
            bool known = TryBuildQuery(query, vector);
            added = AddedScores(query, ref known);
            if (!known || history.Items.IsEmpty)
            {
                explanations[..itemIndices.Length].Clear();
                return;
            }

            Gathered gathered = new(history.Items, terms.AsSpan(0, itemIndices.Length * history.Items.Length), remainders.AsSpan(0, itemIndices.Length));
            Gather(query, vector, itemIndices, gathered);
            for (int i = 0; i < itemIndices.Length; i++)
            {
                explanations[i] = Finish(vector, added, itemIndices[i], gathered, i, contributions.Slice(i * perItem, perItem));
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(terms);
            ArrayPool<double>.Shared.Return(remainders);
            Return(rented, added);
            history.Return();
        }
    }

    private void Gather(in RecommendationQuery query, ReadOnlySpan<float> vector, ReadOnlySpan<int> itemIndices, in Gathered gathered)
    {
        gathered.Terms.Clear();
        gathered.Remainders.Clear();
        int liked = CountLiked(query);
        foreach (HybridBlock block in _blocks)
        {
            double scale = BlockScale(block, query, liked);
            if (scale > 0 && block.Attribution is not null)
            {
                Attribute(block, block.Attribution, scale, query, itemIndices, gathered);
            }
            else if (scale > 0 && block.Explainer is not null)
            {
                AddExplained(block.Explainer, block, scale, query, itemIndices, gathered);
            }
        }

        foreach (HybridAddend addend in _addends)
        {
            float[] scores = ArrayPool<float>.Shared.Rent(ItemCount);
            double scale = AddendScale(addend, addend.Score(query, _allItems, scores.AsSpan(0, ItemCount)), liked);
            ArrayPool<float>.Shared.Return(scores);
            if (addend.Explainer is not null && scale > 0)
            {
                AddExplained(addend.Explainer, null, scale, query, itemIndices, gathered);
            }
        }

        if (_popularityColumn >= 0)
        {
            for (int i = 0; i < itemIndices.Length; i++)
            {
                gathered.Remainders[i] += (double)vector[_popularityColumn] * _items.Row(itemIndices[i])[_popularityColumn];
            }
        }
    }

    /// <summary>What the part's query vector was multiplied by.</summary>
    private double BlockScale(HybridBlock block, in RecommendationQuery query, int liked)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(block.Covariance.Stride);
        Span<float> part = rented.AsSpan(0, block.Covariance.Stride);
        part.Clear();
        double scale = !block.Vectors.TryGetQueryVector(query, part[..block.Dimensions]) ? 0
            : _sole ? 1
            : (float)(block.Standardize(part) * UserFactor(block.Source, liked));
        ArrayPool<float>.Shared.Return(rented);
        return scale;
    }

    private void Attribute(
        HybridBlock block, IVectorAttribution attribution, double scale, in RecommendationQuery query, ReadOnlySpan<int> itemIndices, in Gathered gathered)
    {
        int stride = block.Covariance.Stride;
        int length = Math.Max(1, query.HasUser ? gathered.History.Length : query.History.Length);
        float[] vectors = ArrayPool<float>.Shared.Rent(Math.Max(1, itemIndices.Length * stride));
        int[] items = ArrayPool<int>.Shared.Rent(length);
        double[] terms = ArrayPool<double>.Shared.Rent(Math.Max(1, itemIndices.Length * length));
        vectors.AsSpan(0, itemIndices.Length * stride).Clear();
        for (int i = 0; i < itemIndices.Length; i++)
        {
            _items.Row(itemIndices[i]).Slice(block.Offset, block.Dimensions).CopyTo(vectors.AsSpan(i * stride));
        }

        int count = attribution.Attribute(
            query, vectors.AsSpan(0, itemIndices.Length * stride), itemIndices.Length, items.AsSpan(0, length), terms.AsSpan(0, itemIndices.Length * length));
        for (int i = 0; i < itemIndices.Length; i++)
        {
            for (int j = 0; j < count; j++)
            {
                gathered.Add(i, items[j], scale * terms[(i * length) + j]);
            }
        }

        ArrayPool<float>.Shared.Return(vectors);
        ArrayPool<int>.Shared.Return(items);
        ArrayPool<double>.Shared.Return(terms);
    }

    private void AddExplained(
        IExplainer explainer, HybridBlock? block, double scale, in RecommendationQuery query, ReadOnlySpan<int> itemIndices, in Gathered gathered)
    {
        int length = Math.Max(1, query.HasUser ? gathered.History.Length : query.History.Length);
        Explanation[] explanations = ArrayPool<Explanation>.Shared.Rent(Math.Max(1, itemIndices.Length));
        Contribution[] contributions = ArrayPool<Contribution>.Shared.Rent(Math.Max(1, itemIndices.Length * length));
        explainer.ExplainMany(query, itemIndices, explanations, contributions, length);
        for (int i = 0; i < itemIndices.Length; i++)
        {
            double factor = scale * (block is null || _sole ? 1 : ItemFactor(block, itemIndices[i]));
            gathered.Remainders[i] += factor * explanations[i].Remainder;
            foreach (Contribution contribution in contributions.AsSpan(i * length, explanations[i].Written))
            {
                gathered.Add(i, contribution.ItemIndex, factor * contribution.Value);
            }
        }

        ArrayPool<Explanation>.Shared.Return(explanations);
        ArrayPool<Contribution>.Shared.Return(contributions);
    }

    /// <summary>a·g/τ for a part whose item vectors enter as they are.</summary>
    private double ItemFactor(HybridBlock block, int item) =>
        HybridAssembly.OwnFactor(Parameters, block.Source, _seen[item]) * block.Weight / block.Spread;

    private Explanation Finish(
        ReadOnlySpan<float> vector, float[]? added, int item, in Gathered gathered, int position, Span<Contribution> destination)
    {
        float score = ScoreOne(vector, added, item);
        ReadOnlySpan<double> terms = gathered.TermsOf(position);
        float remainder = (float)gathered.Remainders[position];
        double shared = RoundingShare(score, remainder, vector, _items.PaddedRow(item), added is null ? 0 : added[item], terms);
        TopContributions top = new(destination);
        for (int j = 0; j < terms.Length; j++)
        {
            // An item that none of the parts knows contributed nothing, and is not named.
            if (terms[j] != 0)
            {
                top.Add(gathered.History[j], terms[j] + (shared * Math.Abs(terms[j])));
            }
        }

        return top.Finish(score, remainder);
    }

    private static double RoundingShare(
        float score, float remainder, ReadOnlySpan<float> vector, ReadOnlySpan<float> row, float added, ReadOnlySpan<double> terms)
    {
        double products = Math.Abs(added) + Math.Abs(remainder);
        for (int i = 0; i < vector.Length; i++)
        {
            products += Math.Abs((double)vector[i] * row[i]);
        }

        // Sums of d products and of n vectors in single precision, and the factors that the blocks were multiplied by.
        double gap = score - remainder - TensorPrimitives.Sum(terms);
        double size = TensorPrimitives.SumOfMagnitudes(terms);
        double largest = 4 * (vector.Length + terms.Length + 4) * Math.Pow(2, -24) * (products + size);
        return size > 0 && Math.Abs(gap) <= largest ? gap / size : 0;
    }

    /// <summary>Terms of several items, one row for each, aligned with the history.</summary>
    private readonly ref struct Gathered(ReadOnlySpan<int> history, Span<double> terms, Span<double> remainders)
    {
        public ReadOnlySpan<int> History { get; } = history;

        public Span<double> Terms { get; } = terms;

        public Span<double> Remainders { get; } = remainders;

        public ReadOnlySpan<double> TermsOf(int position) => Terms.Slice(position * History.Length, History.Length);

        public void Add(int position, int item, double value)
        {
            int place = History.BinarySearch(item);
            if (place >= 0)
            {
                Terms[(position * History.Length) + place] += value;
            }
            else
            {
                Remainders[position] += value;
            }
        }
    }
}
