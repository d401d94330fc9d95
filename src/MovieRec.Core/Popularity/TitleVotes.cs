namespace MovieRec;

/// <summary>
/// Votes by IMDb id: knowledge from outside the training data, for a popularity prior. It carries the day it stems from,
/// because votes of today know the future of any older interaction. Immutable.
/// </summary>
public sealed class TitleVotes
{
    private readonly Dictionary<long, TitleVote> _votes;

    /// <summary>Creates votes.</summary>
    /// <param name="source">Short name of the source, such as <c>imdb</c>.</param>
    /// <param name="asOf">The day the votes were counted; null when unknown.</param>
    /// <param name="votes">Mean and number by IMDb id as a number (<c>tt0114709</c> is 114709).</param>
    /// <exception cref="ArgumentException">A mean is outside 1 … 10 or a number is negative.</exception>
    public TitleVotes(string source, DateTimeOffset? asOf, IEnumerable<KeyValuePair<long, TitleVote>> votes)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentNullException.ThrowIfNull(votes);
        Source = source;
        AsOf = asOf;
        _votes = new Dictionary<long, TitleVote>(votes);
        foreach ((long id, TitleVote vote) in _votes)
        {
            if (!(vote.Mean is >= 1 and <= 10) || vote.Votes < 0)
            {
                throw new ArgumentException($"Title {id}: mean {vote.Mean}, {vote.Votes} votes; expected 1 … 10 and at least 0.", nameof(votes));
            }
        }
    }

    /// <summary>Short name of the source.</summary>
    public string Source { get; }

    /// <summary>The day the votes were counted; null when unknown.</summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>Number of titles.</summary>
    public int Count => _votes.Count;

    /// <summary>Looks up a title.</summary>
    /// <param name="imdbId">IMDb id as a catalogue has it: digits, with or without <c>tt</c>.</param>
    /// <param name="vote">The votes.</param>
    /// <returns>False when the title has none or the id is empty.</returns>
    public bool TryGet(ReadOnlySpan<char> imdbId, out TitleVote vote)
    {
        vote = default;
        ReadOnlySpan<char> digits = imdbId.StartsWith("tt") ? imdbId[2..] : imdbId;
        return long.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number)
            && _votes.TryGetValue(number, out vote);
    }
}
