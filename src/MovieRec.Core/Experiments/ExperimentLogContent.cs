namespace MovieRec;

/// <summary>What an experiment log holds.</summary>
/// <param name="Entries">Every readable entry, oldest first.</param>
/// <param name="Damage">What could not be read, by place.</param>
public sealed record ExperimentLogContent(IReadOnlyList<ExperimentEntry> Entries, IReadOnlyList<ExperimentDamage> Damage);
