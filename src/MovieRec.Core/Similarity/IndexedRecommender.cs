using System.Buffers;

namespace MovieRec;

/// <summary>
/// Serves a vector model through a similarity index: retrieve, exclude what was seen, re-score with the model. With an
/// exact index the answers equal the model's own; with an approximate one they differ as far as the index misses items.
/// </summary>
public sealed class IndexedRecommender : IRecommender
{
    private readonly IRecommender _model;
    private readonly IVectorRecommender _vectors;
    private readonly IScorer _scorer;
    private readonly ISimilarityIndex _index;
    private readonly UserHistories _histories;

    /// <summary>Joins a model and an index over its item vectors.</summary>
    /// <param name="model">A model that offers <see cref="IVectorRecommender"/> and <see cref="IScorer"/>.</param>
    /// <param name="index">An inner-product index over the model's item vectors.</param>
    /// <param name="histories">What users have seen: excluded from answers.</param>
    /// <exception cref="ArgumentException">The model lacks a capability, or the index does not fit it.</exception>
    public IndexedRecommender(IRecommender model, ISimilarityIndex index, UserHistories histories)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(histories);
        _model = model;
        _vectors = model.GetService<IVectorRecommender>()
            ?? throw new ArgumentException($"The model '{model.Info.Algorithm}' has no item vectors.", nameof(model));
        _scorer = model.GetService<IScorer>()
            ?? throw new ArgumentException($"The model '{model.Info.Algorithm}' cannot score items.", nameof(model));
        if (index.Similarity != Similarity.InnerProduct || index.Count != _vectors.ItemCount || index.Dimensions != _vectors.Dimensions)
        {
            throw new ArgumentException(
                $"The index holds {index.Count} vectors of {index.Dimensions} floats under {index.Similarity}; "
                + $"{_vectors.ItemCount} of {_vectors.Dimensions} under InnerProduct are needed.",
                nameof(index));
        }

        if (histories.UserCount != model.Info.UserCount || histories.ItemCount != model.Info.ItemCount)
        {
            throw new ArgumentException(
                $"The histories cover {histories.UserCount} users and {histories.ItemCount} items; the model {model.Info.UserCount} and {model.Info.ItemCount}.",
                nameof(histories));
        }

        _index = index;
        _histories = histories;
    }

    /// <inheritdoc/>
    public RecommenderInfo Info => _model.Info;

    /// <inheritdoc/>
    public object? GetService(Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(_index) ? _index : _model.GetService(serviceType);
    }

    /// <inheritdoc/>
    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        QueryGuard.Check(query, Info.UserCount, Info.ItemCount);
        if (destination.IsEmpty)
        {
            return 0;
        }

        float[] vector = ArrayPool<float>.Shared.Rent(_vectors.Dimensions);
        try
        {
            Span<float> queryVector = vector.AsSpan(0, _vectors.Dimensions);
            return _vectors.TryGetQueryVector(query, queryVector) ? Retrieve(query, queryVector, destination) : 0;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(vector);
        }
    }

    private int Retrieve(in RecommendationQuery query, ReadOnlySpan<float> vector, Span<ScoredItem> destination)
    {
        ReadOnlySpan<int> seen = query.HasUser && !query.AllowHistoryItems ? _histories.Seen.GetUserItems(query.UserIndex) : default;
        ReadOnlySpan<int> history = query.AllowHistoryItems ? default : query.History;
        SearchOptions options = new() { Eligible = query.Eligible };
        long wanted = (long)destination.Length + seen.Length + history.Length;
        while (true)
        {
            int count = (int)Math.Min(wanted, _index.Count);
            ScoredItem[] found = ArrayPool<ScoredItem>.Shared.Rent(Math.Max(count, 1));
            int[] items = ArrayPool<int>.Shared.Rent(Math.Max(count, 1));
            float[] scores = ArrayPool<float>.Shared.Rent(Math.Max(count, 1));
            try
            {
                int retrieved = _index.Search(vector, found.AsSpan(0, count), options);
                int kept = 0;
                foreach (ScoredItem item in found.AsSpan(0, retrieved))
                {
                    if (seen.BinarySearch(item.ItemIndex) < 0 && !history.Contains(item.ItemIndex))
                    {
                        items[kept++] = item.ItemIndex;
                    }
                }

                _scorer.Score(query, items.AsSpan(0, kept), scores);
                TopK top = new(destination);
                int rankable = 0;
                for (int i = 0; i < kept; i++)
                {
                    rankable += float.IsNaN(scores[i]) ? 0 : 1;
                    top.Offer(items[i], scores[i]);
                }

                // Items without evidence took places: look further until the list is full or the index is exhausted.
                if (rankable >= destination.Length || retrieved < count || count == _index.Count)
                {
                    return top.Finish();
                }
            }
            finally
            {
                ArrayPool<ScoredItem>.Shared.Return(found);
                ArrayPool<int>.Shared.Return(items);
                ArrayPool<float>.Shared.Return(scores);
            }

            wanted *= 2;
        }
    }
}
