using MovieRec.Numerics;

namespace MovieRec.Tests;

/// <summary>
/// A small random data set with everything that trips recommenders: users who liked nothing, items that were only
/// disliked, catalogue items without any row, and two items with equal columns (exact ties in every model).
/// </summary>
public sealed class TestSample
{
    /// <summary>Has rows, all below the liked threshold.</summary>
    public const int UserWithoutLikes = 3;

    /// <summary>Rated by several users, liked by none.</summary>
    public const int DislikedItem = 5;

    /// <summary>In the catalogue only.</summary>
    public const int ItemWithoutRows = 11;

    /// <summary>Liked by the same users as <see cref="SecondTwin"/>.</summary>
    public const int FirstTwin = 7;

    /// <summary>Liked by the same users as <see cref="FirstTwin"/>.</summary>
    public const int SecondTwin = 29;

    private TestSample(InteractionLogResult<int, int> result, bool weighted)
    {
        Users = result.Users;
        Items = result.Items;
        Log = result.Log;
        Data = TrainingData.FromLog(
            Log, new InteractionOptions { Weighting = weighted ? InteractionWeighting.Rating : InteractionWeighting.One });
    }

    public IdMap<int> Users { get; }

    public IdMap<int> Items { get; }

    public InteractionLog Log { get; }

    public TrainingData Data { get; }

    public InteractionMatrix Liked => Data.Histories.Liked;

    public InteractionMatrix Seen => Data.Histories.Seen;

    public static TestSample Create(int seed = 1, int users = 50, int items = 90, bool weighted = false, bool shuffled = false)
    {
        List<(int User, int Item, float Rating, long Time)> rows = Rows((ulong)seed, users, items);
        if (shuffled)
        {
            (int, int, float, long)[] array = [.. rows];
            new Random(seed).Shuffle(array);
            rows = [.. array];
        }

        InteractionLogBuilder<int, int> builder = new();
        foreach ((int user, int item, float rating, long time) in rows)
        {
            builder.Add(UserId(user), ItemId(item), rating, time);
        }

        return new TestSample(builder.Build(Enumerable.Range(0, items).Select(ItemId)), weighted);
    }

    public static int UserId(int userIndex) => 10 + (3 * userIndex);

    public static int ItemId(int itemIndex) => 100 + (7 * itemIndex);

    /// <summary>Users with at least one liked item.</summary>
    public int[] UsersWithLikes() => [.. Enumerable.Range(0, Users.Count).Where(u => Liked.GetUserItems(u).Length > 0)];

    private static List<(int User, int Item, float Rating, long Time)> Rows(ulong seed, int users, int items)
    {
        List<(int, int, float, long)> rows = [];
        ulong position = 0;
        ulong Next(int below) => SeededRandom.Hash(seed, position++) % (ulong)below;
        for (int u = 0; u < users; u++)
        {
            for (int i = 0; i < items; i++)
            {
                ulong draw = Next(100);
                float half = Next(4) * 0.5f;
                long time = 1_500_000_000 + (long)Next(100_000_000);
                bool own = i % 3 == u % 3;
                if (i is ItemWithoutRows or SecondTwin || draw >= (own ? 45u : 12u))
                {
                    continue;
                }

                float rating = u == UserWithoutLikes || i == DislikedItem ? 1 + half : own ? 3.5f + half : 2.5f + half;
                rows.Add((u, i, rating, time));
                if (i == FirstTwin)
                {
                    rows.Add((u, SecondTwin, rating, time));
                }
            }
        }

        return rows;
    }
}
