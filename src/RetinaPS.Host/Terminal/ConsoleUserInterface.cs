using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace RetinaPS.Host.Terminal;

/// <summary>
/// What the shell says and asks. Results go to standard output; errors, warnings and the other messages go to standard error,
/// so that results can be piped on clean.
/// </summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    private readonly Lock gate = new();
    private readonly ConsoleStream output = new(Console.Out, Console.IsOutputRedirected);
    private readonly ConsoleStream messages = new(Console.Error, Console.IsErrorRedirected);
    private readonly ProgressLine progress;

    public ConsoleUserInterface()
    {
        progress = new ProgressLine(messages, () => RawUI.WindowSize.Width);
    }

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawInterface();

    public override bool SupportsVirtualTerminal => output.HasColours;

    public override void Write(string value) => Emit(output, value, newLine: false);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Emit(output, Coloured(foregroundColor, backgroundColor, value), newLine: false);

    public override void WriteLine(string value) => Emit(output, value, newLine: true);

    // The inherited one writes the line's end apart, and another thread's line could come between.
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Emit(output, Coloured(foregroundColor, backgroundColor, value), newLine: true);

    public override void WriteErrorLine(string value) => Emit(messages, value, newLine: true);

    public override void WriteWarningLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Warning, $"WARNING: {message}");

    public override void WriteVerboseLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Verbose, $"VERBOSE: {message}");

    public override void WriteDebugLine(string message) => WriteMessage(PSStyle.Instance.Formatting.Debug, $"DEBUG: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (gate)
            progress.Show(record);
    }

    /// <summary>Erases a progress line that its cmdlet left behind, as one that was stopped does.</summary>
    public void ClearProgress()
    {
        lock (gate)
            progress.Clear();
    }

    public override string ReadLine()
    {
        ClearProgress();
        return Console.ReadLine() ?? throw new PSInvalidOperationException("Standard input has ended: there is nobody to ask.");
    }

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("This host does not ask for secrets.");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RefuseIfUnattended(caption);
        WriteLine($"{caption}\n{message}");
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(ReadLine());
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RefuseIfUnattended(message);
        var question = new ChoiceQuestion(choices, defaultChoice);
        WriteLine($"\n{caption}\n{message}");
        while (true)
        {
            Write(question.Text);
            if (question.Answer(ReadLine()) is { } chosen)
                return chosen;
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("This host does not ask for credentials.");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private static string Coloured(ConsoleColor foreground, ConsoleColor background, string text) =>
        PSStyle.MapForegroundColorToEscapeSequence(foreground) + PSStyle.MapBackgroundColorToEscapeSequence(background)
        + text + PSStyle.Instance.Reset;

    private static void RefuseIfUnattended(string question)
    {
        if (Console.IsInputRedirected)
            throw new PSInvalidOperationException($"Nobody can answer, since standard input is not a terminal: {question}");
    }

    private void WriteMessage(string style, string text) => Emit(messages, messages.Styled(style, text), newLine: true);

    private void Emit(ConsoleStream stream, string text, bool newLine)
    {
        lock (gate)
        {
            progress.Clear();
            if (newLine)
                stream.WriteLine(text);
            else
                stream.Write(text);
        }
    }
}
