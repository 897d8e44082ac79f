namespace RetinaPS.Terminal;

/// <summary>A way of showing a picture in a terminal, the finest first.</summary>
public enum TerminalProtocol
{
    /// <summary>kitty's graphics protocol: all pixels, all colours. Also Ghostty's and others'.</summary>
    Kitty,

    /// <summary>Sixel graphics: all pixels, at most 256 colours, dithered. Windows Terminal, WezTerm, foot, xterm, mlterm and others.</summary>
    Sixel,

    /// <summary>Half blocks: two pixels a character, 24-bit colour.</summary>
    HalfBlock,

    /// <summary>Half blocks in the 256 colours of xterm.</summary>
    HalfBlock256,

    /// <summary>Characters from dark to light, one pixel each, without colour.</summary>
    Ascii,
}
