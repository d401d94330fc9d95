using System.Runtime.CompilerServices;

namespace MovieRec.Ann;

/// <summary>
/// The heuristic of Malkov and Yashunin (algorithm 4): a candidate is linked only when it is closer to the node than to
/// every neighbour already chosen, so that links point in different directions. Working memory of one thread.
/// </summary>
internal sealed unsafe class NeighbourSelection(int largestDegree)
{
    private const int Step = 4;
    private readonly int[] _chosen = GC.AllocateArray<int>(largestDegree, pinned: true);
    private readonly float[] _scores = GC.AllocateArray<float>(Step, pinned: true);

    /// <param name="space">The measure.</param>
    /// <param name="candidates">Keys of score to the node, best first.</param>
    /// <param name="node">The node itself, never chosen.</param>
    /// <param name="links">Receives the chosen nodes.</param>
    /// <returns>The number chosen, at most the length of <paramref name="links"/>.</returns>
    public int Select(in GraphSpace space, ReadOnlySpan<ulong> candidates, int node, Span<int> links)
    {
        int count = 0;
        foreach (ulong candidate in candidates)
        {
            if (count == links.Length)
            {
                break;
            }

            int index = Ranked.Index(candidate);
            if (index != node && IsCloserToNode(space, index, Ranked.Score(candidate), count))
            {
                _chosen[count] = index;
                links[count++] = index;
            }
        }

        return count;
    }

    private bool IsCloserToNode(in GraphSpace space, int candidate, float toNode, int chosen)
    {
        GraphPoint point = space.Point(candidate);
        float* scores = (float*)Unsafe.AsPointer(ref _scores[0]);
        for (int i = 0; i < chosen; i += Step)
        {
            int count = Math.Min(Step, chosen - i);
            space.Score(point, (int*)Unsafe.AsPointer(ref _chosen[i]), count, scores);
            for (int j = 0; j < count; j++)
            {
                if (scores[j] > toNode)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
