using MovieRec.Numerics;

namespace MovieRec.Ann.Soak;

/// <summary>
/// What the writer did to each slot, told so that readers can judge an answer without a lock. A slot's version counts its
/// changes; even versions are live with a vector that follows from slot and version, odd ones are removed (−1: not added
/// yet). The writer announces a version before the change and confirms it after: what a search returns must be one of the
/// versions between the one confirmed before it began and the one announced when it ended.
/// </summary>
internal sealed class VersionedVectors
{
    private const int Clusters = 40;
    private readonly float[] _centers;
    private readonly int[] _announced;
    private readonly int[] _confirmed;

    public VersionedVectors(int capacity, int dimensions)
    {
        Dimensions = dimensions;
        _centers = new float[Clusters * dimensions];
        SeededRandom.Normal(31, 0, _centers);
        _announced = new int[capacity];
        _confirmed = new int[capacity];
        Array.Fill(_announced, -1);
        Array.Fill(_confirmed, -1);
    }

    public int Capacity => _announced.Length;

    public int Dimensions { get; }

    public static bool IsLive(int version) => version >= 0 && (version & 1) == 0;

    public int Announced(int slot) => Volatile.Read(ref _announced[slot]);

    public void Announce(int slot, int version) => Volatile.Write(ref _announced[slot], version);

    public void Confirm(int slot)
    {
        // The change itself is published by a volatile write; this one comes after it.
        Volatile.Write(ref _confirmed[slot], _announced[slot]);
    }

    /// <summary>Copies the confirmed versions; a search that begins afterwards sees them or later ones.</summary>
    public void CopyConfirmed(Span<int> destination)
    {
        _confirmed.CopyTo(destination);
        Interlocked.MemoryBarrier();
    }

    /// <summary>The vector of a version, of unit length.</summary>
    public void Vector(int slot, int version, Span<float> destination)
    {
        SeededRandom.Normal(32, (((ulong)slot << 24) + (uint)version) * (ulong)Dimensions, destination);
        int cluster = (int)(SeededRandom.Hash(33, ((ulong)slot << 24) + (uint)version) % Clusters);
        double squares = 0;
        for (int j = 0; j < Dimensions; j++)
        {
            destination[j] = _centers[(cluster * Dimensions) + j] + (0.6f * destination[j]);
            squares += (double)destination[j] * destination[j];
        }

        float scale = (float)(1 / Math.Sqrt(squares));
        foreach (ref float value in destination)
        {
            value *= scale;
        }
    }
}
