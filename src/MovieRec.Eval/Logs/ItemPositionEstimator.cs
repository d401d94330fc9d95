using System.Globalization;

namespace MovieRec.Eval;

/// <summary>
/// What a policy that never ran would have earned, estimated from the log of another one that explores: inverse propensity
/// scoring, its self-normalised form and the doubly robust estimator, position by position. Deterministic; thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// <b>Item-position model</b> (Li et al. 2018, "Offline evaluation of ranking policies with click models"): what an impression
/// earns depends on person, item and position, but not on the other items of the list. Then the weight of an impression is
/// w = π(item at position) / p(item at position), of marginal probabilities; no product over the list. Where items steal
/// clicks from one another (a person clicks once and leaves) the model is wrong and so are all three numbers.
/// </para>
/// <para>
/// <b>When there is no number.</b> UNKNOWN is answered, in this order, for: fewer than two users; a log without exploration
/// (all probabilities 1); any known probability of the target outside the support of the logged policy; an effective sample
/// size under 1 % of n; weights whose mean differs from 1 beyond chance (z &gt; 3.3: below 1 support is missing, above 1 the
/// probabilities are wrong); rewards that are all equal. Missing support that takes a small part of the target can hide in the
/// noise of the mean weight: say what you know in <see cref="ItemPositionSample.UnsupportedProbability"/>.
/// </para>
/// <para>
/// <b>Clipping</b> at M replaces w by min(w, M). As E[w] = 1, the expected excess is e = 1 − E[min(w, M)], and with rewards in
/// [0, 1] the bias is at most e (IPS, doubly robust) or e·max(V, 1 − V) (self-normalised). e is taken at the lower 97.5 %
/// limit of the mean clipped weight.
/// </para>
/// <para>Intervals: cluster-robust over users, corrected for skewness (Hall 1992); <c>docs/logs.md</c> has their measured coverage.</para>
/// </remarks>
public static partial class ItemPositionEstimator
{
    /// <summary>Effective sample size under this share of the samples answers UNKNOWN: 1 %.</summary>
    public const double MinEffectiveShare = 0.01;

    /// <summary>Estimates from samples.</summary>
    /// <param name="samples">Samples of any positions, in any order.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="ArgumentException">A value of a sample is out of its range; the message names the sample.</exception>
    public static ItemPositionReport Estimate(ReadOnlySpan<ItemPositionSample> samples, ItemPositionOptions? options = null)
    {
        options ??= new ItemPositionOptions();
        ulong[] keys = new ulong[samples.Length];
        bool sorted = true;
        for (int i = 0; i < samples.Length; i++)
        {
            Check(samples[i], i);

            // By position, then by user; the flipped sign bit puts negative users first.
            keys[i] = ((ulong)(uint)samples[i].Position << 32) | ((uint)samples[i].User ^ 0x8000_0000u);
            sorted &= i == 0 || keys[i] >= keys[i - 1];
        }

        ItemPositionSample[] ordered = samples.ToArray();
        if (!sorted)
        {
            Array.Sort(keys, ordered);
        }

        List<PositionSums> sums = [];
        for (int start = 0; start < ordered.Length;)
        {
            int end = start;
            while (end < ordered.Length && ordered[end].Position == ordered[start].Position)
            {
                end++;
            }

            sums.Add(PositionSums.Of(ordered.AsSpan(start, end - start), options));
            start = end;
        }

        ItemPositionResult[] positions = [.. sums.Select(static s => s.ToResult())];
        return new ItemPositionReport(positions, ListSums.Of(sums, positions));
    }

    private static void Check(in ItemPositionSample sample, int index)
    {
        if (sample.Position < 1)
        {
            throw Bad(index, "position", sample.Position, "at least 1");
        }

        if (!(sample.LoggedProbability is > 0 and <= 1))
        {
            throw Bad(index, "logged probability", sample.LoggedProbability, "in (0, 1]");
        }

        CheckUnit(index, "target probability", sample.TargetProbability);
        CheckUnit(index, "reward", sample.Reward);
        CheckUnit(index, "unsupported probability", sample.UnsupportedProbability);
        if (double.IsNaN(sample.PredictedReward) != double.IsNaN(sample.PredictedTargetReward))
        {
            throw Bad(index, "predicted reward", sample.PredictedReward, "NaN exactly when that of the target is");
        }

        if (!double.IsNaN(sample.PredictedReward))
        {
            CheckUnit(index, "predicted reward", sample.PredictedReward);
            CheckUnit(index, "predicted reward of the target", sample.PredictedTargetReward);
        }
    }

    private static void CheckUnit(int index, string name, double value)
    {
        if (!(value is >= 0 and <= 1))
        {
            throw Bad(index, name, value, "in [0, 1]");
        }
    }

    private static ArgumentException Bad(int index, string name, double value, string expected) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The {name} of sample {index} is {value}; it must be {expected}."));
}
