using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MovieRec.Benchmarks.Pipeline;

/// <summary>Runs every step in a fresh process and writes the result files.</summary>
internal static class PipelineRun
{
    private const string ProgramCommand = "dotnet run -c Release --project benchmarks/MovieRec.Benchmarks -- ";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static int Start(string[] args)
    {
        int users = Number(args, "--users", 162_000);
        int movies = Number(args, "--movies", 62_000);
        int interactions = Number(args, "--interactions", 25_000_000);
        string output = Text(args, "--out", "benchmarks/results/pipeline-25m");
        string folder = Path.Combine(Path.GetTempPath(), "movierec-pipeline-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        try
        {
            string[] sizes = [folder, .. new[] { users, movies, interactions, 1 }.Select(static n => n.ToString(CultureInfo.InvariantCulture))];
            List<StepResult> steps = [];
            foreach (string step in (string[])["synth-csv", "csv-to-parquet", "parquet-to-matrix", "als-iteration", "top-10"])
            {
                steps.AddRange(Child([step, .. sizes]));
                Console.Error.WriteLine(steps[^1]);
            }

            List<StepResult> whole = Child(["all", .. sizes]);
            string command = ProgramCommand + string.Join(' ', ["pipeline", .. args]);
            PipelineReport report = new(
                command, TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Machine.Describe(), interactions, users, movies, steps, whole);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            File.WriteAllText(output + ".json", JsonSerializer.Serialize(report, Json) + "\n");
            File.WriteAllText(output + ".md", Markdown(report));
            Console.WriteLine(Markdown(report));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<StepResult> Child(string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(PipelineRun).Assembly.Location);
        }

        start.ArgumentList.Add("step");
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<StepResult>(line)!)]
            : throw new InvalidOperationException($"The step {arguments[0]} ended with code {process.ExitCode}.");
    }

    private static string Markdown(PipelineReport report)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# From CSV to a top 10: {report.Interactions:N0} synthetic interactions\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{report.Users:N0} users, {report.Movies:N0} movies. Each step runs in a process of its own; start-up and what earlier steps made are left out of its time.\n\n");
        Table(text, report.Steps);
        text.Append("\nThe measured steps one after the other in one process, collected in between (the peak grows and never falls):\n\n");
        Table(text, report.OneProcess);
        text.Append(CultureInfo.InvariantCulture, $"\nMachine: {report.Machine}.\n\nMeasured on {report.Measured} by\n\n    {report.Command}\n");
        return text.ToString();
    }

    private static void Table(StringBuilder text, IReadOnlyList<StepResult> steps)
    {
        text.Append("| step | seconds | CPU seconds | rows | rows/s | peak memory, MB | |\n|---|---:|---:|---:|---:|---:|---|\n");
        foreach (StepResult step in steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {step.Step} | {step.Seconds:F2} | {step.CpuSeconds:F2} | {step.Rows:N0} | {step.RowsPerSecond:N0} | {step.PeakMegabytes:N0} | {step.Detail} |\n");
        }
    }

    private static int Number(string[] args, string name, int fallback) =>
        int.Parse(Text(args, name, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static string Text(string[] args, string name, string fallback)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
    }
}
