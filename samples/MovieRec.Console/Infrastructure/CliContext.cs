using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace MovieRec.Cli;

/// <summary>One run of a verb.</summary>
internal sealed class CliContext(Terminal terminal, bool json, int seed, CancellationToken cancellationToken)
{
    private static readonly JsonWriterOptions JsonOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Terminal Terminal { get; } = terminal;

    public bool Json { get; } = json;

    public int Seed { get; } = seed;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public IAnsiConsole Results => Terminal.Results;

    /// <summary>Writes the one JSON document, whole or not at all.</summary>
    public void WriteJson(Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, JsonOptions))
        {
            write(writer);
        }

        Terminal.Out.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>Runs long work with a progress bar (rate and remaining time), or with a line now and then.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="work">Called with a reporter of (done, total, unit text).</param>
    public T WithProgress<T>(string title, Func<Action<double, double, string>, T> work)
    {
        CancellationToken.ThrowIfCancellationRequested();
        if (!Terminal.ShowsProgress)
        {
            return WithLines(title, work);
        }

        T result = default!;
        Terminal.Log.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                ProgressTask task = progress.AddTask(Markup.Escape(title));
                Stopwatch watch = Stopwatch.StartNew();
                result = work((done, total, unit) =>
                {
                    task.MaxValue = Math.Max(total, 1e-9);
                    task.Value = done;
                    task.Description = Markup.Escape(Rate(title, done, unit, watch));
                });
            });
        return result;
    }

    private T WithLines<T>(string title, Func<Action<double, double, string>, T> work)
    {
        Stopwatch watch = Stopwatch.StartNew();
        double next = 5;
        return work((done, total, unit) =>
        {
            double seconds = watch.Elapsed.TotalSeconds;
            if (seconds >= next)
            {
                next = seconds + 5;
                double share = total > 0 ? done / total : 0;
                string remaining = share > 0 ? Invariant($"{seconds * (1 - share) / share:F0} s left") : "";
                Terminal.Note(Invariant($"{Rate(title, done, unit, watch)}: {share:P0}, {remaining}"));
            }
        });
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Rate(string title, double done, string unit, Stopwatch watch)
    {
        double seconds = watch.Elapsed.TotalSeconds;
        return seconds > 0.5 && done > 0 ? Invariant($"{title} ({done / seconds:N1} {unit}/s)") : title;
    }
}
