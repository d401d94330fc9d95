namespace MovieRec.Eval;

/// <summary>Sums over the samples of one position, user by user, and what they say.</summary>
internal sealed class PositionSums
{
    private const int CoverageImpressions = 2_000;
    private const double CoverageEffectiveShare = 0.1;

    /// <summary>z of the test that weights average to 1: p = 0.001.</summary>
    private const double WeightLimit = 3.2905;

    /// <summary>Probabilities that are sums may miss 1 by this much.</summary>
    private const double Rounding = 1e-9;

    private readonly int _position;
    private readonly double? _cap;
    private readonly double[] _counts;
    private readonly double[] _rawWeights;
    private readonly double[] _weights;
    private readonly double[] _rewards;
    private readonly double[] _robust;
    private readonly int[] _users;
    private int _impressions;
    private int _clipped;
    private double _weightSum;
    private double _weightSquares;
    private double _largestWeight;
    private double _unsupported;
    private double _smallestReward = double.PositiveInfinity;
    private double _largestReward = double.NegativeInfinity;
    private bool _explores;
    private bool _hasModel = true;

    private PositionSums(int position, int users, double? cap)
    {
        _position = position;
        _cap = cap;
        _users = new int[users];
        _counts = new double[users];
        _rawWeights = new double[users];
        _weights = new double[users];
        _rewards = new double[users];
        _robust = new double[users];
    }

    /// <summary>Users, ascending; the arrays of <see cref="Parts"/> are aligned with it.</summary>
    public ReadOnlySpan<int> Users => _users;

    /// <summary>Sums over samples of one position that are sorted by user.</summary>
    public static PositionSums Of(ReadOnlySpan<ItemPositionSample> samples, ItemPositionOptions options)
    {
        int users = 1;
        for (int i = 1; i < samples.Length; i++)
        {
            users += samples[i].User != samples[i - 1].User ? 1 : 0;
        }

        PositionSums sums = new(samples[0].Position, users, options.WeightCap);
        int slot = -1;
        for (int i = 0; i < samples.Length; i++)
        {
            if (i == 0 || samples[i].User != samples[i - 1].User)
            {
                sums._users[++slot] = samples[i].User;
            }

            sums.Add(samples[i], slot);
        }

        return sums;
    }

    public ItemPositionResult ToResult()
    {
        double effective = _weightSum > 0 ? _weightSum * _weightSum / _weightSquares : 0;
        UnknownEstimate? unknown = Unknown(effective);
        ItemPositionEstimates estimates = unknown is not null ? new ItemPositionEstimates(unknown, unknown, unknown) : Known();
        return new ItemPositionResult(
            _position,
            _impressions,
            _users.Length,
            _weightSum / _impressions,
            _largestWeight,
            effective,
            (double)_clipped / _impressions,
            _clipped == 0 && _impressions >= CoverageImpressions && effective >= CoverageEffectiveShare * _impressions,
            estimates);
    }

    /// <summary>A_u and B_u of the ratio ΣA / ΣB that an estimator is.</summary>
    public (double[] Numerators, double[] Denominators) Parts(Estimator estimator) => estimator switch
    {
        Estimator.InversePropensity => (_rewards, _counts),
        Estimator.SelfNormalized => (_rewards, _weights),
        _ => (_robust, _counts),
    };

    private void Add(in ItemPositionSample sample, int slot)
    {
        double raw = sample.TargetProbability / sample.LoggedProbability;
        double weight = _cap is { } cap && raw > cap ? cap : raw;
        _impressions++;
        _clipped += weight < raw ? 1 : 0;
        _weightSum += raw;
        _weightSquares += raw * raw;
        _largestWeight = Math.Max(_largestWeight, raw);
        _explores |= sample.LoggedProbability < 1;

        // Where the logged policy had no choice, everything else that the target would show is out of its support.
        double unsupported = sample.LoggedProbability < 1 ? sample.UnsupportedProbability : 1 - sample.TargetProbability;
        _unsupported += unsupported > Rounding ? unsupported : 0;
        if (raw > 0)
        {
            _smallestReward = Math.Min(_smallestReward, sample.Reward);
            _largestReward = Math.Max(_largestReward, sample.Reward);
        }

        _hasModel &= !double.IsNaN(sample.PredictedReward);
        _counts[slot]++;
        _rawWeights[slot] += raw;
        _weights[slot] += weight;
        _rewards[slot] += weight * sample.Reward;
        _robust[slot] += sample.PredictedTargetReward + (weight * (sample.Reward - sample.PredictedReward));
    }

    private UnknownEstimate? Unknown(double effective)
    {
        if (_users.Length < 2)
        {
            return new UnknownEstimate(UnknownReason.TooFewUsers, "one user; at least 2 are needed");
        }

        if (!_explores)
        {
            return new UnknownEstimate(UnknownReason.NoExploration, $"all {_impressions} logged probabilities at position {_position} are 1");
        }

        if (_unsupported > 0 || _weightSum == 0)
        {
            return new UnknownEstimate(
                UnknownReason.MissingSupport,
                _weightSum == 0
                    ? $"the target would have shown none of {_impressions} logged items at position {_position}"
                    : FormattableString.Invariant($"the logged policy could not have shown {_unsupported / _impressions:P3} of what the target shows at position {_position}"));
        }

        if (effective < ItemPositionEstimator.MinEffectiveShare * _impressions)
        {
            return new UnknownEstimate(
                UnknownReason.LowEffectiveSampleSize, FormattableString.Invariant($"{effective:F1} of {_impressions} samples at position {_position}, under 1 %"));
        }

        UserMoments mean = UserMoments.OfRatio(_rawWeights, _counts);
        double z = Math.Abs(mean.Value - 1) < Rounding ? 0 : mean.Statistic(1);
        if (Math.Abs(z) > WeightLimit)
        {
            return new UnknownEstimate(
                z < 0 ? UnknownReason.MissingSupport : UnknownReason.InconsistentProbabilities,
                FormattableString.Invariant($"weights at position {_position} average to {mean.Value:G4}, not 1 (z = {z:F1})"));
        }

        return _smallestReward == _largestReward
            ? new UnknownEstimate(UnknownReason.NoVariation, FormattableString.Invariant($"every reward at position {_position} that counts is {_smallestReward:G4}"))
            : null;
    }

    private ItemPositionEstimates Known()
    {
        double excess = 0;
        if (_clipped > 0)
        {
            excess = Math.Clamp(1 - UserMoments.OfRatio(_weights, _counts).Interval().Low, 0, 1);
        }

        UserMoments normalized = UserMoments.OfRatio(_rewards, _weights);
        return new ItemPositionEstimates(
            new KnownEstimate(UserMoments.OfRatio(_rewards, _counts), excess),
            new KnownEstimate(normalized, excess * Math.Max(normalized.Value, 1 - normalized.Value)),
            _hasModel
                ? new KnownEstimate(UserMoments.OfRatio(_robust, _counts), excess)
                : new UnknownEstimate(UnknownReason.NoRewardModel, $"samples at position {_position} have no predicted rewards"));
    }

    /// <summary>Which of the three.</summary>
    public enum Estimator
    {
        /// <summary>IPS.</summary>
        InversePropensity,

        /// <summary>Self-normalised IPS.</summary>
        SelfNormalized,

        /// <summary>Doubly robust.</summary>
        DoublyRobust,
    }
}
