using System.Globalization;

namespace MovieRec.Eval;

/// <summary>An estimate with its uncertainty over users.</summary>
public sealed class KnownEstimate : LogEstimate
{
    private readonly UserMoments _moments;

    internal KnownEstimate(in UserMoments moments, double biasBound = 0)
    {
        _moments = moments;
        Interval = moments.Interval();
        BiasBound = biasBound;
    }

    private KnownEstimate(in UserMoments moments, double value, ConfidenceInterval interval)
    {
        _moments = moments with { Value = value };
        Interval = interval;
    }

    /// <summary>The estimate.</summary>
    public double Value => _moments.Value;

    /// <summary>Cluster-robust standard error: rows of one user may depend on one another in any way.</summary>
    public double StandardError => _moments.StandardError;

    /// <summary>
    /// 95 % interval, corrected for skewness (see <c>docs/logs.md</c>): not symmetric around <see cref="Value"/>, and it may
    /// leave the range of possible values by its nature.
    /// </summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>
    /// How far clipping may have moved the expected value at most, at 97.5 % confidence; 0 without clipping. Not part of
    /// <see cref="Interval"/>.
    /// </summary>
    public double BiasBound { get; }

    /// <summary><see cref="Interval"/>, widened by <see cref="BiasBound"/> on both sides.</summary>
    public ConfidenceInterval IntervalWithBias => new(Interval.Low - BiasBound, Interval.High + BiasBound);

    /// <summary>Users behind the estimate.</summary>
    public int Users => _moments.Users;

    internal UserMoments Moments => _moments;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value:G6} [{Interval.Low:G6}, {Interval.High:G6}]");

    /// <summary>The same uncertainty on another scale.</summary>
    internal KnownEstimate Transformed(Func<double, double> increasing) =>
        new(_moments, increasing(Value), new ConfidenceInterval(increasing(Interval.Low), increasing(Interval.High)));
}
