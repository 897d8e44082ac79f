namespace RetinaPS.Imaging;

/// <summary>One plane of a colour image.</summary>
public enum ImageChannel
{
    /// <summary>V of HSV: the largest of blue, green and red.</summary>
    Value,

    /// <summary>The blue channel.</summary>
    Blue,

    /// <summary>The green channel, where vessels stand out most.</summary>
    Green,

    /// <summary>The red channel.</summary>
    Red,

    /// <summary>Grey: 0.114 blue + 0.587 green + 0.299 red.</summary>
    Gray,
}
