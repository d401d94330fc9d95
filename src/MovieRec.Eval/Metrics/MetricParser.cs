using System.Globalization;

namespace MovieRec.Eval;

/// <summary>Reads metric names: <c>NDCG@10</c>, <c>Recall@20(R)</c>, <c>Precision@10(min,micro)</c>. Case does not matter.</summary>
public static class MetricParser
{
    /// <summary>Reads one name.</summary>
    /// <param name="text">NAME@k, optionally with conventions in brackets.</param>
    /// <param name="profile">
    /// Conventions of a library for names without brackets; null for the default convention. Brackets in the name win.
    /// </param>
    /// <exception cref="FormatException">The text is not the name of a metric; the message says what was expected.</exception>
    public static IMetric Parse(string text, MetricProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string name = text.Trim();
        int at = name.IndexOf('@', StringComparison.Ordinal);
        int open = name.IndexOf('(', StringComparison.Ordinal);
        MetricKind kind = MetricKind.All.FirstOrDefault(k => k.Name.Equals(at < 0 ? name : name[..at], StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"Metric '{text}': there is no such metric; there are {string.Join(", ", MetricKind.All.Select(static k => k.Name + "@k"))}.");
        string number = at < 0 ? "" : name[(at + 1)..(open < 0 ? name.Length : open)];
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int cutoff) || cutoff < 1)
        {
            throw new FormatException($"Metric '{text}': expected {kind.Name}@k with a cutoff k of at least 1, such as {kind.Name}@10.");
        }

        if (open < 0)
        {
            return Create(kind, cutoff, profile?.TokensOf(kind) ?? [], text);
        }

        if (!name.EndsWith(')'))
        {
            throw new FormatException($"Metric '{text}': the closing bracket is missing.");
        }

        return Create(kind, cutoff, name[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries), text);
    }

    /// <summary>Reads names separated by commas (commas within brackets belong to a name).</summary>
    /// <param name="text">Such as <c>NDCG@10,Recall@20(R,known)</c>.</param>
    /// <param name="profile">As for <see cref="Parse"/>.</param>
    /// <exception cref="FormatException">A name is wrong, occurs twice, or there is none.</exception>
    public static IReadOnlyList<IMetric> ParseList(string text, MetricProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<IMetric> metrics = [];
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (text[i] != ',' || depth > 0))
            {
                depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
                continue;
            }

            string name = text[start..i];
            start = i + 1;
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new FormatException($"Metrics '{text}': expected names separated by commas, such as NDCG@10,Recall@20.");
            }

            IMetric metric = Parse(name, profile);
            if (metrics.Any(m => m.Name == metric.Name))
            {
                throw new FormatException($"Metrics '{text}': {metric.Name} occurs twice.");
            }

            metrics.Add(metric);
        }

        return metrics;
    }

    private static IMetric Create(MetricKind kind, int cutoff, IReadOnlyList<string> tokens, string text)
    {
        MetricConvention convention = MetricConvention.Default;
        bool micro = false;
        foreach (string token in tokens)
        {
            string known = kind.Tokens().FirstOrDefault(t => t.Equals(token, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException(
                    $"Metric '{text}': {kind.Name} has no convention '{token}'; it has: {(kind.Tokens().Any() ? string.Join(", ", kind.Tokens()) : "none")}.");
            micro |= known == MetricKind.MicroToken;
            convention = known switch
            {
                MetricKind.MicroToken => convention,
                MetricKind.ClipToken => convention with { Discount = DcgDiscount.Clipped },
                MetricKind.KnownToken => convention with { Scope = RelevantScope.Catalogue },
                _ when convention.Divisor != MetricDivisor.Default =>
                    throw new FormatException($"Metric '{text}': only one of {string.Join(", ", kind.Divisors.Select(MetricKind.Token))} may be given."),
                _ => convention with { Divisor = kind.Divisors.First(d => MetricKind.Token(d) == known) },
            };
        }

        return kind.Name switch
        {
            "NDCG" => new NdcgMetric(cutoff, convention),
            "HR" => new HitRateMetric(cutoff, convention),
            "MAP" => new AveragePrecisionMetric(cutoff, convention),
            "Recall" when micro => MicroAverageMetric.Recall(cutoff, convention),
            "Recall" => new RecallMetric(cutoff, convention),
            "Precision" when micro => MicroAverageMetric.Precision(cutoff, convention),
            "Precision" => new PrecisionMetric(cutoff, convention),
            "MRR" => new ReciprocalRankMetric(cutoff, convention),
            _ => new CoverageMetric(cutoff),
        };
    }
}
