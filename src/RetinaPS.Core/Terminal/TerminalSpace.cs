namespace RetinaPS.Terminal;

/// <summary>The room that a picture has in a terminal.</summary>
/// <param name="Columns">Characters across.</param>
/// <param name="Rows">Lines.</param>
/// <param name="CellWidth">A character's width in pixels.</param>
/// <param name="CellHeight">A character's height in pixels.</param>
internal readonly record struct TerminalSpace(int Columns, int Rows, int CellWidth = TerminalSpace.UsualCellWidth, int CellHeight = TerminalSpace.UsualCellHeight)
{
    /// <summary>Small enough for a picture to fit where the terminal does not tell its characters' size.</summary>
    public const int UsualCellWidth = 8;
    public const int UsualCellHeight = 16;

    /// <summary>How many pixels of a picture a protocol has room for, the aspect ratio kept on the screen; nothing is enlarged.</summary>
    public (int Width, int Height) Fit(int width, int height, TerminalProtocol protocol)
    {
        // Pixels to a character; the last is the height of a pixel in its widths.
        var (across, down, aspect) = protocol switch
        {
            TerminalProtocol.Kitty or TerminalProtocol.Sixel => (CellWidth, CellHeight, 1.0),
            TerminalProtocol.HalfBlock or TerminalProtocol.HalfBlock256 => (1, 2, CellHeight / 2.0 / CellWidth),
            _ => (1, 1, (double)CellHeight / CellWidth),
        };
        double scale = Math.Min(1, Math.Min((double)Columns * across / width, Rows * down * aspect / height));
        return (Math.Clamp((int)Math.Round(width * scale), 1, width), Math.Clamp((int)Math.Round(height * scale / aspect), 1, height));
    }
}
