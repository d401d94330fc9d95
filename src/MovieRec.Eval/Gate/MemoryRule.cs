namespace MovieRec.Eval;

/// <summary>Memory budget; a megabyte is 1,000,000 bytes.</summary>
public sealed class MemoryRule
{
    /// <summary>Bound of the process's working set after all measurements; no default.</summary>
    public double? MaximumWorkingSetMegabytes { get; set; }

    /// <summary>Bound of the model file; no default.</summary>
    public double? MaximumModelMegabytes { get; set; }
}
