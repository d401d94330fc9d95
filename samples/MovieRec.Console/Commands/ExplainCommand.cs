using System.CommandLine;
using System.Globalization;
using MovieRec.Cli.Models;
using MovieRec.Cli.Rendering;
using Spectre.Console;

namespace MovieRec.Cli.Commands;

/// <summary><c>explain</c>: one score taken apart; every liked item's contribution, and what is left.</summary>
internal static class ExplainCommand
{
    public static Command Create(SharedOptions shared)
    {
        WhoOptions who = new();
        Option<string> item = new("--item") { Description = "The item to explain, by id or title.", Required = true };
        Option<int> count = new("--count")
        {
            Description = "How many contributions the table shows; JSON has all. Default 10.",
            DefaultValueFactory = static _ => 10,
        };
        Command command = new("explain", "Take a score apart: score = remainder + the contributions of the liked items.");
        who.AddTo(command);
        command.Options.Add(item);
        command.Options.Add(count);
        command.SetAction(parsed =>
        {
            who.Check(parsed);
            CliContext context = shared.Context(parsed);
            return ModelFiles.Open(
                parsed.GetValue(who.Model)!,
                context,
                new Explain(context, parsed.GetValue(who.User), parsed.GetValue(who.Liked), parsed.GetValue(item)!, Math.Max(0, parsed.GetValue(count))));
        });
        return command;
    }

    private sealed class Explain(CliContext context, string? user, string? liked, string item, int count) : IModelAction<int>
    {
        public int Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            TitleFinder<TUserId, TItemId> titles = new(recommender, context);
            TItemId id = titles.Find(item, "--item");
            ItemExplanation<TItemId> explanation = user is not null
                ? recommender.Explain(Ids.Parse<TUserId>(user, "--user"), id)
                : recommender.ExplainFor(titles.FindLiked(liked!), id);
            if (context.Json)
            {
                WriteJson(recommender, explanation);
            }
            else
            {
                Print(recommender, explanation);
            }

            return ExitCodes.Done;
        }

        private void WriteJson<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, ItemExplanation<TItemId> explanation)
            where TUserId : notnull
            where TItemId : notnull => context.WriteJson(json =>
            {
                json.WriteStartObject();
                Ids.Write(json, "itemId", explanation.ItemId);
                json.WriteString("title", Title(recommender, explanation.ItemId));
                json.WriteString("rung", explanation.Rung.ToString());
                json.WriteNumber("score", explanation.Score);
                json.WriteNumber("remainder", explanation.Remainder);
                json.WriteNumber("magnitude", explanation.Magnitude);
                json.WriteStartArray("contributions");
                foreach (ItemContribution<TItemId> contribution in explanation.Contributions)
                {
                    json.WriteStartObject();
                    Ids.Write(json, "itemId", contribution.ItemId);
                    json.WriteString("title", Title(recommender, contribution.ItemId));
                    json.WriteNumber("contribution", contribution.Value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });

        private void Print<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, ItemExplanation<TItemId> explanation)
            where TUserId : notnull
            where TItemId : notnull
        {
            context.Terminal.Out.WriteLine(CliContext.Invariant(
                $"{Title(recommender, explanation.ItemId)}: score {explanation.Score:F4} = remainder {explanation.Remainder:F4} + {explanation.Contributions.Count} contributions ({explanation.Rung})"));
            Table table = new Table().Border(TableBorder.Simple);
            table.AddColumn("Liked movie");
            table.AddColumn(new TableColumn("Contribution").RightAligned());
            table.AddColumn(new TableColumn("Share").RightAligned());
            foreach (ItemContribution<TItemId> contribution in explanation.Contributions.Take(count))
            {
                AddRow(table, Title(recommender, contribution.ItemId), contribution.Value, explanation.Magnitude);
            }

            if (explanation.Contributions.Count > count)
            {
                double rest = explanation.Contributions.Skip(count).Sum(static c => (double)c.Value);
                AddRow(table, CliContext.Invariant($"{explanation.Contributions.Count - count} others"), rest, explanation.Magnitude);
            }

            context.Results.Write(table);
        }

        private static void AddRow(Table table, string title, double value, double magnitude) => table.AddRow(
            new Text(title),
            new Text(value.ToString("F4", CultureInfo.InvariantCulture)),
            new Text(magnitude > 0 ? (value / magnitude).ToString("P1", CultureInfo.InvariantCulture) : ""));

        private static string Title<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, TItemId id)
            where TUserId : notnull
            where TItemId : notnull
        {
            recommender.Items.TryGetIndex(id, out int index);
            return ReasonText.Title(recommender, index);
        }
    }
}
