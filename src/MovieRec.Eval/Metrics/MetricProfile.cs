namespace MovieRec.Eval;

/// <summary>
/// The conventions of another library or paper, so that its numbers can be reproduced: a name without brackets, such as
/// <c>Recall@20</c>, becomes what that source computes under it. A metric that the source does not define keeps the default
/// convention (see <see cref="MetricNames"/>). Sources and differences: docs/evaluation.md.
/// </summary>
public sealed class MetricProfile
{
    private readonly Dictionary<string, string[]> _tokens;

    private MetricProfile(string name, string source, Dictionary<string, string[]> tokens)
    {
        Name = name;
        Source = source;
        _tokens = tokens;
    }

    /// <summary>The convention of this library: nothing in brackets, every metric.</summary>
    public static MetricProfile Default { get; } = new("Default", "MovieRec", new Dictionary<string, string[]>
    {
        ["NDCG"] = [],
        ["HR"] = [],
        ["MAP"] = [],
        ["Recall"] = [],
        ["Precision"] = [],
        ["MRR"] = [],
        ["Coverage"] = [],
    });

    /// <summary>
    /// The evaluation code of Liang et al. 2018 (Mult-VAE): recall over min(k, R), ideal DCG over min(k, R); held-out items
    /// that no training user has are removed beforehand.
    /// </summary>
    public static MetricProfile Liang2018 { get; } = new("Liang2018", "dawenl/vae_cf, VAE_ML20M_WWW2018.ipynb", new Dictionary<string, string[]>
    {
        ["NDCG"] = ["known"],
        ["Recall"] = ["known"],
    });

    /// <summary>benfred/implicit: its precision is pooled over users and divided by min(k, R).</summary>
    public static MetricProfile Implicit { get; } = new("Implicit", "benfred/implicit, implicit/evaluation.pyx", new Dictionary<string, string[]>
    {
        ["NDCG"] = [],
        ["MAP"] = [],
        ["Precision"] = ["min", "micro"],
    });

    /// <summary>lenskit/lkpy: clipped discount, precision over the list length, average precision over min(n, R).</summary>
    public static MetricProfile LensKit { get; } = new("LensKit", "lenskit/lkpy, src/lenskit/metrics/ranking", new Dictionary<string, string[]>
    {
        ["NDCG"] = ["clip"],
        ["HR"] = [],
        ["MAP"] = ["min-n"],
        ["Recall"] = [],
        ["Precision"] = ["n"],
        ["MRR"] = [],
    });

    /// <summary>MobileTeleSystems/RecTools: ideal DCG over k, average precision and recall over R.</summary>
    public static MetricProfile RecTools { get; } = new("RecTools", "MobileTeleSystems/RecTools, rectools/metrics", new Dictionary<string, string[]>
    {
        ["NDCG"] = ["k"],
        ["HR"] = [],
        ["MAP"] = ["R"],
        ["Recall"] = ["R"],
        ["Precision"] = [],
        ["MRR"] = [],
    });

    /// <summary>recommenders-team/recommenders: recall and (its published) MAP over R.</summary>
    public static MetricProfile Recommenders { get; } = new(
        "Recommenders", "recommenders-team/recommenders, recommenders/evaluation/python_evaluation.py", new Dictionary<string, string[]>
        {
            ["NDCG"] = [],
            ["MAP"] = ["R"],
            ["Recall"] = ["R"],
            ["Precision"] = [],
        });

    /// <summary>RUCAIBox/RecBole: recall over R, average precision over min(k, R).</summary>
    public static MetricProfile RecBole { get; } = new("RecBole", "RUCAIBox/RecBole, recbole/evaluator/metrics.py", new Dictionary<string, string[]>
    {
        ["NDCG"] = [],
        ["HR"] = [],
        ["MAP"] = [],
        ["Recall"] = ["R"],
        ["Precision"] = [],
        ["MRR"] = [],
    });

    /// <summary>Every profile.</summary>
    public static IReadOnlyList<MetricProfile> All { get; } = [Default, Liang2018, Implicit, LensKit, RecTools, Recommenders, RecBole];

    /// <summary>Name for <c>--convention</c>.</summary>
    public string Name { get; }

    /// <summary>Where the definitions were read.</summary>
    public string Source { get; }

    /// <summary>Names of the metrics the source defines, without cutoff.</summary>
    public IReadOnlyList<string> MetricNames => [.. _tokens.Keys];

    /// <summary>Finds a profile by name; case does not matter.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="FormatException">There is no such profile; the message names those that exist.</exception>
    public static MetricProfile Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(p => p.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"Convention '{name}': there is no such profile; there are {string.Join(", ", All.Select(static p => p.Name))}.");
    }

    /// <summary>Tokens of a metric's name; none, which is the default convention, for a metric the source does not define.</summary>
    internal string[] TokensOf(MetricKind kind) => _tokens.GetValueOrDefault(kind.Name) ?? [];
}
