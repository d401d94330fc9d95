using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MovieRec.Ann;

/// <summary>
/// A mapped file. Holds a reference on the view, which is unmapped when this handle, and with it the last search, has
/// let go.
/// </summary>
internal sealed unsafe class MappedMemory : SafeHandle
{
    private readonly SafeMemoryMappedViewHandle _view;

    public MappedMemory(SafeMemoryMappedViewHandle view)
        : base(0, ownsHandle: true)
    {
        byte* pointer = null;
        view.AcquirePointer(ref pointer);
        _view = view;
        SetHandle((nint)pointer);
    }

    public override bool IsInvalid => handle == 0;

    public byte* Pointer => (byte*)handle;

    protected override bool ReleaseHandle()
    {
        _view.ReleasePointer();
        return true;
    }
}
