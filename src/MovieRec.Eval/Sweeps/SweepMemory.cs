namespace MovieRec.Eval;

/// <summary>How many trials fit into memory at a time.</summary>
internal static class SweepMemory
{
    /// <summary>A part of what is free stays free: the operating system's file cache lives from it.</summary>
    private const double UsableShare = 0.8;

    /// <summary>Bytes that this process may still take.</summary>
    public static long Free()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
    }

    /// <summary>One trial always runs; more of them when each fits beside the others.</summary>
    /// <param name="wanted">At most so many.</param>
    /// <param name="free">Free bytes.</param>
    /// <param name="perTrial">Bytes that a trial allocates.</param>
    public static int Degree(int wanted, long free, long perTrial) =>
        (int)Math.Clamp(UsableShare * free / Math.Max(perTrial, 1), 1, Math.Max(wanted, 1));
}
