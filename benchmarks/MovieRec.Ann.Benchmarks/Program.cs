using System.Globalization;
using MovieRec;
using MovieRec.Ann;
using MovieRec.Ann.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string cache = Path.Combine(Path.GetTempPath(), "movierec-ann-cache");
string csv = args[0];
int d = int.Parse(args[1]);
foreach (BenchmarkSet set in args.Length > 2 ? [Factors.InnerProduct("f", csv, d, 2000, cache)] : new[] { Factors.Cosine("f", csv, d, 2000, cache), Factors.InnerProduct("f", csv, d, 2000, cache) })
{
    set.ComputeTruth();
    Console.WriteLine($"{set.Name} {set.Count} x {set.Dimensions}");
    using FlatIndex flat = FlatIndex.Build(set.Table, set.Similarity);
    (double r, double q) = Measure.Search(flat, set, 0);
    Console.WriteLine($"flat {r:F4} {q:F0}");
    (HnswIndex hnsw, double cpu) = Measure.Timed(() => HnswIndex.Build(set.Table, set.Similarity));
    Console.WriteLine($"hnsw build {cpu:F2} CPU-s {hnsw.SizeInBytes / 1e6:F1} MB");
    foreach (int ef in new[] { 16, 32, 64, 128, 256, 512 })
    {
        (r, q) = Measure.Search(hnsw, set, ef);
        Console.WriteLine($"  ef {ef} {r:F4} {q:F0}");
    }
}
