using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Serving.Benchmarks;

/// <summary>
/// A power cut: an ext4 file system in a file is mounted and written to; the writer is stopped, the file is copied (what had not been
/// flushed is not in it), and the copy is mounted as after the cut. Every id that was acknowledged before the writer stopped must be in it.
/// </summary>
internal static class PowerCut
{
    private const long ImageBytes = 96L << 20;

    public static int Run(string[] args)
    {
        int cycles = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50;
        Results results = new("serving-powercut");
        if (!CanMount())
        {
            results.Add("skipped", "no rights to mount a file system here");
            return results.Write();
        }

        (long acknowledged, long lost) = Soak("full", cycles);
        results.Add("cycles", cycles);
        results.Add("acknowledgedEvents", acknowledged);
        results.Add("lost", lost);
        results.Require("no acknowledged event lost", lost == 0 && acknowledged > cycles);
        (long normal, long normalLost) = Soak("normal", Math.Max(5, cycles / 5));
        results.Add("controlSynchronousNormal", normal);
        results.Add("controlLost", normalLost);
        results.Require("control: synchronous=NORMAL loses events", normalLost > 0);
        return results.Write();
    }

    public static bool CanMount()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("movierec-mount-");
        try
        {
            bool mounted = Child.Shell("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.FullName) == 0;
            return mounted && Child.Shell("umount", folder.FullName) == 0;
        }
        finally
        {
            folder.Delete();
        }
    }

    private static (long Acknowledged, long Lost) Soak(string mode, int cycles)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("movierec-power-");
        string image = Path.Combine(folder.FullName, "disk.img");
        string copy = Path.Combine(folder.FullName, "after.img");
        string disk = folder.CreateSubdirectory("disk").FullName;
        string after = folder.CreateSubdirectory("after").FullName;
        long acknowledged = 0;
        long lost = 0;
        try
        {
            for (int cycle = 0; cycle < cycles; cycle++)
            {
                using (FileStream file = File.Create(image))
                {
                    file.SetLength(ImageBytes);
                }

                Must("mkfs.ext4", "-q", "-F", image);
                Must("mount", "-o", "loop", image, disk);
                using Process child = Child.Start("writer", Path.Combine(disk, "feedback.db"), mode);
                try
                {
                    using Acknowledgements reader = new(child);
                    reader.WaitForFirst();
                    Thread.Sleep(100 + (cycle * 7919 % 400));

                    // Ids that the pipe holds at this moment were acknowledged before the writer stopped.
                    Must("kill", "-STOP", child.Id.ToString(CultureInfo.InvariantCulture));
                    Thread.Sleep(20);
                    Guid[] ids = reader.Now();
                    Must("cp", image, copy);
                    child.Kill();
                    child.WaitForExit();
                    reader.Finish();
                    Must("umount", disk);
                    Must("mount", "-o", "loop", copy, after);
                    HashSet<Guid> stored = Stored(Path.Combine(after, "feedback.db"));
                    acknowledged += ids.Length;
                    lost += ids.Count(id => !stored.Contains(id));
                    Must("umount", after);
                }
                finally
                {
                    if (!child.HasExited)
                    {
                        child.Kill();
                    }
                }

                Console.Error.WriteLine($"{mode}: cycle {cycle + 1}, {acknowledged} acknowledged, {lost} lost");
            }
        }
        finally
        {
            Child.Shell("umount", disk);
            Child.Shell("umount", after);
            folder.Delete(recursive: true);
        }

        return (acknowledged, lost);
    }

    private static HashSet<Guid> Stored(string database)
    {
        if (!File.Exists(database))
        {
            return [];
        }

        try
        {
            using FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = database });
            return [.. log.ReadAll().Select(static r => r.Id)];
        }
        catch (FeedbackLogException e)
        {
            Console.Error.WriteLine(e.Message);
            return [];
        }
    }

    private static void Must(string program, params string[] arguments)
    {
        if (Child.Shell(program, arguments) != 0)
        {
            throw new IOException($"{program} {string.Join(' ', arguments)} failed.");
        }
    }
}
