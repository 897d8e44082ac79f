namespace RetinaPS.Tests.Host;

/// <summary>What a run of the host left behind.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
