using System.Globalization;

namespace MovieRec.Eval;

/// <summary>What conventions a kind of metric knows, and the names that follow from them.</summary>
internal sealed record MetricKind(string Name, MetricDivisor DefaultDivisor, MetricDivisor[] Divisors)
{
    public const string MicroToken = "micro";
    public const string ClipToken = "clip";
    public const string KnownToken = "known";
    public const string AllToken = "all";
    public const string FullToken = "full";
    public const string InteractionsToken = "interactions";
    public const string VectorToken = "vector";

    public static MetricKind Ndcg { get; } = new(
        "NDCG", MetricDivisor.CutoffOrRelevant, [MetricDivisor.CutoffOrRelevant, MetricDivisor.Cutoff])
    { HasDiscount = true };

    public static MetricKind HitRate { get; } = new("HR", MetricDivisor.Default, []);

    public static MetricKind AveragePrecision { get; } = new(
        "MAP",
        MetricDivisor.CutoffOrRelevant,
        [MetricDivisor.CutoffOrRelevant, MetricDivisor.Relevant, MetricDivisor.Cutoff, MetricDivisor.ListLengthOrRelevant]);

    public static MetricKind Recall { get; } = new(
        "Recall", MetricDivisor.CutoffOrRelevant, [MetricDivisor.CutoffOrRelevant, MetricDivisor.Relevant])
    { HasMicro = true };

    public static MetricKind Precision { get; } = new(
        "Precision",
        MetricDivisor.Cutoff,
        [MetricDivisor.Cutoff, MetricDivisor.CutoffOrRelevant, MetricDivisor.ListLength])
    { HasMicro = true };

    public static MetricKind ReciprocalRank { get; } = new("MRR", MetricDivisor.Default, []);

    public static MetricKind Auc { get; } = new("AUC", MetricDivisor.Default, []) { HasCutoff = false };

    public static MetricKind Serendipity { get; } = new("Serendipity", MetricDivisor.Cutoff, [MetricDivisor.Cutoff, MetricDivisor.ListLength]);

    public static MetricKind Coverage { get; } = new("Coverage", MetricDivisor.Default, []) { HasScope = false, HasUsers = true };

    public static MetricKind Gini { get; } = Coverage with { Name = "Gini" };

    public static MetricKind Novelty { get; } = Describing("Novelty") with { HasBase = true };

    public static MetricKind Diversity { get; } = Describing("ILD") with { HasVectors = true };

    public static MetricKind Calibration { get; } = Describing("Calibration");

    public static MetricKind Popularity { get; } = Describing("Popularity");

    public static MetricKind LongTail { get; } = Describing("LongTail");

    public static IReadOnlyList<MetricKind> All { get; } =
    [
        Ndcg, HitRate, AveragePrecision, Recall, Precision, ReciprocalRank, Auc, Coverage, Gini, Novelty, Diversity, Serendipity, Calibration,
        Popularity, LongTail,
    ];

    public bool HasCutoff { get; init; } = true;

    public bool HasScope { get; init; } = true;

    public bool HasDiscount { get; init; }

    public bool HasMicro { get; init; }

    public bool HasUsers { get; init; }

    public bool HasShortLists { get; init; }

    public bool HasBase { get; init; }

    public bool HasVectors { get; init; }

    /// <summary>The form of the name, as shown in messages.</summary>
    public string Form => HasCutoff ? Name + "@k" : Name;

    public static string Token(MetricDivisor divisor) => divisor switch
    {
        MetricDivisor.CutoffOrRelevant => "min",
        MetricDivisor.Relevant => "R",
        MetricDivisor.Cutoff => "k",
        MetricDivisor.ListLength => "n",
        MetricDivisor.ListLengthOrRelevant => "min-n",
        _ => "",
    };

    /// <summary>Every token that may stand in the brackets of this metric's name.</summary>
    public IEnumerable<string> Tokens() =>
    [
        .. HasVectors ? [VectorToken] : Array.Empty<string>(),
        .. Divisors.Select(Token),
        .. HasDiscount ? [ClipToken] : Array.Empty<string>(),
        .. HasBase ? [InteractionsToken] : Array.Empty<string>(),
        .. HasScope ? [KnownToken] : Array.Empty<string>(),
        .. HasUsers ? [AllToken] : Array.Empty<string>(),
        .. HasShortLists ? [FullToken] : Array.Empty<string>(),
        .. HasMicro ? [MicroToken] : Array.Empty<string>(),
    ];

    /// <summary>Checks what a constructor was given and fills the default divisor in.</summary>
    public MetricConvention Check(int cutoff, MetricConvention? convention)
    {
        if (HasCutoff)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutoff);
        }

        convention ??= MetricConvention.Default;
        MetricDivisor divisor = convention.Divisor == MetricDivisor.Default ? DefaultDivisor : convention.Divisor;
        if (divisor != DefaultDivisor && !Divisors.Contains(divisor))
        {
            string known = Divisors.Length == 0 ? "none" : string.Join(", ", Divisors);
            throw new ArgumentOutOfRangeException(nameof(convention), divisor, $"{Name} has no such divisor; it has: {known}.");
        }

        Refuse(convention.Discount, DcgDiscount.RankPlusOne, HasDiscount, "has no discount; only NDCG has one.");
        Refuse(convention.Scope, RelevantScope.All, HasScope, "does not depend on which relevant items count.");
        Refuse(convention.Users, CountedUsers.WithRelevant, HasUsers, "needs relevant items: it counts users who have them.");
        Refuse(convention.ShortLists, ShortLists.Measured, HasShortLists, "has no choice for short lists.");
        Refuse(convention.PopularityBase, PopularityBase.Users, HasBase, "has no popularity base; only Novelty has one.");
        return convention with { Divisor = divisor };
    }

    public string NameOf(int cutoff, MetricConvention convention, bool micro = false, string? vectors = null)
    {
        List<string> tokens = [];
        AddIf(vectors is not null, $"{VectorToken}:{vectors}");
        AddIf(convention.Divisor != DefaultDivisor, Token(convention.Divisor));
        AddIf(convention.Discount == DcgDiscount.Clipped, ClipToken);
        AddIf(convention.PopularityBase == PopularityBase.Interactions, InteractionsToken);
        AddIf(convention.Scope == RelevantScope.Catalogue, KnownToken);
        AddIf(convention.Users == CountedUsers.Everyone, AllToken);
        AddIf(convention.ShortLists == ShortLists.Undefined, FullToken);
        AddIf(micro, MicroToken);
        string suffix = tokens.Count == 0 ? "" : $"({string.Join(',', tokens)})";
        return HasCutoff ? string.Create(CultureInfo.InvariantCulture, $"{Name}@{cutoff}{suffix}") : Name + suffix;

        void AddIf(bool condition, string token)
        {
            if (condition)
            {
                tokens.Add(token);
            }
        }
    }

    private static MetricKind Describing(string name) =>
        new(name, MetricDivisor.Default, []) { HasScope = false, HasUsers = true, HasShortLists = true };

    private void Refuse<T>(T value, T standard, bool applies, string reason)
        where T : struct, Enum
    {
        if (!applies && !value.Equals(standard))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"{Name} {reason}");
        }
    }
}
