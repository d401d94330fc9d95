using System.CommandLine;
using System.Globalization;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary>Options of verbs that read interactions.</summary>
internal sealed class DataOptions
{
    public Option<string?> Data { get; } = new("--data") { Description = "A data-set folder, a MovieLens folder or an interactions file." };

    public Option<string?> Catalog { get; } = new("--catalog", "--metadata")
    {
        Description = "Metadata: a movies CSV, TMDB or IMDb files or a folder of them, a MovieLens folder or a data-set folder; several separated by commas, the first that has a value wins.",
    };

    public Option<double?> MinRating { get; } = new("--min-rating")
    {
        Description = "Ratings at or above it are liked, the others only seen. Default 4; 0 takes every row.",
    };

    public Option<string?> WeightColumn { get; } = new("--weight-column")
    {
        Description = "Column of an interactions file whose value weights a liked interaction.",
    };

    public Option<bool> Strict { get; } = new("--strict") { Description = "Stop at the first bad row instead of setting it aside." };

    public Option<double> MaxRejectShare { get; } = new("--max-reject-share")
    {
        Description = "Fail when more than this share of the rows is bad. Default 0.01.",
        DefaultValueFactory = static _ => 0.01,
    };

    public Option<string?> Rejects { get; } = new("--rejects") { Description = "Folder for rows set aside (*.rejects.csv)." };

    public void AddTo(Command command, bool likes = true)
    {
        command.Options.Add(Data);
        command.Options.Add(Catalog);
        if (likes)
        {
            command.Options.Add(MinRating);
            command.Options.Add(WeightColumn);
        }

        command.Options.Add(Strict);
        command.Options.Add(MaxRejectShare);
        command.Options.Add(Rejects);
    }

    public ImportOptions Import(ParseResult parsed)
    {
        double share = parsed.GetValue(MaxRejectShare);
        return share is >= 0 and <= 1
            ? new ImportOptions
            {
                Mode = parsed.GetValue(Strict) ? BadRowMode.Strict : BadRowMode.Quarantine,
                MaxRejectShare = share,
                RejectsDirectory = parsed.GetValue(Rejects),
                RatingColumn = parsed.GetValue(WeightColumn),
            }
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--max-reject-share {share}: expected 0 … 1."));
    }

    public InteractionOptions Liked(ParseResult parsed, double defaultThreshold = 4)
    {
        double threshold = parsed.GetValue(MinRating) ?? (parsed.GetValue(WeightColumn) is null ? defaultThreshold : 0);
        if (!double.IsFinite(threshold))
        {
            throw new UsageException("--min-rating: expected a finite number.");
        }

        return new InteractionOptions
        {
            PositiveThreshold = (float)threshold,
            Weighting = parsed.GetValue(WeightColumn) is null ? InteractionWeighting.One : InteractionWeighting.Rating,
        };
    }

    /// <summary>The folder or file of <c>--data</c>, which this verb cannot do without.</summary>
    public string Require(ParseResult parsed) =>
        parsed.GetValue(Data) ?? throw new UsageException("--data is missing: name a data-set folder, a MovieLens folder or an interactions file.");
}
