using System.Globalization;

namespace MovieRec;

/// <summary>
/// Votes of another site as a popularity prior: an item's score is its likes plus <c>Likes · s / mean(s)</c> with
/// <c>s = v^Exponent · r̂ / 10</c> and the Bayesian average <c>r̂ = (v·r + m·C) / (v + m)</c>, where v is the number of votes,
/// r their mean, m = <see cref="MeanVotes"/>, C the vote-weighted mean over the catalogue's items, and mean(s) is taken over the
/// items that have votes. Items without votes get nothing. Immutable.
/// </summary>
/// <remarks>
/// Off unless given. Votes counted after an interaction know its future, so a model with a prior is refused in offline
/// comparisons unless <see cref="TitleVotes.AsOf"/> lies before every test interaction.
/// </remarks>
public sealed record VotePrior
{
    /// <summary>Creates a prior.</summary>
    /// <param name="votes">The votes.</param>
    public VotePrior(TitleVotes votes)
    {
        ArgumentNullException.ThrowIfNull(votes);
        Votes = votes;
    }

    /// <summary>The votes.</summary>
    public TitleVotes Votes { get; }

    /// <summary>Likes that an item of average standing starts with, above 0. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and above 0.</exception>
    public double Likes
    {
        get;
        init => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Likes must be finite and above 0.");
    } = 1;

    /// <summary>Votes that the mean of all items is worth in the Bayesian average (m), at least 0. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MeanVotes
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MeanVotes must be finite and at least 0.");
    } = 1000;

    /// <summary>Damping of the number of votes, 0 … 1: 0 ignores it, 1 takes it as it is. Default 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 … 1.</exception>
    public double Exponent
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Exponent must be in 0 … 1.");
    } = 0.5;

    /// <summary>Likes to start with for each item of a catalogue; 0 for items without votes.</summary>
    /// <param name="catalog">The catalogue; IMDb ids join it to the votes.</param>
    public double[] ToLikes(MovieCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        double[] likes = new double[catalog.Count];
        TitleVote[] votes = new TitleVote[catalog.Count];
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < votes.Length; i++)
        {
            Votes.TryGet(catalog.GetImdbId(i), out votes[i]);
            sum += (double)votes[i].Votes * votes[i].Mean;
            weight += votes[i].Votes;
        }

        double mean = weight > 0 ? sum / weight : 0;
        double total = 0;
        int voted = 0;
        for (int i = 0; i < votes.Length; i++)
        {
            if (votes[i].Votes > 0)
            {
                double average = (((double)votes[i].Votes * votes[i].Mean) + (MeanVotes * mean)) / (votes[i].Votes + MeanVotes);
                likes[i] = Math.Pow(votes[i].Votes, Exponent) * average / 10;
                total += likes[i];
                voted++;
            }
        }

        for (int i = 0; i < likes.Length; i++)
        {
            likes[i] *= total > 0 ? Likes * voted / total : 0;
        }

        return likes;
    }

    internal ModelOption ToValue() => new(PopularityModel.PriorOption, string.Create(
        CultureInfo.InvariantCulture,
        $"{Votes.Source}@{(Votes.AsOf is { } day ? day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "unknown")};Likes={Likes:R};MeanVotes={MeanVotes:R};Exponent={Exponent:R}"));
}
