namespace MovieRec.Ann.Benchmarks;

/// <summary>What is built and which efforts are tried.</summary>
internal static class Backends
{
    private static readonly int[] Probes = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256];
    private static readonly int[] Candidates = [10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320, 512];
    private static readonly int[] Gathered = [200, 500, 1000, 2000, 4000, 8000, 16000, 32000];

    public static IEnumerable<Curve> Run(BenchmarkSet set, bool large)
    {
        yield return Measure.Run(set, "", () => FlatIndex.Build(set.Table, set.Similarity), [VectorIndex.ExactEffort]);
        bool distance = set.Similarity == Similarity.NegativeSquaredL2;
        foreach (int cells in large ? new[] { 1024, 4096 } : [256, 512, 1024])
        {
            foreach (bool bytes in distance ? new[] { false } : [false, true])
            {
                yield return Measure.Run(
                    set,
                    $"{cells} cells{(bytes ? ", bytes" : "")}",
                    () => IvfIndex.Build(set.Table, set.Similarity, new IvfOptions { Cells = cells, ByteLists = bytes }),
                    Probes);
            }
        }

        yield return Measure.Run(
            set, "M 16, EfConstruction 200", () => HnswIndex.Build(set.Table, set.Similarity, new HnswOptions { M = 16, EfConstruction = 200 }), Candidates);
        yield return Measure.Run(
            set, "50 trees", () => ForestIndex.Build(set.Table, set.Similarity, new ForestOptions { Trees = 50 }), Gathered);
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
}
