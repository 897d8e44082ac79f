namespace RetinaPS.Tests.Support;

/// <summary>What a run of PowerShell left behind.</summary>
internal sealed record PwshResult(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
