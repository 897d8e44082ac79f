namespace RetinaPS.BuildTool.Elf;

/// <summary>The segment types that matter here (<c>p_type</c>).</summary>
internal enum SegmentType : uint
{
    /// <summary>Mapped into memory.</summary>
    Load = 1,

    /// <summary>Holds the dynamic section.</summary>
    Dynamic = 2,
}
