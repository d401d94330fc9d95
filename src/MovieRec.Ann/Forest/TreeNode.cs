using System.Runtime.InteropServices;

namespace MovieRec.Ann;

/// <summary>
/// A node of a tree, 16 bytes. Inner: the plane's row, its offset, the left child; the right child follows the left one.
/// Leaf: <see cref="Plane"/> is −1 and the run of items is <see cref="First"/>, <see cref="Count"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TreeNode(int plane, float offset, int first, int count)
{
    public int Plane { get; } = plane;

    public float Offset { get; } = offset;

    /// <summary>Left child, or first item of a leaf.</summary>
    public int First { get; } = first;

    /// <summary>Items below this node.</summary>
    public int Count { get; } = count;

    public bool IsLeaf => Plane < 0;
}
