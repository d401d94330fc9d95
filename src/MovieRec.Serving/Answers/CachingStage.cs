using System.Numerics;
using System.Runtime.CompilerServices;

namespace MovieRec.Serving;

/// <summary>
/// Gives an answer again while nothing that determines it has changed: generation, person, history, exclusions, filter, length. A slot
/// holds one answer, replaced by a reference write; two requests never wait for one another. What events weigh at this very
/// moment is not part of the key: that is what the lifetime is for.
/// </summary>
internal sealed class CachingStage<TUserId, TItemId>(IAnswerStage<TUserId, TItemId> inner, CachingOptions options, TimeProvider timeProvider) : IAnswerStage<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly ConditionalWeakTable<Generation<TUserId, TItemId>, Entry?[]> _slots = [];

    public int Answer(scoped in AnswerRequest<TUserId, TItemId> request, Span<ScoredItem> destination, out RecommendationRung rung)
    {
        if (!_slots.TryGetValue(request.Generation, out Entry?[]? slots))
        {
            slots = _slots.GetValue(request.Generation, _ => new Entry?[BitOperations.RoundUpToPowerOf2((uint)options.Capacity)]);
        }

        int hash = HashOf(request, destination.Length);
        ref Entry? slot = ref slots[hash & (slots.Length - 1)];
        Entry? entry = Volatile.Read(ref slot);
        long now = timeProvider.GetTimestamp();
        if (entry is not null && entry.Fits(request, destination.Length) && timeProvider.GetElapsedTime(entry.Time, now) < options.Lifetime)
        {
            rung = entry.Rung;
            entry.Items.CopyTo(destination);
            return entry.Items.Length;
        }

        int count = inner.Answer(request, destination, out rung);
        Volatile.Write(ref slot, new Entry(request, destination[..count].ToArray(), destination.Length, rung, now));
        return count;
    }

    private static int HashOf(scoped in AnswerRequest<TUserId, TItemId> request, int length)
    {
        HashCode hash = default;
        hash.Add(request.UserIndex);
        hash.Add(length);
        hash.Add((int)request.Policy);
        hash.Add(request.Query.Eligible is null ? 0 : RuntimeHelpers.GetHashCode(request.Query.Eligible));
        foreach (int item in request.Query.History)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    private sealed class Entry
    {
        private readonly int _userIndex;
        private readonly int _length;
        private readonly AnswerPolicy _policy;
        private readonly bool _allowHistory;
        private readonly bool _isFresh;
        private readonly float? _diversity;
        private readonly ItemMask? _eligible;
        private readonly int[] _history;
        private readonly int[] _excluded;

        public Entry(scoped in AnswerRequest<TUserId, TItemId> request, ScoredItem[] items, int length, RecommendationRung rung, long time)
        {
            _userIndex = request.UserIndex;
            _length = length;
            _policy = request.Policy;
            _allowHistory = request.Query.AllowHistoryItems;
            _isFresh = request.IsFresh;
            _diversity = request.Options.Diversity;
            _eligible = request.Query.Eligible;
            _history = request.Query.History.ToArray();
            _excluded = request.Excluded.ToArray();
            Items = items;
            Rung = rung;
            Time = time;
        }

        public ScoredItem[] Items { get; }

        public RecommendationRung Rung { get; }

        public long Time { get; }

        public bool Fits(scoped in AnswerRequest<TUserId, TItemId> request, int length) =>
            _userIndex == request.UserIndex
            && _length == length
            && _policy == request.Policy
            && _allowHistory == request.Query.AllowHistoryItems
            && _isFresh == request.IsFresh
            && _diversity == request.Options.Diversity
            && ReferenceEquals(_eligible, request.Query.Eligible)
            && request.Query.History.SequenceEqual(_history)
            && request.Excluded.SequenceEqual(_excluded);
    }
}
