using System.Globalization;
using MovieRec;
using MovieRec.Ann;
using MovieRec.Ann.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string cache = Path.Combine(Path.GetTempPath(), "movierec-ann-cache");
string csv = args[0];
int d = int.Parse(args[1]);
foreach (BenchmarkSet set in args.Length > 2 && args[2] == "ip" ? [Factors.InnerProduct("f", csv, d, 2000, cache)] : args.Length > 2 && args[2] == "cos" ? [Factors.Cosine("f", csv, d, 2000, cache)] : new[] { Factors.Cosine("f", csv, d, 2000, cache), Factors.InnerProduct("f", csv, d, 2000, cache) })
{
    set.ComputeTruth();
    Console.WriteLine($"{set.Name} {set.Count} x {set.Dimensions}");
    using FlatIndex flat = FlatIndex.Build(set.Table, set.Similarity);
    (double r, double q) = Measure.Search(flat, set, 0);
    Console.WriteLine($"flat {r:F4} {q:F0}");
    if (args.Length > 3 && args[3] == "ivf")
    {
        foreach (bool bytes in new[] { false, true })
        {
        foreach (int cells in new[] { 256, 512, 1024 })
        {
            (IvfIndex ivf, double c) = Measure.Timed(() => IvfIndex.Build(set.Table, set.Similarity, new IvfOptions { Cells = cells, ByteLists = bytes }));
            Console.WriteLine($"ivf {cells} {bytes} build {c:F2} CPU-s {ivf.SizeInBytes / 1e6:F1} MB");
            foreach (int p in new[] { 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128 })
            {
                (r, q) = Measure.Search(ivf, set, p);
                Console.WriteLine($"  probes {p} {r:F4} {q:F0}");
                if (r > 0.995) { break; }
            }
        }
        }
        continue;
    }
    if (args.Length > 3 && args[3] == "forest")
    {
        foreach (int trees in new[] { 20, 50 })
        {
            foreach (int leaf in new[] { 24, 48, 96 })
            {
                (ForestIndex ivf, double c) = Measure.Timed(() => ForestIndex.Build(set.Table, set.Similarity, new ForestOptions { Trees = trees, LeafSize = leaf }));
                Console.WriteLine($"forest {trees} {leaf} build {c:F2} CPU-s {ivf.SizeInBytes / 1e6:F1} MB");
                foreach (int p in new[] { 500, 1000, 2000, 4000, 8000 })
                {
                    (r, q) = Measure.Search(ivf, set, p, 0.2);
                    Console.WriteLine($"  k {p} {r:F4} {q:F0}");
                    if (r > 0.995) { break; }
                }
            }
        }

        continue;
    }

    (HnswIndex hnsw, double cpu) = Measure.Timed(() => HnswIndex.Build(set.Table, set.Similarity));
    Console.WriteLine($"hnsw build {cpu:F2} CPU-s {hnsw.SizeInBytes / 1e6:F1} MB");
    foreach (int ef in new[] { 16, 32, 64, 128, 256, 512 })
    {
        (r, q) = Measure.Search(hnsw, set, ef);
        Console.WriteLine($"  ef {ef} {r:F4} {q:F0}");
    }
}
