using System.Globalization;

namespace MovieRec.Data.Tests.Interchange;

/// <summary>Folders of Spark models: the real one (outside the repository, through MOVIEREC_DATA) and ones written here.</summary>
internal static class SparkModels
{
    public const string RealName = "denis-yakovenko-rank12-spark2.2.1/alsModel";

    public static string RealFolder() => Path.Combine(DataFolder(), "spark-als");

    public static string Real() => Path.Combine(RealFolder(), RealName);

    public static string CopyOfReal(TemporaryFolder folder)
    {
        string target = folder.In("real");
        Copy(Real(), target);
        return target;
    }

    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source))
        {
            File.WriteAllBytes(Path.Combine(target, Path.GetFileName(file)), File.ReadAllBytes(file));
        }

        foreach (string directory in Directory.EnumerateDirectories(source))
        {
            Copy(directory, Path.Combine(target, Path.GetFileName(directory)));
        }
    }

    /// <summary>Factors that are different in every place: user u has id 3u, item i id 7i + 1.</summary>
    public static FactorTable<long, long> Factors(int users = 20, int items = 12, int rank = 4) => new(
        IdMap<long>.Create(Enumerable.Range(0, users).Select(static u => 3L * u)),
        IdMap<long>.Create(Enumerable.Range(0, items).Select(static i => (7L * i) + 1)),
        rank,
        Enumerable.Range(0, users * rank).Select(static v => (v * 0.25f) - 3.125f).ToArray(),
        Enumerable.Range(0, items * rank).Select(static v => 1 / (v + 1f)).ToArray());

    /// <summary>A model folder written by this library.</summary>
    public static string Written(TemporaryFolder folder, FactorTable<long, long>? factors = null)
    {
        string path = folder.In("written");
        SparkAlsWriter.Write(path, factors ?? Factors(), TestContext.Current.CancellationToken);
        return path;
    }

    public static void WriteMetadata(string folder, string json)
    {
        Directory.CreateDirectory(Path.Combine(folder, "metadata"));
        File.WriteAllText(Path.Combine(folder, "metadata", "part-00000"), json + "\n");
    }

    public static string AlsMetadata(int rank, string version = "3.5.1") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"rank":{{{rank}}},"paramMap":{"userCol":"u"},"class":"org.apache.spark.ml.recommendation.ALSModel","uid":"als_1","sparkVersion":"{{{version}}}","timestamp":1,"defaultParamMap":{"userCol":"user","itemCol":"item","coldStartStrategy":"drop"}}""");

    /// <summary>A model folder of given part files.</summary>
    public static string Folder(TemporaryFolder folder, int rank, (int Number, byte[] Bytes)[] users, (int Number, byte[] Bytes)[] items, string version = "3.5.1")
    {
        string path = folder.In("model-" + Guid.NewGuid().ToString("N"));
        WriteMetadata(path, AlsMetadata(rank, version));
        foreach ((string name, (int Number, byte[] Bytes)[] parts) in new[] { ("userFactors", users), ("itemFactors", items) })
        {
            string directory = Path.Combine(path, name);
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(Path.Combine(directory, "_SUCCESS"), []);
            foreach ((int number, byte[] bytes) in parts)
            {
                File.WriteAllBytes(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"part-{number:D5}-0-c000.parquet")), bytes);
            }
        }

        return path;
    }

    public static void DeleteSidecars(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, ".*.crc", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }

    private static string DataFolder()
    {
        string? folder = Environment.GetEnvironmentVariable("MOVIEREC_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "MOVIEREC_DATA does not name the folder with the reference data.");
        return folder!;
    }
}
