using System.CommandLine;
using MovieRec.Cli.Models;
using MovieRec.Cli.Rendering;

namespace MovieRec.Cli.Commands;

/// <summary><c>similar</c>: items like a given one, by the cosine of the model's item vectors.</summary>
internal static class SimilarCommand
{
    public static Command Create(SharedOptions shared)
    {
        Option<string> model = new("--model") { Description = "The model file.", Required = true };
        Option<string> item = new("--item") { Description = "An item, by id or title.", Required = true };
        FilterOptions filter = new();
        Command command = new("similar", "List items like a given one.");
        command.Options.Add(model);
        command.Options.Add(item);
        filter.AddTo(command);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            return ModelFiles.Open(parsed.GetValue(model)!, context, new Similar(context, parsed, parsed.GetValue(item)!, filter));
        });
        return command;
    }

    private sealed class Similar(CliContext context, ParseResult parsed, string item, FilterOptions filter) : IModelAction<int>
    {
        public int Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            TItemId id = new TitleFinder<TUserId, TItemId>(recommender, context).Find(item, "--item");
            recommender.Items.TryGetIndex(id, out int index);
            RecommendationList<TItemId> list = recommender.SimilarTo(id, filter.Read(parsed, recommender.Catalog));
            if (context.Json)
            {
                context.WriteJson(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("model", recommender.Model.Info.Algorithm);
                    json.WriteString("version", list.ModelVersion);
                    Ids.Write(json, "itemId", id);
                    json.WriteString("title", recommender.Catalog.GetTitle(index));
                    RecommendationView.WriteItems(json, recommender, list, reasons: false);
                    json.WriteEndObject();
                });
            }
            else
            {
                string title = ReasonText.Title(recommender, index);
                context.Terminal.Out.WriteLine(list.Count == 0
                    ? $"The model has nothing like {title}: no interactions, or no item vectors."
                    : $"Like {title} ({list.ModelVersion}):");
                RecommendationView.Table(context.Results, recommender, list, reasons: false);
            }

            return ExitCodes.Done;
        }
    }
}
