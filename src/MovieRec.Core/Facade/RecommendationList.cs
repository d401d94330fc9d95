using System.Collections;

namespace MovieRec;

/// <summary>An answer: the items, best first, and where they come from.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class RecommendationList<TItemId> : IReadOnlyList<Recommendation<TItemId>>
    where TItemId : notnull
{
    private readonly Recommendation<TItemId>[] _items;

    internal RecommendationList(
        Recommendation<TItemId>[] items, string modelVersion, RecommendationRung rung, IReadOnlyList<TItemId> ignoredIds)
    {
        _items = items;
        ModelVersion = modelVersion;
        Rung = items.Length == 0 ? RecommendationRung.None : rung;
        IgnoredIds = ignoredIds;
    }

    /// <summary>Number of items; fewer than asked for when fewer are eligible.</summary>
    public int Count => _items.Length;

    /// <summary>Version of the model that answered.</summary>
    public string ModelVersion { get; }

    /// <summary>Where the answer comes from.</summary>
    public RecommendationRung Rung { get; }

    /// <summary>Ids of the request that the model does not know; they were ignored.</summary>
    public IReadOnlyList<TItemId> IgnoredIds { get; }

    /// <inheritdoc/>
    public Recommendation<TItemId> this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<Recommendation<TItemId>> GetEnumerator() => ((IEnumerable<Recommendation<TItemId>>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
