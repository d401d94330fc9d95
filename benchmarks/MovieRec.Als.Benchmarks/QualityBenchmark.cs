using System.Globalization;

namespace MovieRec.Als.Benchmarks;

/// <summary>
/// NDCG@10 of a trainer without options on reference splits, user by user, beside the values of the library implicit with its
/// own defaults (benchmarks/native/implicit_als.py quality): mean difference with a paired 95 % interval. Three seeds each.
/// </summary>
internal static class QualityBenchmark
{
    private const int Cutoff = 10;
    private static readonly int[] Seeds = [1, 2, 3];

    /// <summary>Folder with strong/, item-split-75/ and temporal/; folder with NAME.csv of the other library (user,ndcg).</summary>
    public static int Run(string[] args)
    {
        Results results = new("als-quality", "Zero-configuration ALS on the reference splits (NDCG@10)", "quality REFERENCE_FOLDER PEER_FOLDER");
        foreach (string split in (string[])["strong", "item-split-75", "temporal"])
        {
            foreach (bool bias in (bool[])[false, true])
            {
                Dictionary<long, double> ours = Ndcg(Path.Combine(args[0], split), bias);
                string peerFile = Path.Combine(args[1], split + ".csv");
                Dictionary<long, double> peer = File.Exists(peerFile)
                    ? File.ReadLines(peerFile).Skip(1).Select(line => line.Split(',')).ToDictionary(
                        f => long.Parse(f[0], CultureInfo.InvariantCulture), f => double.Parse(f[1], CultureInfo.InvariantCulture))
                    : [];
                double[] differences = [.. ours.Where(pair => peer.ContainsKey(pair.Key)).Select(pair => pair.Value - peer[pair.Key])];
                double mean = differences.Length == 0 ? double.NaN : differences.Average();
                double error = 1.96 * Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1) / differences.Length);
                List<(string, object)> cells =
                [
                    ("split", split), ("users", ours.Count), ("item biases", bias ? "yes" : "no (default)"), ("MovieRec", ours.Values.Average()),
                ];
                if (differences.Length > 0)
                {
                    cells.AddRange([("implicit", peer.Values.Average()), ("difference", mean), ("from", mean - error), ("to", mean + error)]);
                }

                results.Add([.. cells]);
            }
        }

        results.Write();
        return 0;
    }

    private static Dictionary<long, double> Ndcg(string folder, bool bias)
    {
        string[] lines = File.ReadAllLines(Path.Combine(folder, "train.csv"));
        InteractionLogBuilder<long, long> builder = new(InteractionColumns.None);
        foreach ((long user, long item) in Pairs(lines))
        {
            builder.Add(user, item);
        }

        InteractionLogResult<long, long> train = builder.Build();
        TrainingData data = TrainingData.FromLog(train.Log);
        bool fold = File.Exists(Path.Combine(folder, "test_te.csv"));
        Dictionary<long, long[]> test = ByUser(Path.Combine(folder, fold ? "test_te.csv" : "test.csv"));
        Dictionary<long, long[]> history = fold ? ByUser(Path.Combine(folder, "test_tr.csv")) : [];
        Dictionary<long, double> sums = [];
        ScoredItem[] found = new ScoredItem[Cutoff];
        foreach (int seed in Seeds)
        {
            AlsModel model = new AlsTrainer(AlsOptions.ForData(data) with { Seed = seed, ItemBias = bias }).Fit(data);
            foreach ((long user, long[] relevant) in test)
            {
                int written;
                if (fold)
                {
                    int[] known = [.. history[user].Select(i => train.Items.TryGetIndex(i, out int index) ? index : -1).Where(i => i >= 0)];
                    written = model.Recommend(RecommendationQuery.ForHistory(known), found);
                }
                else if (train.Users.TryGetIndex(user, out int index))
                {
                    written = model.Recommend(RecommendationQuery.ForUser(index), found);
                }
                else
                {
                    continue;
                }

                HashSet<long> wanted = [.. relevant];
                double gain = 0, ideal = 0;
                for (int n = 0; n < Cutoff; n++)
                {
                    double discount = 1 / Math.Log2(n + 2);
                    gain += n < written && wanted.Contains(train.Items[found[n].ItemIndex]) ? discount : 0;
                    ideal += n < wanted.Count ? discount : 0;
                }

                sums[user] = sums.GetValueOrDefault(user) + (gain / ideal / Seeds.Length);
            }
        }

        return sums;
    }

    private static Dictionary<long, long[]> ByUser(string path) =>
        Pairs(File.ReadAllLines(path)).GroupBy(pair => pair.User, pair => pair.Item).ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Every row of a split file is a positive.</summary>
    private static IEnumerable<(long User, long Item)> Pairs(string[] lines) => lines.Skip(1)
        .Select(line => line.Split(','))
        .Select(f => (long.Parse(f[0], CultureInfo.InvariantCulture), long.Parse(f[1], CultureInfo.InvariantCulture)));
}
