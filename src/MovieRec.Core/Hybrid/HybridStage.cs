using MovieRec.Numerics;

namespace MovieRec;

/// <summary>Everything a blend is made of, before weights: the parts laid out, evidence counts, popularity, content priors.</summary>
internal sealed class HybridStage
{
    private HybridStage(HybridStagePart[] parts, UserHistories histories)
    {
        Parts = parts;
        Histories = histories;
        Liked = new int[histories.UserCount];
        for (int u = 0; u < Liked.Length; u++)
        {
            Liked[u] = histories.Liked.GetUserItems(u).Length;
        }

        Likes = Counts(histories.Liked);
        Seen = Counts(histories.Seen);
        Popularity = Standardized(Likes);
    }

    public HybridStagePart[] Parts { get; }

    public UserHistories Histories { get; }

    /// <summary>n: liked movies of every user.</summary>
    public int[] Liked { get; }

    /// <summary>Likes of every movie.</summary>
    public int[] Likes { get; }

    /// <summary>m: people who have seen every movie, whether they liked it or not.</summary>
    public int[] Seen { get; }

    /// <summary>z: log(1 + likes), mean 0 and variance 1 over the movies somebody liked.</summary>
    public float[] Popularity { get; }

    /// <summary>What content predicts for z; null for none, NaN where nothing is known.</summary>
    public float[]? PopularityPrior { get; private set; }

    public int ItemCount => Likes.Length;

    public static HybridStage Create(IReadOnlyList<TrainedPart> trained, UserHistories histories, HybridOptions options, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        HybridStage stage = new([.. trained.Select(HybridStagePart.Create)], histories);
        HybridStagePart? content = Array.Find(stage.Parts, static p => p.Source == HybridSource.Content && p.Own is not null);
        HybridStagePart? behaviour = Array.Find(stage.Parts, static p => p.Source == HybridSource.Behaviour && p.Own is not null);
        if (content is { CanReplace: true } && behaviour is not null && options.BackfillNeighbours > 0)
        {
            ContentBackfill.Fill(content.Own!, behaviour.Own!, options.BackfillNeighbours, parallel);
        }

        foreach (HybridStagePart part in stage.Parts)
        {
            part.Measure(stage.Likes, parallel);
        }

        if (content is not null)
        {
            stage.AddPriors(content, options, cancellationToken);
        }

        return stage;
    }

    private void AddPriors(HybridStagePart content, HybridOptions options, CancellationToken cancellationToken)
    {
        HybridStagePart[] targets = Array.FindAll(Parts, static p => p.Source == HybridSource.Behaviour && p.Own is not null && p.CanReplace);
        FactorMatrix popularity = new(ItemCount, 1);
        for (int i = 0; i < ItemCount; i++)
        {
            popularity.Row(i)[0] = Popularity[i];
        }

        FactorMatrix[]? priors = ItemPrior.Predict(content.Own!, [.. targets.Select(static t => t.Own!), popularity], Likes, options.Seed, cancellationToken);
        if (priors is null)
        {
            return;
        }

        for (int t = 0; t < targets.Length; t++)
        {
            targets[t].Prior = priors[t];
        }

        PopularityPrior = new float[ItemCount];
        for (int i = 0; i < ItemCount; i++)
        {
            PopularityPrior[i] = content.HasOwn(i) ? priors[^1].Row(i)[0] : float.NaN;
        }
    }

    private static int[] Counts(InteractionMatrix matrix)
    {
        int[] counts = new int[matrix.ItemCount];
        foreach (int item in matrix.Items)
        {
            counts[item]++;
        }

        return counts;
    }

    private static float[] Standardized(int[] likes)
    {
        double sum = 0;
        double squares = 0;
        int count = 0;
        foreach (int n in likes)
        {
            double value = Math.Log(1 + n);
            sum += n > 0 ? value : 0;
            squares += n > 0 ? value * value : 0;
            count += n > 0 ? 1 : 0;
        }

        double mean = sum / Math.Max(1, count);
        double deviation = Math.Sqrt(Math.Max(0, (squares / Math.Max(1, count)) - (mean * mean)));
        return Array.ConvertAll(likes, n => deviation > 1e-6 ? (float)((Math.Log(1 + n) - mean) / deviation) : 0);
    }
}
