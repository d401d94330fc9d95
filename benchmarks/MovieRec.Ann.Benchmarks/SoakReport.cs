using System.Text.Json;
using MovieRec.Ann.Soak;

namespace MovieRec.Ann.Benchmarks;

/// <summary>Readers beside a writer for minutes, over HNSW and the inverted file, after a negative control of the judge.</summary>
internal static class SoakReport
{
    /// <returns>Whether no answer was wrong and the control found every spoilt one.</returns>
    public static bool Run(double seconds, string folder)
    {
        const int Initial = 6000;
        const int Capacity = 12_000;
        const int Readers = 2;
        (string Name, Func<VectorTable, VectorIndex> Build)[] kinds =
        [
            ("hnsw", static t => HnswIndex.Build(t, Similarity.Cosine, new HnswOptions { M = 12, EfConstruction = 60, MaxDegreeOfParallelism = 1 })),
            ("ivf", static t => IvfIndex.Build(t, Similarity.Cosine, new IvfOptions { ByteLists = true, MaxDegreeOfParallelism = 1 })),
        ];
        List<SoakResult> results = [];
        foreach ((string name, Func<VectorTable, VectorIndex> build) in kinds)
        {
            results.Add(new SoakRun($"{name}, control", build, Initial, Capacity, faults: true).Run(TimeSpan.FromSeconds(Math.Max(2, seconds / 60)), Readers));
            results.Add(new SoakRun(name, build, Initial, Capacity, faults: false).Run(TimeSpan.FromSeconds(seconds / kinds.Length), Readers));
        }

        bool passed = results.All(static r => r.ViolationCount == 0 && r.Answers > 0 && r.Detected == r.Injected && (r.Injected > 0) == r.Name.EndsWith("control", StringComparison.Ordinal));
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "ann-soak.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new { passed, machine = Report.Machine(), results }, Options) + "\n");
        Console.Error.WriteLine(File.ReadAllText(path));
        return passed;
    }

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
}
