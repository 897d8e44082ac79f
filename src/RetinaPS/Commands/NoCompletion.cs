using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace RetinaPS.Commands;

/// <summary>Offers nothing for numbers and free text; where a parameter has no completer, the shell offers the folder's files.</summary>
public sealed class NoCompletion : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => [];
}
