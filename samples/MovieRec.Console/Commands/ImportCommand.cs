using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MovieRec.Cli.Data;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>import</c>: makes a model file of factors that Spark or the Python package implicit trained.</summary>
internal static class ImportCommand
{
    public static Command Create(SharedOptions shared)
    {
        ImportSettings settings = new();
        Command command = new("import", "Serve a model that Apache Spark ALS or the Python package implicit trained.");
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            settings.Check(parsed);
            CliContext context = shared.Context(parsed);
            TrainCommand.CheckTarget(parsed.GetValue(settings.Output)!);
            ImportSource source = ImportSource.Open(settings, parsed, context);
            Import action = new(context, source, settings, parsed);
            ImportOptions reading = new() { RatingColumn = parsed.GetValue(settings.WeightColumn) };
            string? catalog = parsed.GetValue(settings.Catalog);
            if (parsed.GetValue(settings.Interactions) is { } interactions)
            {
                return DataSources.Open(interactions, catalog, reading, context, action);
            }

            return source.HasWholeIds
                ? action.Run(Catalog<long, long>(catalog, reading, context), null)
                : action.Run(Catalog<string, string>(catalog, reading, context), null);
        });
        return command;
    }

    /// <summary>A data set without rows that brings the catalogue.</summary>
    private static MovieDataSet<TUserId, TItemId> Catalog<TUserId, TItemId>(string? path, ImportOptions options, CliContext context)
        where TUserId : notnull
        where TItemId : notnull
    {
        IReadOnlyDictionary<TItemId, MovieMetadata> movies = path is null
            ? new Dictionary<TItemId, MovieMetadata>()
            : Catalogs.Read<TItemId>(path, options, context);
        IdMap<TItemId> items = IdMap<TItemId>.Create(movies.Keys);
        InteractionLog none = InteractionLog.Create(0, items.Count, [], []);
        return new MovieDataSet<TUserId, TItemId>(IdMap<TUserId>.Empty, items, none, MovieCatalog.Create(items, movies));
    }

    private sealed class Import(CliContext context, ImportSource source, ImportSettings settings, ParseResult parsed) : IDataSetAction<int>
    {
        public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
            where TUserId : notnull
            where TItemId : notnull
        {
            Stopwatch watch = Stopwatch.StartNew();
            ImportedOptions options = new()
            {
                Engine = source.Engine,
                Equations = source.Equations,
                MissingEquations = source.MissingEquations,
                PositiveThreshold = (float?)parsed.GetValue(settings.MinRating),
            };
            MovieDataSet<TUserId, TItemId>? given = data.Log.Count == 0 && data.Items.Count == 0 ? null : data;
            Recommender<TUserId, TItemId> served = context.WithProgress("Importing", _ => source.IsItemItem
                ? ImportedRecommender.Create(source.ToSimilarities<TItemId>(), options, given, context.CancellationToken)
                : ImportedRecommender.Create(source.ToFactors<TUserId, TItemId>(), options, given, context.CancellationToken));
            double seconds = watch.Elapsed.TotalSeconds;
            string target = parsed.GetValue(settings.Output)!;
            SaveOptions save = new() { IncludeHistory = !parsed.GetValue(settings.WithoutHistory) };
            served.Save(target, save, null, context.CancellationToken);
            if (context.Json)
            {
                context.WriteJson(json => WriteJson(json, served, target, seconds));
            }
            else
            {
                Print(served, target, seconds);
            }

            return ExitCodes.Done;
        }

        private void Print<TUserId, TItemId>(Recommender<TUserId, TItemId> served, string target, double seconds)
            where TUserId : notnull
            where TItemId : notnull
        {
            TextWriter output = context.Terminal.Out;
            output.WriteLine(string.Join(", ", source.Facts.Select(static f => $"{f.Name} {f.Value}")));
            foreach (string note in source.Notes)
            {
                output.WriteLine(note);
            }

            output.WriteLine(CliContext.Invariant(
                $"{served.ModelVersion}: {source.UserIds.Length:N0} users and {source.ItemIds.Length:N0} items of the model, {served.Histories.Seen.Count:N0} interactions, imported in {seconds:F1} s."));
            CapabilityLimits limits = served.Model.GetService<CapabilityLimits>() ?? new CapabilityLimits();
            output.WriteLine("Top-N: available.");
            output.WriteLine(limits.FoldIn ?? "Fold-in: available.");
            output.WriteLine(limits.Explanations ?? "Explanations: available.");
            if (served.Model is ImportedModel { Gap: { } gap })
            {
                output.WriteLine(CliContext.Invariant(
                    $"Folded-in against stored vectors: mean distance {gap.Mean:P4}, largest {gap.Max:P4}, over {gap.Users:N0} users; the folded-in ones are served and explained."));
                if (gap.WithoutInteractions + gap.WithoutStoredVector > 0)
                {
                    output.WriteLine(CliContext.Invariant(
                        $"{gap.WithoutInteractions:N0} users have a stored vector but no interactions (served, not explained); {gap.WithoutStoredVector:N0} have interactions but no stored vector (served)."));
                }

                if (gap.Mean > 0.1)
                {
                    output.WriteLine("The distance is large: check that interactions, --reg-param, --alpha, --implicit-prefs and --nonnegative are those of the training.");
                }
            }

            output.WriteLine(CliContext.Invariant($"{target}: {new FileInfo(target).Length:N0} bytes."));
        }

        private void WriteJson<TUserId, TItemId>(Utf8JsonWriter json, Recommender<TUserId, TItemId> served, string target, double seconds)
            where TUserId : notnull
            where TItemId : notnull
        {
            CapabilityLimits limits = served.Model.GetService<CapabilityLimits>() ?? new CapabilityLimits();
            json.WriteStartObject();
            json.WriteString("model", served.Model.Info.Algorithm);
            json.WriteString("version", served.ModelVersion);
            json.WriteString("file", target);
            json.WriteNumber("bytes", new FileInfo(target).Length);
            json.WriteNumber("users", source.UserIds.Length);
            json.WriteNumber("items", source.ItemIds.Length);
            json.WriteNumber("interactions", served.Histories.Seen.Count);
            json.WriteNumber("liked", served.Histories.Liked.Count);
            json.WriteNumber("importSeconds", seconds);
            json.WriteStartObject("source");
            foreach ((string name, string value) in source.Facts)
            {
                if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                {
                    json.WriteNumber(name, number);
                }
                else
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
            json.WriteStartArray("notes");
            foreach (string note in source.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteStartObject("options");
            foreach (ModelOption option in served.Model.Info.OptionValues)
            {
                json.WriteString(option.Name, option.Value);
            }

            json.WriteEndObject();
            WriteCapability(json, "foldIn", limits.FoldIn);
            WriteCapability(json, "explanations", limits.Explanations);
            if (served.Model is ImportedModel { Gap: { } gap })
            {
                json.WriteStartObject("gap");
                json.WriteNumber("users", gap.Users);
                json.WriteNumber("mean", gap.Mean);
                json.WriteNumber("max", gap.Max);
                json.WriteNumber("withoutInteractions", gap.WithoutInteractions);
                json.WriteNumber("withoutStoredVector", gap.WithoutStoredVector);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("gap");
            }

            json.WriteEndObject();
        }

        private static void WriteCapability(Utf8JsonWriter json, string name, string? reason)
        {
            json.WriteStartObject(name);
            json.WriteBoolean("available", reason is null);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }
    }
}
