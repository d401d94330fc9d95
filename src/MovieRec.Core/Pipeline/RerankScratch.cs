using System.Buffers;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Working memory of one greedy re-ranking, from the shared pools: relevance, what was picked, and the candidates' feature
/// rows where they are needed. Allocates nothing once the pools are warm.
/// </summary>
internal ref struct RerankScratch
{
    private const int Line = 16;

    private readonly float[] _floats;
    private readonly int[] _order;
    private readonly Span<float> _rows;
    private readonly int _stride;
    private int _picked;

    /// <summary>Rents the memory and fills relevance and, with features, the rows.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="features">Features; null when none are needed.</param>
    /// <param name="extra">Further floats to rent.</param>
    public RerankScratch(ReadOnlySpan<ScoredItem> candidates, ItemFeatures? features, int extra)
    {
        int count = candidates.Length;
        int column = (count + Line - 1) / Line * Line;
        _stride = features?.Stride ?? 0;
        _floats = ArrayPool<float>.Shared.Rent(checked((count * _stride) + column + extra + AlignedArray.Slack));
        _order = ArrayPool<int>.Shared.Rent(count);
        Span<float> floats = _floats.AsSpan(AlignedArray.Offset(_floats));
        _rows = floats[..(count * _stride)];
        Relevance = floats.Slice(count * _stride, count);
        Extra = floats.Slice((count * _stride) + column, extra);
        _picked = 0;
        RerankGuard.FillRelevance(candidates, Relevance);
        for (int i = 0; i < count && features is not null; i++)
        {
            features.Write(candidates[i].ItemIndex, _rows.Slice(i * _stride, _stride));
        }
    }

    /// <summary>Relevance in 0 … 1 of every candidate; NaN once it was picked, so that it never wins a comparison again.</summary>
    public Span<float> Relevance { get; }

    /// <summary>What was asked for beyond.</summary>
    public Span<float> Extra { get; }

    /// <summary>Positions picked so far, in order.</summary>
    public readonly ReadOnlySpan<int> Picks => _order.AsSpan(0, _picked);

    public void Pick(int position)
    {
        _order[_picked++] = position;
        Relevance[position] = float.NaN;
    }

    /// <summary>Cosine of one candidate with every candidate.</summary>
    public readonly void Similarities(int position, Span<float> destination) =>
        Kernels.DotRows(_rows.Slice(position * _stride, _stride), _rows, destination);

    /// <summary>Whether a candidate has features.</summary>
    public readonly bool HasFeatures(int position) => _rows.Slice(position * _stride, _stride).ContainsAnyExcept(0f);

    /// <summary>Picks from the front what is left, until the list is long enough: the model's order.</summary>
    public void Fill(int count)
    {
        for (int i = 0; i < Relevance.Length && _picked < count; i++)
        {
            if (!float.IsNaN(Relevance[i]))
            {
                Pick(i);
            }
        }
    }

    /// <summary>Moves the picks to the front, in order; the others follow in the order they had.</summary>
    public readonly void Apply(Span<ScoredItem> candidates)
    {
        ScoredItem[] copy = ArrayPool<ScoredItem>.Shared.Rent(candidates.Length);
        candidates.CopyTo(copy);
        int next = 0;
        foreach (int position in Picks)
        {
            candidates[next++] = copy[position];
        }

        for (int i = 0; next < candidates.Length; i++)
        {
            if (!float.IsNaN(Relevance[i]))
            {
                candidates[next++] = copy[i];
            }
        }

        ArrayPool<ScoredItem>.Shared.Return(copy);
    }

    public readonly void Return()
    {
        ArrayPool<float>.Shared.Return(_floats);
        ArrayPool<int>.Shared.Return(_order);
    }
}
