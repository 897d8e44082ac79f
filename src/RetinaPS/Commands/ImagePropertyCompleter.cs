using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>Completes the names of an image's properties.</summary>
public sealed class ImagePropertyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from property in typeof(RetinaImage).GetProperties()
        where property.Name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase)
        orderby property.Name
        select new CompletionResult(property.Name);
}
