using System.Text;
using MovieRec.Data;

namespace MovieRec.Content.Benchmarks;

/// <summary>The five nearest films, by content, of twenty well-known ones of the bundled catalogue, which were chosen before looking.</summary>
internal static class Neighbours
{
    private static readonly string[] Films =
    [
        "Metropolis", "King Kong", "Snow White and the Seven Dwarfs", "Casablanca", "Seven Samurai", "Singin' in the Rain", "Psycho", "2001: A Space Odyssey",
        "The Godfather", "Jaws", "Star Wars", "Alien", "The Shining", "Raiders of the Lost Ark", "Back to the Future", "The Silence of the Lambs", "Pulp Fiction",
        "Toy Story", "The Matrix", "Spirited Away",
    ];

    public static int Run(string folder)
    {
        MovieDataSet<long, long> data = DataSetFolder.Read<long, long>(folder);
        ContentModel model = new ContentTrainer().Fit(data.ToTrainingData());
        Recommender<long, long> recommender = new(data.Users, data.Items, model, catalog: data.Catalog);
        StringBuilder text = new();
        text.Append("| film | nearest by content |\n|---|---|\n");
        foreach (string film in Films)
        {
            int item = Enumerable.Range(0, data.Items.Count).FirstOrDefault(i => Plain(data.Catalog.GetTitle(i)) == Plain(film), -1);
            text.Append("| ").Append(film).Append(" | ");
            text.Append(item < 0 ? "(not in the catalogue)" : string.Join("; ", recommender.SimilarTo(data.Items[item]).Take(5).Select(r => recommender.GetTitle(r.ItemId))));
            text.Append(" |\n");
        }

        Results.Write("content-neighbours.md", text.ToString());
        return 0;
    }

    private static string Plain(string title) => new([.. title.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
