namespace MovieRec.Data;

/// <summary>The distribution of the ratings.</summary>
internal static class RatingAnalysis
{
    private const int MostValues = 40;
    private const int WideBins = 20;

    public static int CountLiked(InteractionLog log, float threshold)
    {
        if (!log.HasRatings)
        {
            return log.Count;
        }

        int liked = 0;
        foreach (float rating in log.Ratings)
        {
            liked += rating >= threshold ? 1 : 0;
        }

        return liked;
    }

    public static double? Mean(ReadOnlySpan<float> ratings)
    {
        if (ratings.IsEmpty)
        {
            return null;
        }

        double sum = 0;
        foreach (float rating in ratings)
        {
            sum += rating;
        }

        return sum / ratings.Length;
    }

    public static IReadOnlyList<RatingBin> Bins(ReadOnlySpan<float> ratings)
    {
        SortedDictionary<float, int> values = [];
        float lowest = float.PositiveInfinity;
        float highest = float.NegativeInfinity;
        float last = float.NaN;
        int run = 0;
        foreach (float rating in ratings)
        {
            lowest = Math.Min(lowest, rating);
            highest = Math.Max(highest, rating);
            if (values.Count > MostValues)
            {
                continue;
            }

            // A dictionary look-up for each change of value, not for each row.
            if (rating != last)
            {
                Add();
                last = rating;
                run = 0;
            }

            run++;
        }

        Add();
        return values.Count > MostValues ? Wide(ratings, lowest, highest) : Narrow(values, ratings.Length);

        void Add()
        {
            if (run > 0)
            {
                values[last] = values.GetValueOrDefault(last) + run;
            }
        }
    }

    private static List<RatingBin> Narrow(SortedDictionary<float, int> values, int count) =>
        [.. values.Select(v => new RatingBin(v.Key, v.Key, v.Value, Counts.Share(v.Value, count)))];

    private static List<RatingBin> Wide(ReadOnlySpan<float> ratings, float lowest, float highest)
    {
        double width = ((double)highest - lowest) / WideBins;
        int[] counts = new int[WideBins];
        foreach (float rating in ratings)
        {
            counts[Math.Min((int)(((double)rating - lowest) / width), WideBins - 1)]++;
        }

        List<RatingBin> bins = [];
        for (int b = 0; b < WideBins; b++)
        {
            float end = b == WideBins - 1 ? highest : (float)(lowest + (width * (b + 1)));
            bins.Add(new RatingBin((float)(lowest + (width * b)), end, counts[b], Counts.Share(counts[b], ratings.Length)));
        }

        return bins;
    }
}
