using System.Globalization;

namespace MovieRec.Eval;

/// <summary>What conventions a kind of metric knows, and the names that follow from them.</summary>
internal sealed record MetricKind(string Name, MetricDivisor DefaultDivisor, MetricDivisor[] Divisors, bool HasDiscount = false, bool HasMicro = false)
{
    public const string MicroToken = "micro";
    public const string ClipToken = "clip";
    public const string KnownToken = "known";

    public static MetricKind Ndcg { get; } = new(
        "NDCG", MetricDivisor.CutoffOrRelevant, [MetricDivisor.CutoffOrRelevant, MetricDivisor.Cutoff], HasDiscount: true);

    public static MetricKind HitRate { get; } = new("HR", MetricDivisor.Default, []);

    public static MetricKind AveragePrecision { get; } = new(
        "MAP",
        MetricDivisor.CutoffOrRelevant,
        [MetricDivisor.CutoffOrRelevant, MetricDivisor.Relevant, MetricDivisor.Cutoff, MetricDivisor.ListLengthOrRelevant]);

    public static MetricKind Recall { get; } = new(
        "Recall", MetricDivisor.CutoffOrRelevant, [MetricDivisor.CutoffOrRelevant, MetricDivisor.Relevant], HasMicro: true);

    public static MetricKind Precision { get; } = new(
        "Precision",
        MetricDivisor.Cutoff,
        [MetricDivisor.Cutoff, MetricDivisor.CutoffOrRelevant, MetricDivisor.ListLength],
        HasMicro: true);

    public static MetricKind ReciprocalRank { get; } = new("MRR", MetricDivisor.Default, []);

    public static MetricKind Coverage { get; } = new("Coverage", MetricDivisor.Default, []);

    public static IReadOnlyList<MetricKind> All { get; } = [Ndcg, HitRate, AveragePrecision, Recall, Precision, ReciprocalRank, Coverage];

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
    public IEnumerable<string> Tokens()
    {
        IEnumerable<string> tokens = Divisors.Select(Token);
        tokens = HasDiscount ? tokens.Append(ClipToken) : tokens;
        tokens = this == Coverage ? tokens : tokens.Append(KnownToken);
        return HasMicro ? tokens.Append(MicroToken) : tokens;
    }

    /// <summary>Checks what a constructor was given and fills the default divisor in.</summary>
    public MetricConvention Check(int cutoff, MetricConvention? convention)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutoff);
        convention ??= MetricConvention.Default;
        MetricDivisor divisor = convention.Divisor == MetricDivisor.Default ? DefaultDivisor : convention.Divisor;
        if (divisor != DefaultDivisor && !Divisors.Contains(divisor))
        {
            string known = Divisors.Length == 0 ? "none" : string.Join(", ", Divisors);
            throw new ArgumentOutOfRangeException(nameof(convention), divisor, $"{Name} has no such divisor; it has: {known}.");
        }

        if (convention.Discount != DcgDiscount.RankPlusOne && !HasDiscount)
        {
            throw new ArgumentOutOfRangeException(nameof(convention), convention.Discount, $"{Name} has no discount; only NDCG has one.");
        }

        return convention with { Divisor = divisor };
    }

    public string NameOf(int cutoff, MetricConvention convention, bool micro = false)
    {
        List<string> tokens = [];
        if (convention.Divisor != DefaultDivisor)
        {
            tokens.Add(Token(convention.Divisor));
        }

        if (convention.Discount == DcgDiscount.Clipped)
        {
            tokens.Add(ClipToken);
        }

        if (convention.Scope == RelevantScope.Catalogue)
        {
            tokens.Add(KnownToken);
        }

        if (micro)
        {
            tokens.Add(MicroToken);
        }

        string suffix = tokens.Count == 0 ? "" : $"({string.Join(',', tokens)})";
        return string.Create(CultureInfo.InvariantCulture, $"{Name}@{cutoff}{suffix}");
    }
}
