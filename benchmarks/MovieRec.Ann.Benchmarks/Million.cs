using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MovieRec.Ann.Benchmarks;

/// <summary>
/// One back end over many vectors, in a process of its own: build time, and memory as the system counts it. Vectors are
/// drawn when the index asks for them, so that nothing but the index holds them.
/// </summary>
internal static class Million
{
    private const string How = "each in a process and a run of its own, so that other work on the machine weighs on the ratio";

    public static void Run(string family, int count, int queries, string folder)
    {
        ClusteredModel source = new(count, 64, Math.Max(1, count / 250));
        BenchmarkSet set = new(
            FormattableString.Invariant($"clustered {count:N0} × 64, cosine"), Similarity.Cosine, [], 64, source.Rows(count, queries), null)
        {
            Table = VectorTable.FromModel(source),
        };
        GC.Collect();
        long before = Status("VmRSS");
        long wall = Stopwatch.GetTimestamp();
        double cpu = Measure.Cpu();
        int shown = 0;
        (string parameters, Func<VectorIndex> build, int[] efforts) = family == "hnsw"
            ? ("M 16, EfConstruction 200", () => HnswIndex.Build(set.Table, set.Similarity, null, new Progress<int>(Show)), Backends.Candidates)
            : Backends.Family(family, set).Last();
        using VectorIndex index = build();
        cpu = Measure.Cpu() - cpu;
        double seconds = Stopwatch.GetElapsedTime(wall).TotalSeconds;
        long peak = Status("VmHWM");
        long links = index is HnswIndex hnsw ? hnsw.Graph.Links.Bytes + hnsw.Graph.Upper.Bytes : 0;
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{family}: {seconds:F0} s, {cpu:F0} CPU-s; index {index.SizeInBytes / 1e6:F0} MB, process before {before / 1e6:F0}, peak {peak / 1e6:F0} MB"));
        set.ComputeTruth(index);
        List<Point> points = [];
        foreach (int effort in efforts)
        {
            points.Add(Measure.Search(index, set, effort));
            if (points[^1].Recall > 0.9995 || effort >= VectorIndex.ExactEffort)
            {
                break;
            }
        }

        Curve curve = Measure.Note(new Curve(index.Backend, parameters, cpu, seconds, index.SizeInBytes, peak, points));
        Directory.CreateDirectory(folder);
        using FileStream stream = File.Create(Path.Combine(folder, $"ann-million-{family}.json"));
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("set", set.Name);
        json.WriteNumber("vectors", count);
        json.WriteString("machine", Report.Machine());
        json.WriteNumber("processBytesBefore", before);
        json.WriteNumber("processPeakBytes", peak);
        json.WriteNumber("vectorBytes", 4L * 64 * count);
        json.WriteNumber("linkBytes", links);
        json.WriteNumber("peakOverVectorsAndLinks", Math.Round(peak / ((4.0 * 64 * count) + links), 3));
        json.WriteNumber("growthOverVectorsAndLinks", Math.Round((peak - before) / ((4.0 * 64 * count) + links), 3));
        json.WriteStartArray("results");
        Report.Write(json, curve);
        json.WriteEndArray();
        json.WriteEndObject();

        void Show(int done)
        {
            if (done / 100_000 > shown)
            {
                shown = done / 100_000;
                Console.Error.WriteLine(FormattableString.Invariant($"  {done:N0} after {Stopwatch.GetElapsedTime(wall).TotalSeconds:F0} s"));
            }
        }
    }

    /// <summary>Joins what the processes, and the native ones, wrote into one report.</summary>
    public static void Collect(string folder, IEnumerable<string> native)
    {
        List<Curve> curves = [];
        string name = "";
        foreach (string family in Backends.All)
        {
            string own = Path.Combine(folder, $"ann-million-{family}.json");
            if (File.Exists(own))
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllText(own));
                name = document.RootElement.GetProperty("set").GetString()!;
                curves.AddRange(document.RootElement.GetProperty("results").EnumerateArray().Select(static c => NativePeers.Read(c, null)));
            }

            string peer = NativePeers.PeerOf(family) ?? "-";
            foreach (string file in native.Where(f => Path.GetFileNameWithoutExtension(f).EndsWith(peer, StringComparison.Ordinal)))
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
                curves.AddRange(document.RootElement.EnumerateArray().Select(c => NativePeers.Read(c, family)));
            }
        }

        int count = int.Parse(name.Split(' ')[1].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        Report.Write(folder, "ann-million", name, count, 64, 1000, curves, How);
    }

    private static long Status(string field)
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
