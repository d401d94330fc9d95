using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Serving.Benchmarks;

/// <summary>Kills a writing process again and again; afterwards every acknowledged id must be in the log, once.</summary>
internal static class KillSoak
{
    public static int Run(string[] args)
    {
        int cycles = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000;
        Results results = new("serving-kill");
        (long acknowledged, long lost, long duplicates, double seconds) = Soak("full", cycles);
        results.Add("cycles", cycles);
        results.Add("writers", 16);
        results.Add("acknowledgedEvents", acknowledged);
        results.Add("lost", lost);
        results.Add("duplicates", duplicates);
        results.Add("seconds", seconds);
        results.Require("no acknowledged event lost, none twice", lost == 0 && duplicates == 0 && acknowledged > cycles);
        (long early, long earlyLost, _, _) = Soak("early", Math.Max(20, cycles / 20));
        results.Add("controlAcknowledgedBeforeCommit", early);
        results.Add("controlLost", earlyLost);
        results.Require("control: acknowledging before the commit loses events", earlyLost > 0);
        return results.Write();
    }

    private static (long Acknowledged, long Lost, long Duplicates, double Seconds) Soak(string mode, int cycles)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("movierec-kill-");
        string database = Path.Combine(folder.FullName, "feedback.db");
        HashSet<Guid> acknowledged = [];
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            for (int cycle = 0; cycle < cycles; cycle++)
            {
                using Process child = Child.Start("writer", database, mode);
                using Acknowledgements reader = new(child);
                reader.WaitForFirst();

                // Another moment each time: 0 … 60 ms after the first acknowledgement.
                Thread.Sleep(cycle * 7919 % 61);
                child.Kill();
                child.WaitForExit();
                acknowledged.UnionWith(reader.Finish());
                if (cycle % 100 == 99)
                {
                    Console.Error.WriteLine($"{mode}: {cycle + 1} cycles, {acknowledged.Count} acknowledged, {watch.Elapsed.TotalSeconds:F0} s");
                }
            }

            using FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = database });
            IReadOnlyList<FeedbackRecord<int>> stored = log.ReadAll();
            HashSet<Guid> ids = [.. stored.Select(static r => r.Id)];
            return (acknowledged.Count, acknowledged.Count(id => !ids.Contains(id)), stored.Count - ids.Count, watch.Elapsed.TotalSeconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
