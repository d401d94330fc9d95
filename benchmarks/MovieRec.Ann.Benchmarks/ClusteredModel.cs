using MovieRec.Numerics;

namespace MovieRec.Ann.Benchmarks;

/// <summary>Normal clouds around centres; each row is drawn from its index when it is asked for, by one thread.</summary>
internal sealed class ClusteredModel : IVectorRecommender
{
    private const float Spread = 0.5f;
    private readonly float[] _centers;
    private readonly float[] _row;
    private readonly int _clusters;

    public ClusteredModel(int count, int dimensions, int clusters)
    {
        _centers = new float[clusters * dimensions];
        _row = new float[dimensions];
        _clusters = clusters;
        ItemCount = count;
        SeededRandom.Normal(14, 0, _centers);
    }

    public int Dimensions => _row.Length;

    public int ItemCount { get; }

    public ReadOnlySpan<float> GetItemVector(int itemIndex)
    {
        SeededRandom.Normal(15, (ulong)itemIndex * (ulong)Dimensions, _row);
        int cluster = (int)(SeededRandom.Hash(16, (ulong)itemIndex) % (ulong)_clusters);
        for (int j = 0; j < _row.Length; j++)
        {
            _row[j] = _centers[(cluster * Dimensions) + j] + (Spread * _row[j]);
        }

        return _row;
    }

    public bool TryGetQueryVector(in RecommendationQuery query, Span<float> destination) => false;

    /// <summary>Some rows, also behind the last: fresh points of the same clouds.</summary>
    public float[] Rows(int first, int count)
    {
        float[] rows = new float[count * Dimensions];
        for (int i = 0; i < count; i++)
        {
            GetItemVector(first + i).CopyTo(rows.AsSpan(i * Dimensions));
        }

        return rows;
    }
}
