using System.Collections;

namespace MovieRec.Serving;

/// <summary>A list as it is shown: items in order, and the impressions to be logged.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class ShownList<TItemId> : IReadOnlyList<ShownItem<TItemId>>
    where TItemId : notnull
{
    private readonly ShownItem<TItemId>[] _items;

    internal ShownList(ShownItem<TItemId>[] items, string variant, string policyVersion, string candidateSetId, AnswerInfo answer, FeedbackRecord<TItemId>[] impressions)
    {
        _items = items;
        Variant = variant;
        PolicyVersion = policyVersion;
        CandidateSetId = candidateSetId;
        Answer = answer;
        Impressions = impressions;
    }

    /// <summary>Number of items.</summary>
    public int Count => _items.Length;

    /// <summary>The variant of the person.</summary>
    public string Variant { get; }

    /// <summary>What determines the probabilities.</summary>
    public string PolicyVersion { get; }

    /// <summary>Names the candidates of this list; new for each list.</summary>
    public string CandidateSetId { get; }

    /// <summary>Rung and model version.</summary>
    public AnswerInfo Answer { get; }

    /// <summary>One event for each item; append them when the list is really shown.</summary>
    public IReadOnlyList<FeedbackRecord<TItemId>> Impressions { get; }

    /// <inheritdoc/>
    public ShownItem<TItemId> this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<ShownItem<TItemId>> GetEnumerator() => ((IEnumerable<ShownItem<TItemId>>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
