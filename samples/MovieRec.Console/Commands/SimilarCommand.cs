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
        Option<string> by = new("--by")
        {
            Description = "What likeness is measured by in a hybrid: behaviour (who liked them), content (what they are) or blend. Default blend.",
            DefaultValueFactory = static _ => "blend",
        };
        FilterOptions filter = new();
        Command command = new("similar", "List items like a given one.");
        command.Options.Add(model);
        command.Options.Add(item);
        command.Options.Add(by);
        filter.AddTo(command);
        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            return ModelFiles.Open(parsed.GetValue(model)!, context, new Similar(context, parsed, parsed.GetValue(item)!, parsed.GetValue(by)!, filter));
        });
        return command;
    }

    private sealed class Similar(CliContext context, ParseResult parsed, string item, string by, FilterOptions filter) : IModelAction<int>
    {
        public int Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            TItemId id = new TitleFinder<TUserId, TItemId>(recommender, context).Find(item, "--item");
            recommender.Items.TryGetIndex(id, out int index);
            RecommendationList<TItemId> list = Source(recommender).SimilarTo(id, filter.Read(parsed, recommender.Catalog));
            if (context.Json)
            {
                context.WriteJson(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("model", recommender.Model.Info.Algorithm);
                    json.WriteString("version", list.ModelVersion);
                    json.WriteString("by", by);
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

        /// <summary>The recommender over the vectors asked for: the whole model's, or those of a hybrid's part.</summary>
        private Recommender<TUserId, TItemId> Source<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            HybridSource source = by switch
            {
                "blend" => default,
                "behaviour" => HybridSource.Behaviour,
                "content" => HybridSource.Content,
                _ => throw new UsageException($"--by {by}: expected behaviour, content or blend."),
            };
            if (by == "blend")
            {
                return recommender;
            }

            if (recommender.Model.GetService<HybridModel>() is not { } hybrid)
            {
                throw new UsageException($"--by {by}: the model is of kind '{recommender.Model.Info.Algorithm}'; only a hybrid has parts to choose from.");
            }

            HybridPartInfo part = hybrid.Parts.FirstOrDefault(p => p.Source == source && p.Model.GetService<IVectorRecommender>() is not null)
                ?? throw new UsageException($"--by {by}: the blend has no such part; it has {string.Join(", ", hybrid.Parts.Select(static p => p.Name))}.");
            return new Recommender<TUserId, TItemId>(
                recommender.Users, recommender.Items, part.Model, null, recommender.Catalog, recommender.Histories, recommender.Sources);
        }
    }
}
