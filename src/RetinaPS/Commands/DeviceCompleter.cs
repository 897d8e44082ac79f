using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RetinaPS.Devices;

namespace RetinaPS.Commands;

/// <summary>Completes the names of devices.</summary>
public sealed class DeviceCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        RetinaDevices.All
            .Select(device => (device.Id, device.Name))
            .Prepend(("Auto", "the best device of this machine"))
            .Where(choice => choice.Item1.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(choice => new CompletionResult(choice.Item1, choice.Item1, CompletionResultType.ParameterValue, choice.Item2));
}
