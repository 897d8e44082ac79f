using OpenCvSharp;

namespace RetinaPS.Terminal;

/// <summary>Writes a picture, 8-bit blue, green, red, as a terminal's characters and control sequences.</summary>
internal static class TerminalPicture
{
    /// <summary>The lines to write, each to be followed by a line's end.</summary>
    public static IEnumerable<string> Encode(Mat picture, TerminalProtocol protocol, TerminalSpace space) => protocol switch
    {
        TerminalProtocol.Kitty => [KittyEncoder.Encode(picture, Math.Clamp((int)Math.Round((double)picture.Width / space.CellWidth), 1, space.Columns))],
        TerminalProtocol.Sixel => [SixelEncoder.Encode(picture)],
        TerminalProtocol.HalfBlock => HalfBlockEncoder.Encode(picture, XtermColors.Direct),
        TerminalProtocol.HalfBlock256 => HalfBlockEncoder.Encode(picture, XtermColors.Indexed),
        TerminalProtocol.Ascii => AsciiEncoder.Encode(picture),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, null),
    };
}
