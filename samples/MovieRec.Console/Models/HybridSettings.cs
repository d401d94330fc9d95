namespace MovieRec.Cli.Models;

/// <summary>
/// Options of the hybrid by <c>--set hybrid.Option=Value</c>: which parts, weights and evidence by hand. The parts' own options
/// are set under their names (<c>als.Factors</c>). What is not set is learned.
/// </summary>
internal static class HybridSettings
{
    private const string DefaultParts = "als+content";
    private static readonly string[] PartNames = ["als", "svd", "ease", "content"];

    public static string[] Names { get; } =
    [
        "Parts", "Als", "Svd", "Ease", "Content", "Popularity", "UserEvidence", "ItemEvidence", "PriorScale", "UnseenContent", "NewUserPopularity",
        "MaxValidationUsers", "BackfillNeighbours", "Seed", "MaxDegreeOfParallelism",
    ];

    public static HybridTrainer Create(ModelSettings settings, int seed)
    {
        string[] parts = (settings.Find("hybrid.Parts") ?? DefaultParts).Split('+', StringSplitOptions.TrimEntries);
        if (parts.FirstOrDefault(static p => !PartNames.Contains(p)) is { } unknown)
        {
            throw new UsageException($"--set hybrid.Parts: there is no part '{unknown}'; expected some of {string.Join('+', PartNames)}, such as {DefaultParts}.");
        }

        HybridOptions defaults = new();
        HybridOptions options = ModelSettings.Apply("hybrid", () => new HybridOptions
        {
            Weights = Weights(settings, parts),
            UserEvidence = Optional(settings, "hybrid.UserEvidence"),
            ItemEvidence = Optional(settings, "hybrid.ItemEvidence"),
            PriorScale = Optional(settings, "hybrid.PriorScale"),
            UnseenContent = Optional(settings, "hybrid.UnseenContent"),
            NewUserPopularity = Optional(settings, "hybrid.NewUserPopularity"),
            MaxValidationUsers = settings.Integer("hybrid.MaxValidationUsers", defaults.MaxValidationUsers),
            BackfillNeighbours = settings.Integer("hybrid.BackfillNeighbours", defaults.BackfillNeighbours),
            Seed = settings.Integer("hybrid.Seed", seed),
            MaxDegreeOfParallelism = settings.Integer("hybrid.MaxDegreeOfParallelism", defaults.MaxDegreeOfParallelism),
        });
        return ModelSettings.Apply("hybrid", () => new HybridTrainer(options, [.. parts.Select(p => Part(p, settings, seed))]));
    }

    private static HybridPart Part(string name, ModelSettings settings, int seed) => new(
        name, name == "content" ? HybridSource.Content : HybridSource.Behaviour, ModelRegistry.Create(name, settings, seed));

    /// <summary>Empty, that is learned, unless one is set.</summary>
    private static HybridWeight[] Weights(ModelSettings settings, string[] parts)
    {
        List<HybridWeight> weights = [];
        foreach (string name in PartNames.Append(HybridPart.Popularity))
        {
            string option = "hybrid." + char.ToUpperInvariant(name[0]) + name[1..];
            if (settings.Find(option) is null)
            {
                continue;
            }

            if (name != HybridPart.Popularity && !parts.Contains(name))
            {
                throw new UsageException($"--set {option}: the blend has no part '{name}'; --set hybrid.Parts={string.Join('+', parts)}+{name} adds it.");
            }

            weights.Add(new HybridWeight(name, settings.Number(option, 0)));
        }

        return [.. weights];
    }

    private static double? Optional(ModelSettings settings, string name) => settings.Find(name) is null ? null : settings.Number(name, 0);
}
