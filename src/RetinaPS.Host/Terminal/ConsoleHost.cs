using System.Globalization;
using System.Management.Automation.Host;

namespace RetinaPS.Host.Terminal;

/// <summary>The host as scripts see it in <c>$Host</c>: a console, with no nested prompts.</summary>
internal sealed class ConsoleHost : PSHost
{
    private readonly ConsoleUserInterface userInterface = new();

    public override string Name => "RetinaPS.Host";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => userInterface;

    /// <summary>The code that a script gave to <c>exit</c>, once it has.</summary>
    public int? RequestedExit { get; private set; }

    public void ClearProgress() => userInterface.ClearProgress();

    public override void SetShouldExit(int exitCode) => RequestedExit = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
