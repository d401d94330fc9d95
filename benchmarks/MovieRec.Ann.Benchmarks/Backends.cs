namespace MovieRec.Ann.Benchmarks;

/// <summary>What is built and which efforts are tried; each family is followed by its native peer.</summary>
internal static class Backends
{
    public static readonly string[] All = ["flat", "ivf", "hnsw", "forest", "sharded"];
    private static readonly int[] Probes = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 192, 256];
    public static readonly int[] Candidates = [10, 12, 14, 17, 20, 24, 28, 34, 40, 48, 56, 68, 80, 96, 112, 136, 160, 192, 224, 272, 320, 384, 512];
    private static readonly int[] Gathered = [200, 350, 500, 700, 1000, 1400, 2000, 2800, 4000, 5600, 8000, 11200, 16000, 22400, 32000, 64000, 128000];

    public static IEnumerable<Curve> Run(BenchmarkSet set, IReadOnlyCollection<string> wanted, NativePeers peers)
    {
        foreach (string family in All.Where(wanted.Contains))
        {
            foreach ((string parameters, Func<VectorIndex> build, int[] efforts) in Family(family, set))
            {
                yield return Measure.Run(set, parameters, build, efforts);
            }

            foreach (Curve curve in peers.Run(set, family))
            {
                yield return curve;
            }
        }
    }

    /// <summary>Recall and speed under masks, every back end at the effort that reaches .99 without one.</summary>
    public static IEnumerable<(string Backend, double Selectivity, Point Point)> Filtered(BenchmarkSet set)
    {
        (Func<VectorIndex> Build, int[] Efforts)[] kinds =
        [
            (() => IvfIndex.Build(set.Table, set.Similarity, new IvfOptions { Cells = 256, ByteLists = true }), Probes),
            (() => HnswIndex.Build(set.Table, set.Similarity), Candidates),
            (() => ForestIndex.Build(set.Table, set.Similarity, new ForestOptions { Trees = 50 }), Gathered),
        ];
        foreach ((Func<VectorIndex> build, int[] efforts) in kinds)
        {
            using VectorIndex index = build();
            int effort = efforts.First(e => Measure.Search(index, set, e, null, null, 0).Recall >= 0.993 || e == efforts[^1]);
            foreach (double share in new[] { 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001, 0.0001 })
            {
                int eligible = (int)Math.Ceiling(share * set.Count);
                ItemMask mask = ItemMask.FromItems(set.Count, [.. Enumerable.Range(0, set.Count).OrderBy(static i => Numerics.SeededRandom.Hash(21, (ulong)i)).Take(eligible)]);
                float[] bars = set.Truth(mask);
                Point point = Measure.Search(index, set, effort, mask, bars, 0);
                int wanted = Math.Min(BenchmarkSet.Cutoff, eligible);
                yield return (index.Backend, share, point with { Recall = point.Recall * BenchmarkSet.Cutoff / wanted });
            }
        }
    }

    public static IEnumerable<(string Parameters, Func<VectorIndex> Build, int[] Efforts)> Family(string family, BenchmarkSet set)
    {
        bool large = set.Count > 300_000;
        HnswOptions graph = new() { M = 16, EfConstruction = 200 };
        switch (family)
        {
            case "flat":
                yield return ("", () => FlatIndex.Build(set.Table, set.Similarity), [VectorIndex.ExactEffort]);
                break;
            case "ivf":
                foreach (int cells in large ? new[] { 1024, 4096 } : [256, 512])
                {
                    foreach (bool bytes in set.Similarity == Similarity.NegativeSquaredL2 ? new[] { false } : [false, true])
                    {
                        yield return (
                            $"{cells} cells{(bytes ? ", bytes" : "")}",
                            () => IvfIndex.Build(set.Table, set.Similarity, new IvfOptions { Cells = cells, ByteLists = bytes }),
                            Probes);
                    }
                }

                break;
            case "hnsw":
                yield return ("M 16, EfConstruction 200", () => HnswIndex.Build(set.Table, set.Similarity, graph), Candidates);
                break;
            case "forest":
                yield return ("50 trees", () => ForestIndex.Build(set.Table, set.Similarity, new ForestOptions { Trees = 50 }), Gathered);
                break;
            default:
                // By range, as a catalogue is by decade; one thread, so that CPU-seconds compare.
                yield return (
                    "4 shards, HNSW as above",
                    () => ShardedIndex.Build(
                        set.Table,
                        [.. Enumerable.Range(0, set.Count).Select(i => (int)(4L * i / set.Count))],
                        part => HnswIndex.Build(part, set.Similarity, graph),
                        new ShardedOptions { MaxDegreeOfParallelism = 1 }),
                    Candidates);
                break;
        }
    }
}
