namespace MovieRec.Serving;

/// <summary>Thrown by tests at a step of a protocol: whatever would tidy up after a failure does not run, as after a kill.</summary>
internal sealed class SimulatedKillException : Exception;
