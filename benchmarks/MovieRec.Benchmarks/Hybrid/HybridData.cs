using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Benchmarks.Hybrid;

/// <summary>A data set with its catalogue, and the splits of the hybrid's protocol.</summary>
internal sealed class HybridData
{
    private const int LeastPositives = 5;

    private HybridData(string name, InteractionLog log, MovieCatalog catalog)
    {
        Name = name;
        Log = log;
        Catalog = catalog;
        Likes = new int[log.ItemCount];
        for (int i = 0; i < log.Count; i++)
        {
            Likes[log.Items[i]] += log.Ratings[i] >= Options.PositiveThreshold ? 1 : 0;
        }
    }

    public string Name { get; }

    public InteractionLog Log { get; }

    public MovieCatalog Catalog { get; }

    public InteractionOptions Options { get; } = new();

    /// <summary>Positives of each item in the whole data set.</summary>
    public int[] Likes { get; }

    public static HybridData Read(string folder, string? catalogPath)
    {
        MovieDataSet<long, long> data = new MovieLensReader().Read(folder).DataSet;
        if (catalogPath is null)
        {
            return new HybridData(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), data.Log, data.Catalog);
        }

        IReadOnlyDictionary<long, MovieMetadata> movies = new MovieCsvReader().Read<long>(catalogPath).Movies;
        MovieMetadata[] rows = new MovieMetadata[data.Items.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = movies.TryGetValue(data.Items[i], out MovieMetadata? movie) ? movie : data.Catalog.GetMetadata(i);
        }

        return new HybridData(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) + " with " + Path.GetFileName(catalogPath), data.Log, MovieCatalog.Create(rows));
    }

    /// <summary>A fifth of the items with five positives.</summary>
    public ItemMask HeldOutItems(int seed) => ItemMask.Create(Log.ItemCount, i => Likes[i] >= LeastPositives && Hash(seed, i) % 5 == 0);

    /// <summary>The cold-item protocol: those items with all their rows out of training, and nothing else.</summary>
    public Split ColdItems(int seed)
    {
        ItemMask items = HeldOutItems(seed);
        return Eval.Split.Create(new SplitDefinition
        {
            Name = "held-out-items-5",
            Train = Select(Log, i => !items.Contains(Log.Items[i])),
            Test = Select(Log, i => items.Contains(Log.Items[i])),
            Options = Options,
            HeldOutItems = items,
        });
    }

    /// <summary>The last fifth of every user's likes, and of what is left to train on, those items' rows gone too.</summary>
    public Split Mixed(int seed)
    {
        ItemMask items = HeldOutItems(seed);
        Split last = Warm();
        return Eval.Split.Create(new SplitDefinition
        {
            Name = "last-share-without-items",
            Train = Select(last.Train, i => !items.Contains(last.Train.Items[i])),
            Test = last.Test,
            Options = Options,
        });
    }

    public Split Warm() => new LastShareSplitter().Apply(Log, Options);

    private static InteractionLog Select(InteractionLog log, Func<int, bool> keep)
    {
        List<int> users = [];
        List<int> items = [];
        List<float> ratings = [];
        List<long> times = [];
        for (int i = 0; i < log.Count; i++)
        {
            if (keep(i))
            {
                users.Add(log.Users[i]);
                items.Add(log.Items[i]);
                ratings.Add(log.Ratings[i]);
                times.Add(log.HasTimestamps ? log.Timestamps[i] : 0);
            }
        }

        return InteractionLog.Create(
            log.UserCount, log.ItemCount, users.ToArray(), items.ToArray(), ratings.ToArray(), log.HasTimestamps ? times.ToArray() : []);
    }

    /// <summary>Public, so that anybody can hold out the same items: FNV-1a of seed and index, 32 bits.</summary>
    private static uint Hash(int seed, int item)
    {
        uint hash = 2166136261;
        foreach (byte b in BitConverter.GetBytes(seed).Concat(BitConverter.GetBytes(item)))
        {
            hash = (hash ^ b) * 16777619;
        }

        return hash ^ (hash >> 15);
    }
}
