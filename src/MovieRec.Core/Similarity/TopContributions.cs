using System.Runtime.InteropServices;

namespace MovieRec;

/// <summary>
/// Collects the contributions to one score: the largest ones in the caller's span, the sum of what did not fit, and the
/// base of shares.
/// </summary>
internal ref struct TopContributions(Span<Contribution> destination)
{
    private readonly Span<Contribution> _destination = destination;

    // Contribution and ScoredItem share their layout (index, value); the same heap serves both.
    private TopK _top = new(MemoryMarshal.Cast<Contribution, ScoredItem>(destination));
    private double _sum;
    private double _magnitude;
    private int _count;

    public void Add(int itemIndex, double value)
    {
        _sum += value;
        _magnitude += Math.Abs(value);
        _count++;
        _top.Offer(itemIndex, (float)value);
    }

    /// <summary>Sorts what was kept, largest first.</summary>
    public Explanation Finish(float score, float remainder)
    {
        int written = _top.Finish();
        double left = _sum;
        foreach (Contribution contribution in _destination[..written])
        {
            left -= contribution.Value;
        }

        float omitted = written == _count ? 0 : (float)left;
        return new Explanation(score, remainder, written, omitted, (float)(_magnitude + Math.Abs(remainder)));
    }
}
