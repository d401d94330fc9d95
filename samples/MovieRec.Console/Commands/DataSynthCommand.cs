using System.CommandLine;
using System.Diagnostics;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary><c>data synth</c>: a data set of the shape of MovieLens and of any size.</summary>
internal static class DataSynthCommand
{
    public static Command Create(SharedOptions shared)
    {
        SyntheticOptions defaults = new();
        Option<int> users = Number("--users", "Number of users.", defaults.Users);
        Option<int> movies = Number("--movies", "Number of movies.", defaults.Movies);
        Option<int> interactions = Number("--interactions", "Number of ratings, exactly; up to 100,000,000.", defaults.Interactions);
        Option<string> name = new("--name") { Description = "Name of the data set. Default synthetic.", DefaultValueFactory = _ => defaults.Name };
        Option<string> format = new("--format")
        {
            Description = "parquet (a data-set folder) or csv (ratings.csv and movies.csv in the format of MovieLens). Default parquet.",
            DefaultValueFactory = static _ => "parquet",
        };
        format.AcceptOnlyFromAmong("parquet", "csv");
        Option<string> output = new("--out") { Description = "The folder to write.", Required = true };
        Command command = new("synth", "Generate a data set: simulated users and movies, the same for the same seed.");
        foreach (Option option in (Option[])[users, movies, interactions, name, format, output])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            CliContext context = shared.Context(parsed);
            SyntheticOptions options = new()
            {
                Users = parsed.GetValue(users),
                Movies = parsed.GetValue(movies),
                Interactions = parsed.GetValue(interactions),
                Name = parsed.GetValue(name)!,
                Seed = context.Seed,
            };
            return Run(context, options, parsed.GetValue(format)!, parsed.GetValue(output)!);
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value) => new(name)
    {
        Description = CliContext.Invariant($"{description} Default {value:N0}."),
        DefaultValueFactory = _ => value,
    };

    private static int Run(CliContext context, SyntheticOptions options, string format, string target)
    {
        Stopwatch watch = Stopwatch.StartNew();
        context.WithProgress("Generating " + target, progress =>
        {
            InlineProgress<DataSetProgress> report = new(p => progress(p.Rows, p.TotalRows, "rows"));
            if (format == "csv")
            {
                SyntheticDataSet.WriteMovieLensCsv(target, options, report, context.CancellationToken);
            }
            else
            {
                SyntheticDataSet.Write(target, options, report, context.CancellationToken);
            }

            return 0;
        });
        double seconds = watch.Elapsed.TotalSeconds;
        long bytes = new DirectoryInfo(target).EnumerateFiles().Sum(static f => f.Length);
        if (context.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("name", options.Name);
                json.WriteBoolean("simulated", true);
                json.WriteString("out", target);
                json.WriteString("format", format);
                json.WriteNumber("users", options.Users);
                json.WriteNumber("movies", options.Movies);
                json.WriteNumber("interactions", options.Interactions);
                json.WriteNumber("seed", options.Seed);
                json.WriteNumber("bytes", bytes);
                json.WriteNumber("seconds", seconds);
                json.WriteNumber("rowsPerSecond", options.Interactions / seconds);
                json.WriteEndObject();
            });
        }
        else
        {
            context.Terminal.Out.WriteLine(CliContext.Invariant(
                $"{target}: {options.Interactions:N0} simulated ratings of {options.Users:N0} users on {options.Movies:N0} movies, {bytes:N0} bytes, in {seconds:F1} s ({options.Interactions / seconds:N0} rows/s)."));
        }

        return ExitCodes.Done;
    }
}
