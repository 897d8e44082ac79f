namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// A few rows of the image while they are drawn: how much arteries, veins and lesions take from or add to the light of each pixel.
/// </summary>
internal sealed class AbsorptionBand(int width, int rows)
{
    public int Width { get; } = width;

    public int Rows { get; } = rows;

    /// <summary>The band's first row in the image.</summary>
    public int Top { get; private set; }

    /// <summary>Depth of arterial blood, 0 to 1.</summary>
    public float[] Artery { get; } = new float[width * rows];

    /// <summary>Depth of venous and spilt blood, 0 to 1.</summary>
    public float[] Vein { get; } = new float[width * rows];

    /// <summary>The part of the arteries' depth that their reflex hides, 0 to 1.</summary>
    public float[] ArteryReflex { get; } = new float[width * rows];

    /// <summary>The part of the veins' depth that their reflex hides, 0 to 1.</summary>
    public float[] VeinReflex { get; } = new float[width * rows];

    /// <summary>Cover by pale deposits, 0 to 1.</summary>
    public float[] Deposit { get; } = new float[width * rows];

    /// <summary>255 within half a width of a centre line.</summary>
    public byte[] Map { get; } = new byte[width * rows];

    public void Begin(int top)
    {
        Top = top;
        Array.Clear(Artery);
        Array.Clear(Vein);
        Array.Clear(ArteryReflex);
        Array.Clear(VeinReflex);
        Array.Clear(Deposit);
        Array.Clear(Map);
    }
}
