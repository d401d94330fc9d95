using System.Diagnostics;
using System.Globalization;
using System.Text;
using MovieRec.Data;

namespace MovieRec.Content.Benchmarks;

/// <summary>How long the decomposition of a large interaction matrix takes, by rank and number of threads.</summary>
internal static class SvdScale
{
    public static int Run(int interactions)
    {
        MovieDataSet<long, long> data = SyntheticDataSet.Create(new SyntheticOptions { Users = interactions / 150, Movies = 27_000, Interactions = interactions });
        TrainingData training = TrainingData.FromLog(data.Log, new InteractionOptions { PositiveThreshold = 0 });
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"# Truncated SVD at scale\n\n{interactions:N0} made-up interactions of {data.Users.Count:N0} users on {data.Items.Count:N0} items, 6 power iterations, 16 columns beyond the rank. {Results.Machine}. Regenerate: `dotnet run -c Release --project benchmarks/MovieRec.Content.Benchmarks -- svd {interactions}`.\n\n");
        text.Append("| rank | threads | seconds | CPU-seconds |\n|---|---|---|---|\n");
        foreach ((int rank, int threads) in new[] { (16, 1), (64, 1), (64, 2), (256, 2) })
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            Stopwatch watch = Stopwatch.StartNew();
            new SvdTrainer(new SvdOptions { Factors = rank, MaxDegreeOfParallelism = threads }).Fit(training);
            double seconds = watch.Elapsed.TotalSeconds;
            double cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            text.Append(CultureInfo.InvariantCulture, $"| {rank} | {threads} | {seconds:F1} | {cpu:F1} |\n");
        }

        Results.Write("svd-scale.md", text.ToString());
        return 0;
    }
}
