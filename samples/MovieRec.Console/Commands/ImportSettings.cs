using System.CommandLine;

namespace MovieRec.Cli.Commands;

/// <summary>Options of <c>import</c>: where the model is, and what its file does not record.</summary>
internal sealed class ImportSettings
{
    public Option<string?> SparkAls { get; } = new("--spark-als")
    {
        Description = "A folder that Apache Spark's ALSModel, PipelineModel or CrossValidatorModel was saved to.",
    };

    public Option<string?> ImplicitNpz { get; } = new("--implicit-npz")
    {
        Description = "A .npz file of the Python package implicit, or with user_factors and item_factors.",
    };

    public Option<string> Output { get; } = new("--out") { Description = "The model file to write (.mrec).", Required = true };

    public Option<string?> Interactions { get; } = new("--interactions")
    {
        Description = "What the model was trained on: a data-set folder, a MovieLens folder or an interactions file.",
    };

    public Option<string?> Catalog { get; } = new("--catalog") { Description = "Metadata: a movies CSV, a MovieLens folder or a data-set folder." };

    public Option<double?> RegParam { get; } = new("--reg-param") { Description = "The regularization of the training." };

    public Option<double?> Alpha { get; } = new("--alpha") { Description = "The confidence factor of the training. Default: what the file records, else 1." };

    public Option<bool?> ImplicitPrefs { get; } = new("--implicit-prefs") { Description = "Whether Spark was trained with implicit preferences: true or false." };

    public Option<bool?> Nonnegative { get; } = new("--nonnegative")
    {
        Description = "Whether Spark was trained with nonnegative factors. Default: whether all factors are.",
    };

    public Option<double?> MinRating { get; } = new("--min-rating")
    {
        Description = "Ratings at or above it are liked. Default: every row; 4 with --implicit-prefs false.",
    };

    public Option<string?> WeightColumn { get; } = new("--weight-column") { Description = "Column of an interactions file that was the rating of the training." };

    public Option<string?> UserIds { get; } = new("--user-ids") { Description = "User ids, one a line: line n, from 0, is the id of row n of a .npz, or of Spark's number n. Default: those in the model, else row positions." };

    public Option<string?> ItemIds { get; } = new("--item-ids") { Description = "Item ids, likewise." };

    public Option<bool> AllowMissingParts { get; } = new("--allow-missing-parts") { Description = "Read a Spark model although a part file seems to be lost." };

    public Option<bool> WithoutHistory { get; } = new("--without-history") { Description = "Leave liked and seen interactions out of the file." };

    public void AddTo(Command command)
    {
        command.Options.Add(SparkAls);
        command.Options.Add(ImplicitNpz);
        command.Options.Add(Output);
        command.Options.Add(Interactions);
        command.Options.Add(Catalog);
        command.Options.Add(RegParam);
        command.Options.Add(Alpha);
        command.Options.Add(ImplicitPrefs);
        command.Options.Add(Nonnegative);
        command.Options.Add(MinRating);
        command.Options.Add(WeightColumn);
        command.Options.Add(UserIds);
        command.Options.Add(ItemIds);
        command.Options.Add(AllowMissingParts);
        command.Options.Add(WithoutHistory);
    }

    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(SparkAls) is null == parsed.GetValue(ImplicitNpz) is null)
        {
            throw new UsageException("Name either --spark-als DIR or --implicit-npz FILE.");
        }

        foreach (Option<string?> option in new[] { Interactions, Catalog })
        {
            if (parsed.GetValue(option) is { } path && !File.Exists(path) && !Directory.Exists(path))
            {
                throw new UsageException($"{option.Name} {path}: there is no such file or folder.");
            }
        }

        foreach (Option<string?> option in new[] { ImplicitNpz, UserIds, ItemIds })
        {
            if (parsed.GetValue(option) is { } path && !File.Exists(path))
            {
                throw new UsageException($"{option.Name} {path}: there is no such file.");
            }
        }

        if (parsed.GetValue(MinRating) is { } threshold && !double.IsFinite(threshold))
        {
            throw new UsageException("--min-rating: expected a finite number.");
        }
    }
}
