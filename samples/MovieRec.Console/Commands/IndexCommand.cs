using System.CommandLine;
using System.Globalization;
using MovieRec.Ann;
using MovieRec.Cli.Models;
using Spectre.Console;

namespace MovieRec.Cli.Commands;

/// <summary><c>index</c>: builds similarity indexes over a model's item vectors, measures them and says which to use.</summary>
internal static class IndexCommand
{
    private static readonly string[] Backends = ["flat", "ivf", "hnsw", "forest"];

    public static Command Create(SharedOptions shared)
    {
        Option<string> model = new("--model") { Description = "The model file.", Required = true };
        Option<string[]> backend = new("--backend")
        {
            Description = $"Back ends to try beside the exact scan: {string.Join(", ", Backends)} (comma-separated or repeated). Default: all.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<double> recall = new("--recall") { Description = "The recall@count to reach. Default 0.95.", DefaultValueFactory = static _ => 0.95 };
        Option<string> similarity = new("--similarity")
        {
            Description = "inner-product (recommendations, asked with user vectors) or cosine (similar items, asked with items). Default inner-product.",
            DefaultValueFactory = static _ => "inner-product",
        };
        Option<int> queries = new("--queries") { Description = "How many queries to measure with. Default 1000.", DefaultValueFactory = static _ => 1000 };
        Option<int> count = new("--count") { Description = "The k of recall@k. Default 10.", DefaultValueFactory = static _ => 10 };
        Option<string?> output = new("--out") { Description = "Write the chosen index, with its recall certificate, to this file (.mrec)." };
        Command command = new("index", "Build and measure similarity indexes over a model's item vectors.");
        command.Options.Add(model);
        command.Options.Add(backend);
        command.Options.Add(recall);
        command.Options.Add(similarity);
        command.Options.Add(queries);
        command.Options.Add(count);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            PlannerOptions options = new()
            {
                TargetRecall = InRange("--recall", parsed.GetValue(recall), 0.01, 1),
                Cutoff = (int)InRange("--count", parsed.GetValue(count), 1, 1000),
                Backends = ParseBackends(parsed.GetValue(backend)),
                Seed = context.Seed,
            };
            IndexRun run = new(
                context,
                options,
                ParseSimilarity(parsed.GetValue(similarity)!),
                (int)InRange("--queries", parsed.GetValue(queries), 1, 1_000_000),
                parsed.GetValue(output));
            return ModelFiles.Open(parsed.GetValue(model)!, context, run);
        });
        return command;
    }

    private static string[] ParseBackends(string[]? values)
    {
        string[] names = [.. (values ?? []).SelectMany(static v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        foreach (string name in names)
        {
            if (!Backends.Contains(name, StringComparer.Ordinal))
            {
                throw new UsageException($"--backend {name}: there is no such back end; there are {string.Join(", ", Backends)}.");
            }
        }

        return names.Length == 0 ? Backends : names;
    }

    private static Similarity ParseSimilarity(string text) => text switch
    {
        "inner-product" => Similarity.InnerProduct,
        "cosine" => Similarity.Cosine,
        _ => throw new UsageException($"--similarity {text}: expected inner-product or cosine."),
    };

    private static double InRange(string option, double value, double low, double high) => value >= low && value <= high
        ? value
        : throw new UsageException(CliContext.Invariant($"{option} {value}: expected {low} … {high}."));

    private sealed class IndexRun(CliContext context, PlannerOptions options, Similarity similarity, int queryCount, string? output) : IModelAction<int>
    {
        public int Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            RecommenderInfo info = recommender.Model.Info;
            IVectorRecommender vectors = recommender.Model.GetService<IVectorRecommender>()
                ?? throw new UsageException($"--model: a '{info.Algorithm}' model has no item vectors to index.");
            VectorTable table = VectorTable.FromModel(vectors);
            HeldOutQueries queries = Queries(vectors, table, info.UserCount);
            IndexChoice choice = context.WithProgress(
                "Building and measuring", _ => IndexPlanner.Choose(table, similarity, queries, options, context.CancellationToken));
            using VectorIndex index = choice.Index;
            if (output is not null)
            {
                index.Save(output, context.CancellationToken);
            }

            Write(choice, recommender.ModelVersion);
            return ExitCodes.Done;
        }

        /// <summary>Users ask for recommendations, items for similar items; a model saved without history has no users to ask with.</summary>
        private HeldOutQueries Queries(IVectorRecommender vectors, VectorTable table, int userCount)
        {
            if (table.Count == 0)
            {
                throw new UsageException("--model: the model has no items.");
            }

            if (similarity == Similarity.InnerProduct && userCount > 0)
            {
                HeldOutQueries users = HeldOutQueries.FromUsers(vectors, userCount, queryCount, context.Seed);
                if (users.Count > 0)
                {
                    return users;
                }

                context.Terminal.Note("The model knows no user's vector; measuring with item vectors instead.");
            }

            return HeldOutQueries.FromItems(table, queryCount, context.Seed);
        }

        private void Write(IndexChoice choice, string version)
        {
            if (context.Json)
            {
                WriteJson(choice, version);
                return;
            }

            Table table = new Table().Border(TableBorder.Simple);
            table.AddColumn("Back end");
            table.AddColumn("Parameters");
            foreach (string heading in new[] { "Effort", $"Recall@{options.Cutoff}", "Queries/s", "Build s", "MB" })
            {
                table.AddColumn(new TableColumn(heading).RightAligned());
            }

            foreach (IndexTrial trial in choice.Trials)
            {
                table.AddRow(
                    new Text(trial.Backend + (trial == choice.Chosen ? " *" : "")),
                    new Text(string.Join(", ", trial.Parameters.Where(static p => p.Name != "Seed").Select(static p => $"{p.Name} {p.Value}"))),
                    new Text(trial.Effort.ToString(CultureInfo.InvariantCulture)),
                    new Text(trial.Recall.ToString("F4", CultureInfo.InvariantCulture)),
                    new Text(trial.QueriesPerSecond.ToString("N0", CultureInfo.InvariantCulture)),
                    new Text(trial.BuildSeconds.ToString("F2", CultureInfo.InvariantCulture)),
                    new Text((trial.Bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture)));
            }

            context.Results.Write(table);
            context.Terminal.Out.WriteLine(choice.Explanation);
            context.Terminal.Out.WriteLine($"Certificate: {choice.Index.Certificate}");
            if (output is not null)
            {
                context.Terminal.Out.WriteLine(CliContext.Invariant($"{output}: {new FileInfo(output).Length:N0} bytes."));
            }
        }

        private void WriteJson(IndexChoice choice, string version) => context.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("version", version);
            json.WriteString("similarity", similarity.ToString());
            json.WriteNumber("vectors", choice.Index.Count);
            json.WriteNumber("dimensions", choice.Index.Dimensions);
            json.WriteNumber("targetRecall", options.TargetRecall);
            json.WriteNumber("cutoff", options.Cutoff);
            json.WriteStartArray("results");
            foreach (IndexTrial trial in choice.Trials)
            {
                json.WriteStartObject();
                json.WriteString("backend", trial.Backend);
                json.WriteStartObject("parameters");
                foreach (ModelOption option in trial.Parameters)
                {
                    json.WriteString(option.Name, option.Value);
                }

                json.WriteNumber("Effort", trial.Effort);
                json.WriteEndObject();
                json.WriteNumber("recall", trial.Recall);
                json.WriteNumber("queriesPerSecond", trial.QueriesPerSecond);
                json.WriteNumber("buildSeconds", trial.BuildSeconds);
                json.WriteNumber("bytes", trial.Bytes);
                json.WriteBoolean("chosen", trial == choice.Chosen);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("explanation", choice.Explanation);
            json.WriteString("certificate", choice.Index.Certificate!.ToString());
            json.WriteEndObject();
        });
    }
}
