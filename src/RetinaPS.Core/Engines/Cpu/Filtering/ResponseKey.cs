namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>A response in whole numbers and the kernel that gave it, in one number that orders as they do: of equal responses the first kernel's is larger.</summary>
internal static class ResponseKey
{
    public const int MarkBits = 12;

    private const int LargestMark = (1 << MarkBits) - 1;

    public static long Mark(int kernel) => LargestMark - kernel;

    public static long Response(long key) => key >> MarkBits;

    public static int Kernel(long key) => LargestMark - (int)(key & LargestMark);
}
