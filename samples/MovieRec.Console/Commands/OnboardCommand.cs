using System.CommandLine;
using MovieRec.Cli.Models;
using MovieRec.Cli.Rendering;
using Spectre.Console;

namespace MovieRec.Cli.Commands;

/// <summary><c>onboard</c>: the movies to show to somebody new, "which of these did you like?".</summary>
internal static class OnboardCommand
{
    public static Command Create(SharedOptions shared)
    {
        Option<string> model = new("--model") { Description = "The model file, saved with its history.", Required = true };
        Option<double> share = new("--min-share")
        {
            Description = "Only movies that at least this share of the users has seen. Default 0.05.",
            DefaultValueFactory = static _ => new OnboardingOptions().MinimumShare,
        };
        FilterOptions filter = new();
        Command command = new("onboard", "List movies to ask somebody new about: widely known, and together telling tastes apart.");
        command.Options.Add(model);
        command.Options.Add(share);
        filter.AddTo(command);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            return ModelFiles.Open(parsed.GetValue(model)!, context, new Onboard(context, parsed, filter, parsed.GetValue(share)));
        });
        return command;
    }

    private sealed class Onboard(CliContext context, ParseResult parsed, FilterOptions filter, double share) : IModelAction<int>
    {
        public int Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            if (share is not (>= 0 and <= 1))
            {
                throw new UsageException(CliContext.Invariant($"--min-share {share}: expected 0 … 1."));
            }

            if (recommender.Histories.Seen.Count == 0)
            {
                throw new UsageException("The model was saved without history; who has seen what is needed to choose movies that people know.");
            }

            RecommendOptions options = filter.Read(parsed, recommender.Catalog);
            IReadOnlyList<int> chosen = Onboarding.Choose(
                recommender.Model,
                recommender.Histories,
                new OnboardingOptions { Count = Math.Min(options.Count, 1000), MinimumShare = share, Eligible = options.Eligible },
                context.CancellationToken);
            if (context.Json)
            {
                WriteJson(recommender, chosen);
            }
            else
            {
                Print(recommender, chosen);
            }

            return ExitCodes.Done;
        }

        private void WriteJson<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, IReadOnlyList<int> chosen)
            where TUserId : notnull
            where TItemId : notnull => context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("model", recommender.Model.Info.Algorithm);
                json.WriteString("version", recommender.ModelVersion);
                json.WriteStartArray("items");
                foreach (int item in chosen)
                {
                    json.WriteStartObject();
                    Ids.Write(json, "itemId", recommender.Items[item]);
                    json.WriteString("title", ReasonText.Title(recommender, item));
                    json.WriteNumber("seenBy", recommender.Histories.Seen.GetItemCount(item));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });

        private void Print<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, IReadOnlyList<int> chosen)
            where TUserId : notnull
            where TItemId : notnull
        {
            context.Terminal.Out.WriteLine("Which of these did you like? (recommend --liked ID,ID… answers from the first one on)");
            Table table = new Table().Border(TableBorder.Simple);
            table.AddColumn("Id");
            table.AddColumn("Movie");
            table.AddColumn(new TableColumn("Seen by").RightAligned());
            foreach (int item in chosen)
            {
                table.AddRow(
                    new Text(Ids.Text(recommender.Items[item])),
                    new Text(ReasonText.Title(recommender, item)),
                    new Text(CliContext.Invariant($"{recommender.Histories.Seen.GetItemCount(item):N0}")));
            }

            context.Results.Write(table);
        }
    }
}
