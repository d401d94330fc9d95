using System.CommandLine;
using MovieRec.Cli.Models;
using MovieRec.Cli.Rendering;

namespace MovieRec.Cli.Commands;

/// <summary><c>recommend</c>: top N with reasons for a user or a list of liked items.</summary>
internal static class RecommendCommand
{
    public static Command Create(SharedOptions shared)
    {
        WhoOptions who = new();
        FilterOptions filter = new();
        Command command = new("recommend", "Recommend items, each with the liked item that caused it.");
        Option<float?> diversity = new("--diversity")
        {
            Description = "How varied the list is: 0 (the model's own list) … 1. Default: as the model was saved.",
        };
        who.AddTo(command);
        filter.AddTo(command);
        command.Options.Add(diversity);
        command.SetAction(parsed =>
        {
            who.Check(parsed);
            if (parsed.GetValue(diversity) is { } given && given is not (>= 0 and <= 1))
            {
                throw new UsageException(CliContext.Invariant($"--diversity {given}: expected 0 … 1."));
            }

            CliContext context = shared.Context(parsed);
            return ModelFiles.Open(parsed.GetValue(who.Model)!, context, new Recommend(context, parsed, who, filter, parsed.GetValue(diversity)));
        });
        return command;
    }

    private sealed class Recommend(CliContext context, ParseResult parsed, WhoOptions who, FilterOptions filter, float? diversity) : IModelAction<int>
    {
        public int Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            RecommendOptions options = filter.Read(parsed, recommender.Catalog) with { Diversity = diversity };
            if (diversity > 0)
            {
                CheckDiversity(recommender);
            }

            string? userText = parsed.GetValue(who.User);
            TUserId? userId = default;
            RecommendationList<TItemId> list;
            if (userText is not null)
            {
                userId = Ids.Parse<TUserId>(userText, "--user");
                list = recommender.Recommend(userId, options);
            }
            else
            {
                if (recommender.Model.GetService<CapabilityLimits>()?.FoldIn is { } reason)
                {
                    throw new UsageException("--liked: " + reason);
                }

                string[] liked = WhoOptions.SplitLiked(parsed.GetValue(who.Liked)!);
                list = recommender.RecommendFor([.. liked.Select(static id => Ids.Parse<TItemId>(id, "--liked"))], options);
            }

            if (context.Json)
            {
                context.WriteJson(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("model", recommender.Model.Info.Algorithm);
                    json.WriteString("version", list.ModelVersion);
                    if (userText is not null)
                    {
                        Ids.Write(json, "user", userId!);
                    }
                    else
                    {
                        json.WriteNull("user");
                    }

                    json.WriteString("rung", list.Rung.ToString());
                    json.WriteStartArray("ignoredIds");
                    foreach (TItemId id in list.IgnoredIds)
                    {
                        json.WriteStringValue(Ids.Text(id));
                    }

                    json.WriteEndArray();
                    RecommendationView.WriteItems(json, recommender, list, reasons: true);
                    json.WriteEndObject();
                });
            }
            else
            {
                Print(recommender, list, userText);
            }

            return ExitCodes.Done;
        }

        private static void CheckDiversity<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull
        {
            if (!recommender.OffersDiversity)
            {
                throw new UsageException(
                    "--diversity: the model file has no genres and the model no item vectors to compare movies by; train with --catalog, or another model.");
            }
        }

        private void Print<TUserId, TItemId>(
            Recommender<TUserId, TItemId> recommender, RecommendationList<TItemId> list, string? userText)
            where TUserId : notnull
            where TItemId : notnull
        {
            string person = userText is null ? "these likes" : $"user {userText}";
            string heading = list.Rung switch
            {
                RecommendationRung.Popular => $"Popular movies: the model knows nothing about {person}.",
                RecommendationRung.None => $"Nothing to recommend to {person} within the filter.",
                _ => $"For {person} ({list.ModelVersion}):",
            };
            context.Terminal.Out.WriteLine(recommender.Model.Info.IsPersonalized ? heading : $"Popular movies ({list.ModelVersion}):");
            if (list.IgnoredIds.Count > 0)
            {
                context.Terminal.Out.WriteLine($"Ignored, because the model does not know them: {string.Join(", ", list.IgnoredIds.Select(Ids.Text))}.");
            }

            RecommendationView.Table(context.Results, recommender, list, reasons: true);
        }
    }
}
