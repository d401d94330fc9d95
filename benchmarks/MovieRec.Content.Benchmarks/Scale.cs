using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MovieRec.Content.Benchmarks;

/// <summary>How long embedding a large catalogue takes, and one recommendation over it.</summary>
internal static class Scale
{
    public static int Run(int movies)
    {
        MovieCatalog catalog = SyntheticCatalog.Create(movies);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Content vectors at scale\n\n{movies:N0} made-up movies with the counts of a real catalogue. {Results.Machine}. Regenerate: `dotnet run -c Release --project benchmarks/MovieRec.Content.Benchmarks -- scale {movies}`.\n\n");
        text.Append("| dimensions | seconds | CPU-seconds | peak working set, MB | top 10 of one user, µs |\n|---|---|---|---|---|\n");
        foreach (int dimensions in new[] { 128, 256, 384, 512 })
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            Stopwatch watch = Stopwatch.StartNew();
            ItemEmbeddings embeddings = new ContentEmbedder(new ContentOptions { Dimensions = dimensions }).Embed(catalog);
            double seconds = watch.Elapsed.TotalSeconds;
            Process process = Process.GetCurrentProcess();
            double cpu = (process.TotalProcessorTime - before).TotalSeconds;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {dimensions} | {seconds:F1} | {cpu:F1} | {process.PeakWorkingSet64 / 1e6:N0} | {Answer(embeddings):F0} |\n");
        }

        Results.Write("content-scale.md", text.ToString());
        return 0;
    }

    private static double Answer(ItemEmbeddings embeddings)
    {
        ContentModel model = new ContentTrainer(embeddings).Fit(TrainingData.Create(UserHistories.Empty(1, embeddings.Count)));
        ScoredItem[] top = new ScoredItem[10];
        int[] history = [.. Enumerable.Range(0, 30).Select(static i => i * 17)];
        for (int i = 0; i < 200; i++)
        {
            model.Recommend(RecommendationQuery.ForHistory(history), top);
        }

        const int Times = 300;
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Times; i++)
        {
            model.Recommend(RecommendationQuery.ForHistory(history), top);
        }

        return watch.Elapsed.TotalMicroseconds / Times;
    }
}
