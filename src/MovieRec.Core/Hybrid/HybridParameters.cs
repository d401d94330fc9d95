using System.Globalization;

namespace MovieRec;

/// <summary>The numbers of a blend, set by hand or learned on a part of the training data. docs/hybrid.md has the formulas.</summary>
public sealed record HybridParameters
{
    /// <summary>One weight for each part, in the order of the parts, and the popularity's last; they add up to 1.</summary>
    public IReadOnlyList<HybridWeight> Weights { get; init; } = [];

    /// <summary>κ_u ≥ 0: behaviour counts n/(n + κ_u) with n liked movies; content and popularity count 1.</summary>
    public double UserEvidence { get; init; }

    /// <summary>κ_i ≥ 0: a movie's own evidence counts φ = m/(m + κ_i) with m people who saw it, its content prior 1 − φ.</summary>
    public double ItemEvidence { get; init; }

    /// <summary>s ≥ 0: scale of the content prediction of a movie's factors; 0 for no prior.</summary>
    public double PriorScale { get; init; }

    /// <summary>What content counts for a movie nobody has seen, relative to one everybody has seen.</summary>
    public double UnseenContent { get; init; } = 1;

    /// <summary>b ≥ 0: popularity counts its weight + b/n with n liked movies, so that it leads where next to nothing is known of a person.</summary>
    public double NewUserPopularity { get; init; }

    /// <summary>The weight of a part; 0 when there is none of that name.</summary>
    /// <param name="part">Name of the part.</param>
    public double WeightOf(string part)
    {
        // By index: enumerating an interface allocates, and every answer asks.
        for (int i = 0; i < Weights.Count; i++)
        {
            if (Weights[i].Part == part)
            {
                return Weights[i].Weight;
            }
        }

        return 0;
    }

    /// <summary>Compares by value, weight by weight.</summary>
    /// <param name="other">The other numbers.</param>
    public bool Equals(HybridParameters? other) =>
        other is not null
        && UserEvidence == other.UserEvidence
        && ItemEvidence == other.ItemEvidence
        && PriorScale == other.PriorScale
        && UnseenContent == other.UnseenContent
        && NewUserPopularity == other.NewUserPopularity
        && Weights.SequenceEqual(other.Weights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Weights.Count, UserEvidence, ItemEvidence, PriorScale, UnseenContent, NewUserPopularity);

    /// <summary>φ(m).</summary>
    internal double ItemTrust(int seen) => ItemEvidence <= 0 ? (seen > 0 ? 1 : 0) : seen / (seen + ItemEvidence);

    /// <summary>n/(n + κ_u).</summary>
    internal double UserTrust(int liked) => UserEvidence <= 0 ? 1 : liked / (liked + UserEvidence);

    /// <summary>Whether anybody's list depends on popularity.</summary>
    internal bool UsesPopularity => NewUserPopularity > 0 || WeightOf(HybridPart.Popularity) > 0;

    /// <summary>a_pop + b/n.</summary>
    internal double PopularityFor(int liked) => WeightOf(HybridPart.Popularity) + (NewUserPopularity / Math.Max(1, liked));

    internal IReadOnlyList<ModelOption> ToValues() =>
    [
        .. Weights.Select(static w => new ModelOption("Weight." + w.Part, Text(w.Weight))),
        new(nameof(UserEvidence), Text(UserEvidence)),
        new(nameof(ItemEvidence), Text(ItemEvidence)),
        new(nameof(PriorScale), Text(PriorScale)),
        new(nameof(UnseenContent), Text(UnseenContent)),
        new(nameof(NewUserPopularity), Text(NewUserPopularity)),
    ];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
