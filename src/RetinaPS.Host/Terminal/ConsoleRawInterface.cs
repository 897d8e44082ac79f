using System.Management.Automation.Host;

namespace RetinaPS.Host.Terminal;

/// <summary>The screen's size, which is what the formatter asks for. Screen contents cannot be read or moved.</summary>
internal sealed class ConsoleRawInterface : PSHostRawUserInterface
{
    /// <summary>Wide enough that a table of results keeps its columns when written to a file; pwsh uses the same.</summary>
    private const int RedirectedColumns = 120;
    private const int RedirectedRows = 50;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => WindowSize;
        set { }
    }

    public override Size WindowSize
    {
        get => ScreenSize();
        set { }
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "RetinaPS";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, 0, keyDown: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // The one use of it: Clear-Host fills the whole screen.
        if (!Console.IsOutputRedirected)
            Console.Clear();
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();

    private static Size ScreenSize()
    {
        if (Console.IsOutputRedirected)
            return new Size(RedirectedColumns, RedirectedRows);

        try
        {
            // A pseudo-terminal nobody sized reports nothing.
            return Console.WindowWidth > 0 ? new Size(Console.WindowWidth, Console.WindowHeight) : new Size(RedirectedColumns, RedirectedRows);
        }
        catch (IOException)
        {
            return new Size(RedirectedColumns, RedirectedRows);
        }
    }
}
