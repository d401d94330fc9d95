using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Serving.Benchmarks;

/// <summary>Kills a writing process again and again; afterwards every acknowledged id must be in the log, once.</summary>
internal static class KillSoak
{
    private const int LaneCount = 4;

    public static int Run(string[] args)
    {
        int cycles = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000;
        Results results = new("serving-kill");
        Stopwatch watch = Stopwatch.StartNew();
        (long acknowledged, long lost, long duplicates) = Lanes("full", cycles);
        results.Add("cycles", cycles);
        results.Add("writers", 16);
        results.Add("acknowledgedEvents", acknowledged);
        results.Add("lost", lost);
        results.Add("duplicates", duplicates);
        results.Add("seconds", watch.Elapsed.TotalSeconds);
        results.Require("no acknowledged event lost, none twice", lost == 0 && duplicates == 0 && acknowledged > cycles);
        (long early, long earlyLost, _) = Lanes("early", Math.Max(20, cycles / 20));
        results.Add("controlAcknowledgedBeforeCommit", early);
        results.Add("controlLost", earlyLost);
        results.Require("control: acknowledging before the commit loses events", earlyLost > 0);
        return results.Write();
    }

    /// <summary>Four logs side by side, each with its own process: most of a cycle is the start of a process.</summary>
    private static (long Acknowledged, long Lost, long Duplicates) Lanes(string mode, int cycles)
    {
        (long Acknowledged, long Lost, long Duplicates)[] lanes = new (long, long, long)[LaneCount];
        Thread[] threads = [.. Enumerable.Range(0, LaneCount).Select(lane => new Thread(() => lanes[lane] = Soak(mode, (cycles + LaneCount - 1) / LaneCount, lane)))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return (lanes.Sum(static l => l.Acknowledged), lanes.Sum(static l => l.Lost), lanes.Sum(static l => l.Duplicates));
    }

    private static (long Acknowledged, long Lost, long Duplicates) Soak(string mode, int cycles, int lane)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("movierec-kill-");
        string database = Path.Combine(folder.FullName, "feedback.db");
        HashSet<Guid> acknowledged = [];
        try
        {
            for (int cycle = 0; cycle < cycles; cycle++)
            {
                using Process child = Child.Start("writer", database, mode);
                using Acknowledgements reader = new(child);
                reader.WaitForFirst();

                // Another moment each time: 0 … 60 ms after the first acknowledgement.
                Thread.Sleep(((cycle * 7919) + lane) % 61);
                child.Kill();
                child.WaitForExit();
                acknowledged.UnionWith(reader.Finish());
                if (cycle % 100 == 99)
                {
                    Console.Error.WriteLine($"{mode}: {cycle + 1} cycles in lane {lane}, {acknowledged.Count} acknowledged");
                }
            }

            using FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = database });
            IReadOnlyList<FeedbackRecord<int>> stored = log.ReadAll();
            HashSet<Guid> ids = [.. stored.Select(static r => r.Id)];
            return (acknowledged.Count, acknowledged.Count(id => !ids.Contains(id)), stored.Count - ids.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
