namespace MovieRec.Eval;

/// <summary>What a log says about one variant. Rates are outcomes per impression.</summary>
public sealed class VariantResult
{
    internal VariantResult(
        string variant, int users, long impressions, long clicks, long saves, long notInterested, LogEstimate clickRate, LogEstimate saveRate, VariantContrast? click, VariantContrast? save)
    {
        Variant = variant;
        Users = users;
        Impressions = impressions;
        Clicks = clicks;
        Saves = saves;
        NotInterested = notInterested;
        ClickRate = clickRate;
        SaveRate = saveRate;
        ClickContrast = click;
        SaveContrast = save;
    }

    /// <summary>Name.</summary>
    public string Variant { get; }

    /// <summary>Users who saw this variant and no other.</summary>
    public int Users { get; }

    /// <summary>Their impressions.</summary>
    public long Impressions { get; }

    /// <summary>Impressions that were clicked.</summary>
    public long Clicks { get; }

    /// <summary>Impressions that were saved.</summary>
    public long Saves { get; }

    /// <summary>Impressions that were refused.</summary>
    public long NotInterested { get; }

    /// <summary>CTR: clicks / impressions.</summary>
    public LogEstimate ClickRate { get; }

    /// <summary>Saves / impressions.</summary>
    public LogEstimate SaveRate { get; }

    /// <summary>Click rate against the control; null for the control itself.</summary>
    public VariantContrast? ClickContrast { get; }

    /// <summary>Save rate against the control; null for the control itself.</summary>
    public VariantContrast? SaveContrast { get; }
}
