using System.Globalization;
using MovieRec.Data;

namespace MovieRec.Cli.Models;

/// <summary>
/// <c>--set popularity.Prior=title.ratings.tsv.gz popularity.PriorDate=2017-08-31 popularity.PriorLikes=1</c>: IMDb votes to
/// start from. Off unless named.
/// </summary>
internal static class VotePriors
{
    public static VotePrior? Read(ModelSettings settings)
    {
        if (settings.Find("popularity.Prior") is not { } path)
        {
            return null;
        }

        if (!File.Exists(path))
        {
            throw new UsageException($"--set popularity.Prior={path}: there is no such file; expected title.ratings.tsv of IMDb, plain or gzip-compressed.");
        }

        DateTimeOffset? asOf = null;
        if (settings.Find("popularity.PriorDate") is { } day)
        {
            asOf = DateTimeOffset.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
                ? date
                : throw new UsageException($"--set popularity.PriorDate={day}: expected a day such as 2017-08-31.");
        }

        TitleVotes votes = new MetadataReader().ReadVotes(path, asOf);
        return ModelSettings.Apply("popularity", () => new VotePrior(votes) { Likes = settings.Number("popularity.PriorLikes", 1) });
    }
}
