namespace MovieRec.Eval;

/// <summary>
/// The choices in which libraries differ. Whatever is not the default is part of the metric's name, so that two numbers
/// with equal names are comparable.
/// </summary>
public sealed record MetricConvention
{
    /// <summary>Every choice at its default.</summary>
    public static MetricConvention Default { get; } = new();

    /// <summary>What the sum over hits is divided by.</summary>
    public MetricDivisor Divisor
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Divisor must be a MetricDivisor.");
    }

    /// <summary>The discount of NDCG; other metrics have none.</summary>
    public DcgDiscount Discount
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Discount must be a DcgDiscount.");
    }

    /// <summary>Which relevant items count.</summary>
    public RelevantScope Scope
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Scope must be a RelevantScope.");
    }
}
