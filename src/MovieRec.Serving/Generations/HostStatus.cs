namespace MovieRec.Serving;

/// <summary>What a host answers from.</summary>
/// <param name="State">How well it can answer.</param>
/// <param name="ModelVersion">Version of the model; empty without one.</param>
/// <param name="StoredVersion">Name of the version in the store; empty when it is not stored.</param>
/// <param name="CreatedAt">When the model was made; null without one.</param>
/// <param name="Age">Its age; null without one.</param>
/// <param name="Reason">Why the state is degraded; empty otherwise.</param>
public sealed record HostStatus(
    HostState State, string ModelVersion, string StoredVersion, DateTimeOffset? CreatedAt, TimeSpan? Age, string Reason);
