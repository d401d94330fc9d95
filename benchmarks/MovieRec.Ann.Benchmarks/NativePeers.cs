using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MovieRec.Ann.Benchmarks;

/// <summary>
/// Native libraries on the same vectors in the same run, through runners compiled from <c>benchmarks/native/peers.cpp</c>.
/// Without a runner there are no peers.
/// </summary>
internal sealed class NativePeers(IReadOnlyList<string> runners)
{
    public static string? PeerOf(string family) => family switch { "ivf" => "faiss", "hnsw" => "hnsw", "forest" => "annoy", _ => null };

    public IEnumerable<Curve> Run(BenchmarkSet set, string family)
    {
        string? peer = PeerOf(family);
        if (peer is null || runners.Count == 0)
        {
            yield break;
        }

        // Faiss multiplies matrices with OpenBLAS: one thread there too.
        string file = Path.GetTempFileName();
        Export(set, file);
        foreach (string runner in runners)
        {
            ProcessStartInfo start = new(runner, [file, peer]) { RedirectStandardOutput = true };
            start.Environment["OPENBLAS_NUM_THREADS"] = "1";
            using Process process = Process.Start(start)!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{runner} {peer} ended with {process.ExitCode}.");
            }

            using JsonDocument document = JsonDocument.Parse(text);
            foreach (JsonElement curve in document.RootElement.EnumerateArray())
            {
                yield return Measure.Note(Read(curve, family));
            }
        }

        File.Delete(file);
    }

    /// <summary>Little-endian: count, dimensions, queries, similarity; vectors; queries; the item each query is, or −1; bars.</summary>
    public static void Export(BenchmarkSet set, string path)
    {
        using BinaryWriter writer = new(File.Create(path));
        writer.Write(set.Count);
        writer.Write(set.Dimensions);
        writer.Write(set.QueryCount);
        writer.Write((int)set.Similarity);
        writer.Write(MemoryMarshal.AsBytes(set.Vectors.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(set.Queries.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes((set.Selves ?? [.. Enumerable.Repeat(-1, set.QueryCount)]).AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(set.Bars.AsSpan()));
    }

    public static Curve Read(JsonElement curve, string? family) => new(
        curve.GetProperty("backend").GetString()!,
        curve.GetProperty("parameters").GetString()!,
        curve.GetProperty("buildCpuSeconds").GetDouble(),
        curve.TryGetProperty("buildSeconds", out JsonElement seconds) ? seconds.GetDouble() : curve.GetProperty("buildCpuSeconds").GetDouble(),
        curve.GetProperty("bytes").GetInt64(),
        curve.GetProperty("processPeakBytes").GetInt64(),
        [
            .. curve.GetProperty("points").EnumerateArray().Select(static p => new Point(
                p.GetProperty("effort").GetInt32(), p.GetProperty("recall").GetDouble(), p.GetProperty("queriesPerCpuSecond").GetDouble())),
        ])
    {
        PeerOf = family,
    };
}
