using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace RetinaPS.Commands;

/// <summary>Completes the variables that hold what a parameter takes.</summary>
/// <typeparam name="T">What the parameter takes.</typeparam>
public sealed class VariableCompleter<T> : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletingSession.CompleteVariables(wordToComplete, typeof(T));
}
