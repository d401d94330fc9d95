using System.Runtime.InteropServices;

namespace MovieRec.Ann;

/// <summary>A share of memory that several indexes read from one file use: released when the last share is.</summary>
internal sealed class MemoryLease : SafeHandle
{
    private readonly SafeHandle _memory;

    public MemoryLease(SafeHandle memory)
        : base(0, ownsHandle: true)
    {
        bool added = false;
        memory.DangerousAddRef(ref added);
        _memory = memory;
        SetHandle(1);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _memory.DangerousRelease();
        return true;
    }
}
