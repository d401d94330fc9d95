using System.Globalization;

namespace MovieRec;

/// <summary>
/// A capability that a model has when it knows more than its training interactions: what, and up to which day. Offline
/// comparisons ask for it (<see cref="IRecommender.GetService"/>) and refuse knowledge from after the cut.
/// </summary>
/// <param name="Source">Short name of the source, such as <c>imdb</c>.</param>
/// <param name="AsOf">The day up to which it knows; null when unknown.</param>
public sealed record ExternalKnowledge(string Source, DateTimeOffset? AsOf)
{
    /// <summary>From the option value that a model file stores: <c>imdb@2017-08-31;…</c>.</summary>
    internal static ExternalKnowledge Parse(string prior)
    {
        int at = prior.IndexOf('@', StringComparison.Ordinal);
        int end = prior.IndexOf(';', StringComparison.Ordinal);
        string day = at >= 0 && end > at ? prior[(at + 1)..end] : "";
        return new ExternalKnowledge(
            at > 0 ? prior[..at] : "unknown",
            DateTimeOffset.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null);
    }
}
