namespace MovieRec.Serving.Benchmarks;

/// <summary>A tmpfs that is nearly full: publishing, logging and exporting fail cleanly, answers go on, and all three work again when there is room.</summary>
internal static class DiskFull
{
    public static int Run()
    {
        Results results = new("serving-diskfull");
        if (!PowerCut.CanMount())
        {
            results.Add("skipped", "no rights to mount a file system here");
            return results.Write();
        }

        DirectoryInfo disk = Directory.CreateTempSubdirectory("movierec-full-");
        if (Child.Shell("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.FullName) != 0)
        {
            throw new IOException("mount failed.");
        }

        try
        {
            Measure(disk.FullName, results);
        }
        finally
        {
            Child.Shell("umount", disk.FullName);
            disk.Delete();
        }

        return results.Write();
    }

    private static void Measure(string disk, Results results)
    {
        Recommender<int, int> old = Models.Als(500, 1_000, 20, 16, 1);
        Recommender<int, int> next = Models.Als(500, 1_000, 20, 16, 2);
        ModelStore<int, int> store = new(new ModelStoreOptions { Path = Path.Combine(disk, "store") });
        using RecommenderHost<int, int> host = new();
        host.Publish(store.Publish(old));
        using FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = Path.Combine(disk, "feedback.db") });
        FeedbackExport<int> export = new(Path.Combine(disk, "exports"));
        HashSet<Guid> acknowledged = [];
        Append(log, 500, acknowledged);
        string filler = Path.Combine(disk, "filler");
        Fill(filler);

        bool publishFailed = Fails(() => host.Publish(store.Publish(next)));
        bool exportFailed = Fails(() => export.ExportAsync(log).GetAwaiter().GetResult());
        int refused = Append(log, 20_000, acknowledged);
        bool oldServes = host.Recommend(7).ModelVersion == old.ModelVersion && host.Recommend(7).Count > 0;
        bool oldOpens = store.Open().Generation?.ModelVersion == old.ModelVersion;
        long stored = log.Count();
        int missing = Missing(log, acknowledged);
        results.Add("publishFailed", publishFailed ? 1 : 0);
        results.Add("exportFailed", exportFailed ? 1 : 0);
        results.Add("eventsRefused", refused);
        results.Add("eventsAcknowledged", acknowledged.Count);
        results.Add("eventsStored", stored);
        results.Require("a full disk fails publishing, exporting and logging (control: it is really full)", publishFailed && exportFailed && refused > 0);
        results.Require("the old model answers on, and a restart finds it", oldServes && oldOpens);
        results.Require("no acknowledgement without the event", missing == 0);

        File.Delete(filler);
        int refusedAfter = Append(log, 500, acknowledged);
        host.Publish(store.Publish(next));
        ExportResult exported = export.ExportAsync(log).GetAwaiter().GetResult();
        results.Add("refusedAfterwards", refusedAfter);
        results.Require(
            "everything works again without a restart",
            refusedAfter == 0 && Missing(log, acknowledged) == 0 && host.Recommend(7).ModelVersion == next.ModelVersion && exported.Exported == log.Count());
    }

    private static void Fill(string path)
    {
        using FileStream file = File.Create(path);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full: that is the aim.
        }
    }

    private static bool Fails(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static int Append(FeedbackLog<int> log, int count, HashSet<Guid> acknowledged)
    {
        int refused = 0;
        for (int i = 0; i < count && refused < 50; i++)
        {
            FeedbackRecord<int>[] records = [.. Enumerable.Range(0, 10).Select(j => Events.Next(j, i))];
            try
            {
                if (log.AppendAsync(records).GetAwaiter().GetResult().IsStored)
                {
                    acknowledged.UnionWith(records.Select(static r => r.Id));
                }
            }
            catch (FeedbackLogException)
            {
                refused++;
            }
        }

        return refused;
    }

    private static int Missing(FeedbackLog<int> log, HashSet<Guid> acknowledged)
    {
        HashSet<Guid> stored = [.. log.ReadAll().Select(static r => r.Id)];
        return acknowledged.Count(id => !stored.Contains(id));
    }
}
