using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MovieRec.Data;

namespace MovieRec.Benchmarks.Pipeline;

/// <summary>
/// The steps, each run in a process of its own: <c>step NAME FOLDER USERS MOVIES INTERACTIONS SEED</c> prints one line of
/// JSON. <c>step all</c> runs the measured steps one after the other in one process, for the peak of the whole path.
/// </summary>
internal static class PipelineSteps
{
    private const int Factors = 64;
    private static readonly string[] Measured = ["csv-to-parquet", "parquet-to-matrix", "als-iteration", "top-10"];

    public static int Start(string[] args)
    {
        Work work = new(args[1], new SyntheticOptions
        {
            Users = int.Parse(args[2], CultureInfo.InvariantCulture),
            Movies = int.Parse(args[3], CultureInfo.InvariantCulture),
            Interactions = int.Parse(args[4], CultureInfo.InvariantCulture),
            Seed = int.Parse(args[5], CultureInfo.InvariantCulture),
        });
        foreach (string step in args[0] == "all" ? Measured : [args[0]])
        {
            Console.WriteLine(JsonSerializer.Serialize(work.Run(step)));

            // With memory to spare the collector would let a finished step's arrays lie, and the peak would say nothing.
            GC.Collect();
        }

        return 0;
    }

    private sealed class Work(string folder, SyntheticOptions options)
    {
        private MovieDataSet<long, long>? _data;
        private TrainingData? _training;
        private AlsModel? _model;

        private string Csv => Path.Combine(folder, "csv");

        private string Parquet => Path.Combine(folder, "parquet");

        public StepResult Run(string step)
        {
            // What a step needs from the ones before it is made outside its time.
            switch (step)
            {
                case "als-iteration": _training ??= ReadMatrix(); break;
                case "top-10": _model ??= Fit(_training ??= ReadMatrix()); break;
                default: break;
            }

            using Process process = Process.GetCurrentProcess();
            TimeSpan cpu = process.TotalProcessorTime;
            Stopwatch watch = Stopwatch.StartNew();
            (long rows, string detail) = Do(step);
            double seconds = watch.Elapsed.TotalSeconds;
            process.Refresh();
            return new StepResult(
                step, seconds, (process.TotalProcessorTime - cpu).TotalSeconds, rows, process.PeakWorkingSet64 / 1e6, detail);
        }

        private (long Rows, string Detail) Do(string step)
        {
            switch (step)
            {
                case "synth-csv":
                    SyntheticDataSet.WriteMovieLensCsv(Csv, options);
                    return (options.Interactions, Size(Csv));
                case "csv-to-parquet":
                    ImportResult<long, long> import = new MovieLensReader().Read(Csv);
                    DataSetFolder.Write(Parquet, import.DataSet);
                    return (import.Report.Interactions.DataRows, Size(Parquet));
                case "parquet-to-matrix":
                    _training = ReadMatrix();
                    return (_data!.Log.Count, string.Create(CultureInfo.InvariantCulture, $"{_training.Interactions.Count:N0} liked, {_training.Histories.Seen.Count:N0} seen"));
                case "als-iteration":
                    _model = Fit(_training!);
                    return (_training!.Interactions.Count, "one iteration at 64 factors: users, items, and users again for serving; liked interactions as rows");
                case "top-10":
                    return TopTen();
                default:
                    throw new ArgumentException($"There is no step '{step}'.");
            }
        }

        private (long Rows, string Detail) TopTen()
        {
            ScoredItem[] top = new ScoredItem[10];
            const int Queries = 2000;
            int written = 0;
            for (int q = 0; q < Queries; q++)
            {
                // Spread over all users by a stride without common factor, so that no cache is warm by chance.
                int user = (int)((long)q * 7919 % _model!.UserCount);
                written += _model.Recommend(RecommendationQuery.ForUser(user), top);
            }

            return (Queries, string.Create(CultureInfo.InvariantCulture, $"queries of one user each, one after the other; {written:N0} items returned"));
        }

        private TrainingData ReadMatrix()
        {
            _data = DataSetFolder.Read<long, long>(Parquet);
            TrainingData training = _data.ToTrainingData();
            if (training.Interactions.ItemCount > 0)
            {
                _ = training.Interactions.GetItemCount(0); // the transpose belongs to the matrix
            }

            return training;
        }

        private static AlsModel Fit(TrainingData training) =>
            new AlsTrainer(new AlsOptions { Factors = Factors, Iterations = 1, RecordLoss = false }).Fit(training);

        private static string Size(string path) => string.Create(
            CultureInfo.InvariantCulture, $"{new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static f => f.Length) / 1e6:N1} MB on disk");
    }
}
