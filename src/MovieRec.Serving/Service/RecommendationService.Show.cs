using System.Buffers.Binary;

namespace MovieRec.Serving;

/// <content>Lists as an experiment shows them.</content>
public sealed partial class RecommendationService<TUserId, TItemId>
{
    /// <summary>
    /// Makes the list that a person's variant shows, with the probability of each item at its position. Nothing is stored yet:
    /// call <see cref="RecordShownAsync"/> when the list is really shown.
    /// </summary>
    /// <param name="userId">The person; for visitors without an account the id of their session.</param>
    /// <param name="options">Count, filter, reasons; null for the defaults.</param>
    public ShownList<TItemId> Show(TUserId userId, RecommendOptions? options = null)
    {
        options ??= RecommendOptions.Default;
        ExperimentVariant? variant = Options.Experiment?.VariantOf(userId);
        Exploration exploration = variant?.Exploration ?? Exploration.None;
        string pseudonym = Keys.PseudonymOf(userId);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        string candidateSet = Guid.CreateVersion7(now).ToString("N");
        string name = variant?.Name ?? NoExperiment;
        if (!Host.TryAcquire(out GenerationLease<string, TItemId>? lease))
        {
            return new ShownList<TItemId>([], name, exploration.PolicyVersion, candidateSet, new AnswerInfo(RecommendationRung.None, ""), []);
        }

        using (lease)
        {
            RecommendationRequest<string, TItemId> request = RequestOf(lease, userId) with { Options = options, Policy = variant?.Policy ?? AnswerPolicy.Model };
            Recommendation<TItemId>[] candidates = new Recommendation<TItemId>[Math.Max(options.Count, exploration.Candidates)];
            int found = Host.Recommend(lease, request, candidates, out AnswerInfo answer);
            int count = Math.Min(options.Count, found);
            int[] order = new int[count];
            double[] probabilities = new double[count];
            ListDraw.Draw(Array.ConvertAll(candidates[..found], static c => c.Score), exploration, SeedOf(pseudonym, candidateSet), order, probabilities);
            ShownItem<TItemId>[] items = new ShownItem<TItemId>[count];
            FeedbackRecord<TItemId>[] impressions = new FeedbackRecord<TItemId>[count];
            for (int i = 0; i < count; i++)
            {
                FeedbackEvent<TItemId> impression = new()
                {
                    UserPseudonym = pseudonym,
                    ItemId = candidates[order[i]].ItemId,
                    Position = i + 1,
                    Variant = name,
                    PolicyVersion = exploration.PolicyVersion,
                    CandidateSetId = candidateSet,
                    Probability = probabilities[i],
                    ModelVersion = answer.ModelVersion,
                    Time = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
                    Kind = FeedbackKind.Impression,
                };
                impressions[i] = FeedbackRecord<TItemId>.Create(impression);
                items[i] = new ShownItem<TItemId>(candidates[order[i]], i + 1, probabilities[i], ImpressionTicket.Seal(Keys, impression));
            }

            return new ShownList<TItemId>(items, name, exploration.PolicyVersion, candidateSet, answer, impressions);
        }
    }

    /// <summary>Stores the impressions of a list.</summary>
    /// <param name="list">A list of <see cref="Show"/>. Storing it again changes nothing.</param>
    /// <returns>Completes after the commit.</returns>
    /// <exception cref="FeedbackLogException">The commit failed: nothing was stored.</exception>
    public Task<FeedbackReceipt> RecordShownAsync(ShownList<TItemId> list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return Log.AppendAsync(list.Impressions);
    }

    private ulong SeedOf(string pseudonym, string candidateSet)
    {
        Span<byte> hash = stackalloc byte[32];
        Keys.HashFor(pseudonym, "draw", $"{pseudonym}\n{candidateSet}", hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
