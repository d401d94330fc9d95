using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MovieRec;

// Published with NativeAOT and run: trains, saves, loads, recommends and explains, and says OK only when the arithmetic
// holds. What trimming or ahead-of-time compilation breaks shows here, not at a user's.
string path = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), $"movierec-aot-{Environment.ProcessId}.mrec");
try
{
    MovieDataSet<string, int> data = DataSet();
    AlsTrainer trainer = new(new AlsOptions { Factors = 8, Iterations = 5 });
    Recommender<string, int> trained = Recommender<string, int>.Train(data, trainer);
    trained.Save(path);

    ServiceCollection services = new();
    services.AddMovieRec<string, int>(path);
    using ServiceProvider provider = services.BuildServiceProvider();
    Recommender<string, int> loaded = provider.GetRequiredService<Recommender<string, int>>();
    Check(loaded.ModelVersion == trained.ModelVersion, "the loaded model has another version");
    Check(provider.GetRequiredService<IExplainer>() is AlsModel, "the explainer is not the model");

    RecommendationList<int> list = loaded.Recommend("Åsa");
    Check(list.SequenceEqual(trained.Recommend("Åsa")), "the loaded model answers differently");
    Check(list.Count > 0 && list.Rung == RecommendationRung.Personalized, "a known user got no personal answer");
    Check(list[0].Reason.TryGetAnchor(out int anchor), "the first recommendation has no anchor");
    ItemExplanation<int> explanation = loaded.Explain("Åsa", list[0].ItemId);
    float sum = explanation.Remainder + explanation.Contributions.Sum(c => c.Value);
    Check(Math.Abs(explanation.Score - sum) <= 1e-5f * explanation.Magnitude, "the contributions do not add up to the score");
    Check(explanation.Contributions[0].ItemId == anchor, "the anchor is not the largest contribution");
    Check(loaded.Recommend("nobody").Rung == RecommendationRung.Popular, "an unknown user got no popular items");
    Check(loaded.SimilarTo(list[0].ItemId).Count > 0, "no similar movies");

    string title = loaded.Catalog.GetTitle(loaded.Items.TryGetIndex(list[0].ItemId, out int index) ? index : -1);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{loaded.ModelVersion}: {title} {list[0].Score:F4}"));
    Console.WriteLine("OK");
    return 0;
}
finally
{
    File.Delete(path);
}

static MovieDataSet<string, int> DataSet()
{
    // Two tastes: even users like even movies, odd users odd ones, and everybody has left a few of theirs out.
    string[] users = ["Åsa", "Björn", "Chloé", "Dmitrij", "Ewa", "Fatima", "Giulia", "Hanae"];
    InteractionLogBuilder<string, int> builder = new();
    for (int user = 0; user < users.Length; user++)
    {
        for (int movie = user % 2; movie < 20; movie += 2)
        {
            if ((user + movie) % 5 != 0)
            {
                builder.Add(users[user], 100 + movie, rating: 5, timestamp: 1_600_000_000 + movie);
            }
        }
    }

    InteractionLogResult<string, int> result = builder.Build();
    Dictionary<int, MovieMetadata> movies = Enumerable.Range(100, 20).ToDictionary(
        static id => id, static id => new MovieMetadata { Title = $"Film №{id}", Year = 1900 + id, Genres = [id % 2 == 0 ? "Drama" : "Comedy"] });
    return new MovieDataSet<string, int>(result.Users, result.Items, result.Log, MovieCatalog.Create(result.Items, movies));
}

static void Check(bool condition, string problem)
{
    if (!condition)
    {
        throw new InvalidOperationException($"Not OK: {problem}.");
    }
}
