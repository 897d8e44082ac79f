using System.Collections.ObjectModel;
using RetinaPS.Imaging;

namespace RetinaPS.Batch.Manifest;

/// <summary>One run of Invoke-RetinaPreprocess, as its manifest records it.</summary>
public sealed class ManifestRun
{
    internal const int CurrentVersion = 1;

    internal ManifestRun()
    {
    }

    /// <summary>The run's own id, which the names of its temporary files bear.</summary>
    public required string Id { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>The version of RetinaPS.</summary>
    public required string Module { get; init; }

    /// <summary>The command line as it was typed.</summary>
    public required string Command { get; init; }

    /// <summary>The devices that computed, by id and name.</summary>
    public required ReadOnlyCollection<string> Devices { get; init; }

    /// <summary>What the devices' engine says of itself.</summary>
    public required string Engine { get; init; }

    /// <summary>The parameters that decide the results' bytes.</summary>
    public required ManifestParameters Parameters { get; init; }

    /// <summary>The hash of <see cref="Parameters"/>; the reference counts by its colours, not by its name.</summary>
    public required string ParametersHash { get; init; }

    /// <summary>How the run ended; null while it goes on, and for good where it was killed.</summary>
    public ManifestEnd? End { get; internal set; }

    /// <summary>A run that begins now.</summary>
    internal static ManifestRun Begin(string command, IReadOnlyList<RetinaDevice> devices, ManifestParameters parameters) => new()
    {
        Id = $"{Guid.NewGuid():N}",
        Started = DateTime.UtcNow,
        Module = typeof(ManifestRun).Assembly.GetName().Version!.ToString(3),
        Command = command,
        Devices = [.. devices.Select(device => $"{device.Id} ({device.Name})")],
        Engine = string.Join("; ", devices.Select(device => device.Description).Distinct()),
        Parameters = parameters,
        ParametersHash = parameters.ComputeHash(),
    };

    /// <summary>The run as its time and command.</summary>
    public override string ToString() => FormattableString.Invariant($"{Started:u} {Command}");
}
