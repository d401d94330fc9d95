namespace MovieRec.Eval;

/// <summary>Variants of an experiment against its control arm.</summary>
public sealed class VariantReport
{
    internal VariantReport(string control, IReadOnlyList<VariantResult> variants, SampleRatioResult sampleRatio, int mixedUsers, long unplannedImpressions)
    {
        Control = control;
        Variants = variants;
        SampleRatio = sampleRatio;
        MixedUsers = mixedUsers;
        UnplannedImpressions = unplannedImpressions;
    }

    /// <summary>The control arm.</summary>
    public string Control { get; }

    /// <summary>The control first, then the others in ordinal order.</summary>
    public IReadOnlyList<VariantResult> Variants { get; }

    /// <summary>Whether users are divided as planned. With a mismatch every verdict is unknown.</summary>
    public SampleRatioResult SampleRatio { get; }

    /// <summary>Users who met more than one planned variant; left out. Above 1 % of all users every verdict is unknown.</summary>
    public int MixedUsers { get; }

    /// <summary>Impressions of variants that the plan does not name; left out.</summary>
    public long UnplannedImpressions { get; }

    /// <summary>A variant by its name.</summary>
    /// <param name="variant">Name; ordinal.</param>
    /// <exception cref="KeyNotFoundException">The plan does not name the variant.</exception>
    public VariantResult this[string variant] => Variants.FirstOrDefault(v => v.Variant == variant)
        ?? throw new KeyNotFoundException($"The variant '{variant}' is not planned; planned are {string.Join(", ", Variants.Select(static v => v.Variant))}.");
}
