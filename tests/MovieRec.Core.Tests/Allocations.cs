namespace MovieRec.Tests;

/// <summary>Measures bytes allocated on the calling thread.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least number of bytes that a warm call allocates. A collection may empty the shared array pools between two
    /// calls, so the best of up to ten rounds counts: code that allocates by itself never reaches 0.
    /// </summary>
    public static long PerCall(Action call)
    {
        for (int i = 0; i < 3; i++)
        {
            call();
        }

        long least = long.MaxValue;
        for (int round = 0; round < 10 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
