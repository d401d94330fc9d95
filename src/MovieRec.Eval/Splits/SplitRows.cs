using System.Globalization;

namespace MovieRec.Eval;

/// <summary>Row arithmetic shared by the splitters.</summary>
internal static class SplitRows
{
    /// <summary>Whether a row is liked.</summary>
    public static bool IsLiked(InteractionLog log, int row, InteractionOptions options) =>
        !log.HasRatings || log.Ratings[row] >= options.PositiveThreshold;

    /// <summary>First row of each user, and the end.</summary>
    public static int[] UserStarts(InteractionLog log)
    {
        int[] starts = new int[log.UserCount + 1];
        foreach (int user in log.Users)
        {
            starts[user + 1]++;
        }

        for (int u = 0; u < log.UserCount; u++)
        {
            starts[u + 1] += starts[u];
        }

        return starts;
    }

    /// <summary>Rows for which a flag equals <paramref name="wanted"/>.</summary>
    public static InteractionLog Select(InteractionLog log, bool[] flags, bool wanted = true)
    {
        List<int> rows = new(log.Count);
        for (int i = 0; i < flags.Length; i++)
        {
            if (flags[i] == wanted)
            {
                rows.Add(i);
            }
        }

        return log.Select(rows.ToArray());
    }

    public static void RequireTimestamps(InteractionLog log, string name)
    {
        if (!log.HasTimestamps)
        {
            throw new ArgumentException($"The split '{name}' needs timestamps, and the data has none; use a random or strong split.", nameof(log));
        }
    }

    public static void RequireRows(InteractionLog train, InteractionLog test, string name)
    {
        if (train.Count == 0 || test.Count == 0)
        {
            throw new ArgumentException(
                $"The split '{name}' leaves {train.Count} rows to train on and {test.Count} held out; both need at least one.", nameof(train));
        }
    }

    /// <summary>SplitMix64 as a hash (Steele, Lea, Flood 2014): order by it is a seeded shuffle that any thread can compute.</summary>
    public static ulong Hash(int seed, ulong position)
    {
        ulong z = ((ulong)(uint)seed << 32) + ((position + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public static SplitParameter Parameter(string name, IFormattable value) => new(name, value.ToString(null, CultureInfo.InvariantCulture));

    public static double CheckShare(double value, string name) => value is > 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be above 0 and below 1.");
}
