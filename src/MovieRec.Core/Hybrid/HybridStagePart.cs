using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// A part laid out for blending: its item vectors with their covariance, and what content predicts for them. A part without
/// vectors has neither.
/// </summary>
internal sealed class HybridStagePart
{
    private HybridStagePart(TrainedPart part, FactorMatrix? own)
    {
        Name = part.Name;
        Source = part.Source;
        Model = part.Model;
        Own = own;
    }

    public string Name { get; }

    public HybridSource Source { get; }

    public IRecommender Model { get; }

    /// <summary>The part's item vectors (content: backfilled ones among them); null for a part without vectors.</summary>
    public FactorMatrix? Own { get; }

    /// <summary>What content predicts for the item vectors of a behaviour part; zero rows where nothing is known, null for none.</summary>
    public FactorMatrix? Prior { get; set; }

    /// <summary>Covariance of the vectors of movies that somebody liked.</summary>
    public FactorMatrix Covariance { get; private set; } = new(0, 0);

    /// <summary>Root mean square length of those vectors, 1 when they are all zero.</summary>
    public float Spread { get; private set; } = 1;

    /// <summary>Whether item vectors may be replaced by others and still be explained.</summary>
    public bool CanReplace => Model.GetService<IVectorAttribution>() is not null;

    public static HybridStagePart Create(TrainedPart part)
    {
        if (part.Model.GetService<IVectorRecommender>() is not { } vectors)
        {
            return new HybridStagePart(part, null);
        }

        FactorMatrix own = new(vectors.ItemCount, vectors.Dimensions);
        for (int i = 0; i < own.Rows; i++)
        {
            vectors.GetItemVector(i).CopyTo(own.Row(i));
        }

        return new HybridStagePart(part, own);
    }

    public bool HasOwn(int item) => Own is not null && Own.Row(item).ContainsAnyExcept(0f);

    public bool HasPrior(int item) => Prior is not null && Prior.Row(item).ContainsAnyExcept(0f);

    /// <summary>Computes covariance and spread; after backfilling.</summary>
    public void Measure(ReadOnlySpan<int> likes, ParallelOptions parallel)
    {
        if (Own is null)
        {
            return;
        }

        List<int> rows = [];
        for (int i = 0; i < likes.Length; i++)
        {
            if (likes[i] > 0 && HasOwn(i))
            {
                rows.Add(i);
            }
        }

        double[] mean = new double[Own.Columns];
        double squares = 0;
        foreach (int row in rows)
        {
            ReadOnlySpan<float> values = Own.Row(row);
            for (int c = 0; c < values.Length; c++)
            {
                mean[c] += values[c] / (double)rows.Count;
                squares += (double)values[c] * values[c];
            }
        }

        FactorMatrix centred = new(rows.Count, Own.Columns);
        for (int n = 0; n < rows.Count; n++)
        {
            ReadOnlySpan<float> values = Own.Row(rows[n]);
            Span<float> row = centred.Row(n);
            for (int c = 0; c < row.Length; c++)
            {
                row[c] = (float)(values[c] - mean[c]);
            }
        }

        double[] gram = Gram.Compute(centred, parallel);
        FactorMatrix covariance = new(Own.Columns, Own.Columns);
        for (int r = 0; r < covariance.Rows; r++)
        {
            for (int c = 0; c < covariance.Columns; c++)
            {
                covariance.Row(r)[c] = rows.Count == 0 ? 0 : (float)(gram[(r * centred.Stride) + c] / rows.Count);
            }
        }

        Covariance = covariance;
        float spread = rows.Count == 0 ? 0 : (float)Math.Sqrt(squares / rows.Count);
        Spread = spread > 0 && float.IsFinite(spread) ? spread : 1;
    }
}
