using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Serving.Benchmarks;

/// <summary>kill -9 at every step of publishing, in a process of its own: the store then opens with exactly the old model or the new one.</summary>
internal static class PublishKill
{
    public static int Run(string[] args)
    {
        int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        Results results = new("serving-publish-kill");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("movierec-publish-");
        int wrong = 0;
        int degraded = 0;
        int kills = 0;
        try
        {
            string old = Path.Combine(folder.FullName, "old.mrec");
            string next = Path.Combine(folder.FullName, "new.mrec");
            Recommender<int, int> oldModel = Models.Als(500, 1_000, 20, 16, 1);
            Recommender<int, int> newModel = Models.Als(500, 1_000, 20, 16, 2);
            oldModel.Save(old);
            newModel.Save(next);
            for (int round = 0; round < rounds; round++)
            {
                foreach (PublishStep step in Enum.GetValues<PublishStep>())
                {
                    ModelStoreOptions options = new() { Path = Path.Combine(folder.FullName, $"store-{round}-{step}") };
                    new ModelStore<int, int>(options).PublishFile(old);
                    using Process child = Child.Start("publisher", options.Path, next, step.ToString());
                    child.WaitForExit();
                    kills += child.ExitCode == 0 ? 0 : 1;
                    StoreOpening<int, int> opening = new ModelStore<int, int>(options).Open();
                    string wanted = step >= PublishStep.CurrentReplaced ? newModel.ModelVersion : oldModel.ModelVersion;
                    wrong += opening.Generation?.ModelVersion == wanted ? 0 : 1;
                    degraded += opening.DegradedReason.Length == 0 ? 0 : 1;
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        results.Add("steps", Enum.GetValues<PublishStep>().Length);
        results.Add("kills", kills);
        results.Add("neitherOldNorNew", wrong);
        results.Add("degraded", degraded);
        results.Require("a restart answers from exactly the old or the new version", wrong == 0 && degraded == 0 && kills == rounds * Enum.GetValues<PublishStep>().Length);
        return results.Write();
    }

    public static int Publisher(string[] args)
    {
        PublishStep at = Enum.Parse<PublishStep>(args[2]);
        ModelStore<int, int> store = new(new ModelStoreOptions { Path = args[0] })
        {
            StepReached = step =>
            {
                if (step == at)
                {
                    Process.GetCurrentProcess().Kill();
                    Thread.Sleep(Timeout.Infinite);
                }
            },
        };
        store.PublishFile(args[1]);
        return 0;
    }
}
