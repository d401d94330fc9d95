using System.Globalization;
using System.Text;
using MovieRec;
using MovieRec.Ann;
using MovieRec.Ann.Benchmarks;

// run SET --out DIR [--interactions CSV] [--movielens DIR] [--count N] [--queries N]   measure all back ends
//     [--backend flat,ivf,hnsw,forest,sharded] [--native RUNNER,…] [--as NAME]          some; native peers; another name
// filter --interactions CSV --out DIR                                                   recall and speed under masks
// million flat|ivf|hnsw|forest|sharded [--count N]                                      one back end in a process of its own
// collect [--native JSON,…]                                                             … and one report of all
// soak [--seconds 600]                                                                  readers beside a writer, every answer judged; 1 if one is wrong
// docs [--page FILE]                                                                    the tables of docs/indexes.md from the result files
// export SET --to FILE …                                                                vectors for the native peers
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string verb = args.ElementAtOrDefault(0) ?? "";
string output = Option("--out") ?? Path.Combine("benchmarks", "results");
int queries = int.Parse(Option("--queries") ?? "2000", CultureInfo.InvariantCulture);
string[] wanted = Option("--backend")?.Split(',') ?? Backends.All;
NativePeers peers = new(Option("--native")?.Split(',') ?? []);
switch (verb)
{
    case "run":
        foreach (string name in args[1].Split(','))
        {
            BenchmarkSet set = Set(name);
            set.ComputeTruth();
            Console.Error.WriteLine($"{set.Name}: {set.Count} × {set.Dimensions}");
            Report.Write(output, $"ann-{Option("--as") ?? name}", set, [.. Backends.Run(set, wanted, peers)]);
        }

        return 0;
    case "million":
        Million.Run(args[1], int.Parse(Option("--count") ?? "1000000", CultureInfo.InvariantCulture), Math.Min(queries, 1000), output);
        return 0;
    case "collect":
        Million.Collect(output, Option("--native")?.Split(',') ?? []);
        return 0;
    case "soak":
        return SoakReport.Run(double.Parse(Option("--seconds") ?? "600", CultureInfo.InvariantCulture), output) ? 0 : 1;
    case "docs":
        DocsTable.Write(output, Option("--page") ?? Path.Combine("docs", "indexes.md"));
        return 0;
    case "filter":
        Filter();
        return 0;
    case "export":
        BenchmarkSet exported = Set(args[1]);
        exported.ComputeTruth();
        NativePeers.Export(exported, Option("--to") ?? args[1] + ".bin");
        return 0;
    default:
        Console.Error.WriteLine("run SET[,SET…] | million BACKEND | collect | soak | docs | filter | export SET; sets: als-ip-64, als-ip-128, als-cosine-64, als-cosine-128, content, clustered, gaussian, ties.");
        return 2;
}

string? Option(string name)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}

BenchmarkSet Set(string name)
{
    int count = int.Parse(Option("--count") ?? (name == "clustered" ? "1000000" : "50000"), CultureInfo.InvariantCulture);
    string cache = Path.Combine(Path.GetTempPath(), "movierec-ann-cache");
    string csv = Option("--interactions") ?? "";
    string data = Path.GetFileNameWithoutExtension(csv);
    return name switch
    {
        "als-ip-64" => Factors.InnerProduct($"ALS factors of {data}", csv, 64, queries, cache),
        "als-ip-128" => Factors.InnerProduct($"ALS factors of {data}", csv, 128, queries, cache),
        "als-cosine-64" => Factors.Cosine($"ALS factors of {data}", csv, 64, queries, cache),
        "als-cosine-128" => Factors.Cosine($"ALS factors of {data}", csv, 128, queries, cache),
        "content" => Synthetic.Content(Option("--movielens") ?? "", queries),
        "clustered" => Synthetic.Clustered(count, 64, count / 250, queries),
        "gaussian" => Synthetic.Gaussian(count, 64, queries),
        "ties" => Synthetic.Ties(count, queries),
        _ => throw new ArgumentException($"There is no set '{name}'."),
    };
}

void Filter()
{
    BenchmarkSet set = Set("als-ip-128");
    set.ComputeTruth();
    StringBuilder text = new($"# Recall and speed under masks\n\n{set.Name}, {set.Count:N0} × {set.Dimensions}; effort: the first that reaches .993 without a mask. {Report.Machine()}.\n\n| back end | eligible | recall@10 | queries per CPU-second |\n|---|---|---|---|\n");
    foreach ((string backend, double share, Point point) in Backends.Filtered(set))
    {
        text.Append(CultureInfo.InvariantCulture, $"| {backend} (effort {point.Effort}) | {share:P2} | {point.Recall:F4} | {point.QueriesPerCpuSecond:N0} |\n");
    }

    Directory.CreateDirectory(output);
    File.WriteAllText(Path.Combine(output, "ann-filter.md"), text.ToString());
    Console.Error.WriteLine(text);
}
