using System.Runtime.InteropServices;

namespace MovieRec.Ann;

/// <summary>
/// Cache-line-aligned memory outside the garbage-collected heap, freed together when the last search has left. The
/// handle counts its users, so that disposing an index under load frees nothing that is still read.
/// </summary>
internal sealed unsafe class HeapMemory : SafeHandle
{
    private const int Alignment = 64;
    private readonly List<nint> _blocks = [];
    private long _bytes;

    public HeapMemory()
        : base(0, ownsHandle: true)
    {
        // The handle's own value only says that there is something to release; the blocks are in the list.
        SetHandle(1);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Allocates zeroed memory.</summary>
    public Block<T> Allocate<T>(long length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        nuint bytes = checked((nuint)length * (nuint)sizeof(T));
        void* memory = NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
        _blocks.Add((nint)memory);
        NativeMemory.Clear(memory, bytes);

        // Lets the collector know that an abandoned index is worth finalizing.
        _bytes += (long)bytes;
        if (bytes > 0)
        {
            GC.AddMemoryPressure((long)bytes);
        }

        return new Block<T>((T*)memory, length);
    }

    protected override bool ReleaseHandle()
    {
        foreach (nint block in _blocks)
        {
            NativeMemory.AlignedFree((void*)block);
        }

        if (_bytes > 0)
        {
            GC.RemoveMemoryPressure(_bytes);
        }

        return true;
    }
}
