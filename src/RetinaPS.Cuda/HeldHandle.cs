using System.Runtime.InteropServices;

namespace RetinaPS.Cuda;

/// <summary>The value of a handle that nobody can free until this is disposed.</summary>
internal readonly ref struct HeldHandle
{
    private readonly SafeHandle owner;

    public HeldHandle(SafeHandle owner)
    {
        bool added = false;
        owner.DangerousAddRef(ref added);
        this.owner = owner;
        Value = owner.DangerousGetHandle();
    }

    public nint Value { get; }

    public void Dispose() => owner.DangerousRelease();
}
