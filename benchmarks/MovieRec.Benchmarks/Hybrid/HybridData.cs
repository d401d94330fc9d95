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
    }

    public string Name { get; }

    public InteractionLog Log { get; }

    public MovieCatalog Catalog { get; }

    public InteractionOptions Options { get; } = new();

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

    /// <summary>The cold-item protocol: a fifth of the items with five positives out of training with all their rows, nothing else.</summary>
    public Split ColdItems(int seed) => new HeldOutItemsSplitter { MinimumPositives = LeastPositives, Seed = seed }.Apply(Log, Options);

    /// <summary>The last fifth of every user's likes, and of what is left to train on, those items' rows gone too.</summary>
    public Split Mixed(int seed)
    {
        ItemMask items = ColdItems(seed).HeldOutItems!;
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

    /// <summary>
    /// A fifth of the users, unknown to training, of whom a number of liked movies is known: the first in time, or those among the
    /// movies shown. What they liked beside these is relevant.
    /// </summary>
    /// <param name="known">Liked movies of each user, in order of time, to those that are known.</param>
    public Split NewUsers(Func<int[], int[]> known)
    {
        bool IsNew(int user) => user % 5 == 2;
        HashSet<(int, int)> given = [];
        foreach (IGrouping<int, int> rows in Enumerable.Range(0, Log.Count)
            .Where(i => IsNew(Log.Users[i]) && Log.Ratings[i] >= Options.PositiveThreshold)
            .GroupBy(i => Log.Users[i]))
        {
            int[] liked = [.. rows.OrderBy(i => Log.Timestamps[i]).ThenBy(i => Log.Items[i]).Select(i => Log.Items[i])];
            foreach (int item in known(liked))
            {
                given.Add((rows.Key, item));
            }
        }

        return Eval.Split.Create(new SplitDefinition
        {
            Name = "new-users",
            Train = Select(Log, i => !IsNew(Log.Users[i])),
            FoldIn = Select(Log, i => given.Contains((Log.Users[i], Log.Items[i]))),
            Test = Select(Log, i => IsNew(Log.Users[i]) && !given.Contains((Log.Users[i], Log.Items[i]))),
            Options = Options,
        });
    }

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
}
