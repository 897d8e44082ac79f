namespace RetinaPS.Imaging.Files;

/// <summary>
/// A drawn picture that belongs to a photograph, such as its manual vessel map: an image, an eye mask, or a file's name, in which a star
/// stands for the photograph's name.
/// </summary>
public sealed class PictureSource
{
    private readonly RetinaImage? image;
    private readonly EyeMask? mask;
    private readonly string? file;

    /// <summary>A picture in a file.</summary>
    /// <param name="file">The file's name; a star stands for the photograph's name.</param>
    public PictureSource(string file) => this.file = file;

    /// <summary>A picture in a file.</summary>
    /// <param name="file">The file.</param>
    public PictureSource(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        this.file = file.FullName;
    }

    /// <summary>A picture in memory.</summary>
    /// <param name="image">The picture.</param>
    public PictureSource(RetinaImage image) => this.image = image;

    /// <summary>An eye mask.</summary>
    /// <param name="mask">The mask.</param>
    public PictureSource(EyeMask mask) => this.mask = mask;

    /// <summary>What the picture comes from.</summary>
    public override string ToString() => image?.Name ?? mask?.Name ?? file!;

    /// <summary>
    /// Which pixels are drawn: those above half of the picture's largest level, so that 0 and 1 do as well as 0 and 255, and traces of
    /// compression are no lines.
    /// </summary>
    /// <param name="photograph">The name of the photograph that the picture belongs to.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="resolve">Makes a full path of a file's name.</param>
    /// <param name="origin">The picture's file or name.</param>
    /// <exception cref="RetinaException">FileNotFound, DecodeFailed, UnsupportedFormat, or SizeMismatch for a picture of another size.</exception>
    internal bool[] Read(string photograph, int width, int height, Func<string, string> resolve, out string origin)
    {
        var levels = ReadLevels(photograph, resolve, out int pictureWidth, out int pictureHeight, out origin);
        if ((pictureWidth, pictureHeight) != (width, height))
            throw RetinaErrors.PictureSizeMismatch(origin, pictureWidth, pictureHeight, photograph, width, height);
        byte half = (byte)(levels.Max() / 2);
        return Array.ConvertAll(levels, level => level > half);
    }

    private byte[] ReadLevels(string photograph, Func<string, string> resolve, out int width, out int height, out string origin)
    {
        origin = ToString();
        if (mask is not null)
        {
            (width, height) = (mask.Width, mask.Height);
            return mask.ToPixels();
        }

        if (image is not null)
        {
            if (image.Format == PixelFormat.Gray32Float)
                throw RetinaErrors.UnsupportedPixels(image.Name, image.Format, "A drawn picture", "Use an 8-bit image.");
            (width, height) = (image.Width, image.Height);
            using var gray = image.Derive(image.Device.Engine.ToGray(image.Buffer), null);
            return gray.CopyPixels();
        }

        origin = resolve(file!.Replace("*", photograph, StringComparison.Ordinal));
        return PictureFile.ReadGray(origin, out width, out height);
    }
}
