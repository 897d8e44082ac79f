namespace RetinaPS.Host;

/// <summary>The exit codes that a calling shell can rely on; the first two are pwsh's own.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The command or script failed, or did not parse.</summary>
    public const int Failure = 1;

    /// <summary>The command line was wrong (sysexits EX_USAGE).</summary>
    public const int Usage = 64;

    /// <summary>The RetinaPS module is missing or would not load (sysexits EX_SOFTWARE).</summary>
    public const int ModuleUnavailable = 70;

    /// <summary>Shells report a process ended by signal <c>n</c> as 128 + n.</summary>
    public const int SignalBase = 128;
}
