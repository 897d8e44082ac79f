using System.Runtime.CompilerServices;

namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// Draws vessels into bands of rows. Across a vessel the blood's depth is a bell, flatter on wide vessels, that falls to one half at half
/// of the vessel's width, once blurred by the optics; wide vessels carry a pale reflex along the centre line.
/// </summary>
internal sealed class VesselRasterizer
{
    private const float Ln2 = 0.6931472f;

    private readonly VesselSegment[] segments;
    private readonly int[][] bands;
    private readonly double blur;
    private readonly double scale;
    private readonly float arteryReflex, veinReflex;

    /// <param name="segments">The vessels, in pixels.</param>
    /// <param name="height">Height of the image.</param>
    /// <param name="bandRows">Rows of a band.</param>
    /// <param name="pixelsPerDegree">The eye's scale: a vessel 0.2 degrees in half width is at full depth.</param>
    /// <param name="blur">Standard deviation of the optics' blur in pixels.</param>
    /// <param name="reflex">Strength of the reflex on wide arteries, 0 to 1; veins show a third of it.</param>
    public VesselRasterizer(VesselSegment[] segments, int height, int bandRows, double pixelsPerDegree, double blur, double reflex)
    {
        this.segments = segments;
        this.blur = 1.18 * blur;
        scale = pixelsPerDegree;
        (arteryReflex, veinReflex) = ((float)reflex, (float)(reflex / 3));
        var lists = new List<int>[((height - 1) / bandRows) + 1];
        for (int i = 0; i < lists.Length; i++)
            lists[i] = [];
        for (int i = 0; i < segments.Length; i++)
        {
            VesselSegment s = segments[i];
            double reach = Reach(Math.Max(s.HalfWidth0, s.HalfWidth1));
            int first = (int)Math.Floor((Math.Min(s.Y0, s.Y1) - reach) / bandRows);
            int last = (int)Math.Floor((Math.Max(s.Y0, s.Y1) + reach) / bandRows);
            for (int band = Math.Max(first, 0); band <= Math.Min(last, lists.Length - 1); band++)
                lists[band].Add(i);
        }

        bands = Array.ConvertAll(lists, list => list.ToArray());
    }

    public void Draw(int band, AbsorptionBand into)
    {
        foreach (int i in bands[band])
            Draw(segments[i], into);
    }

    private double Reach(double halfWidth) => (3 * Math.Sqrt((halfWidth * halfWidth) + (blur * blur))) + 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Draw(VesselSegment s, AbsorptionBand into)
    {
        double dx = s.X1 - s.X0, dy = s.Y1 - s.Y0;
        double length = Math.Sqrt((dx * dx) + (dy * dy));
        if (length < 1e-6)
            return;
        (dx, dy) = (dx / length, dy / length);
        double widest = Math.Max(s.HalfWidth0, s.HalfWidth1), narrowing = (s.HalfWidth1 - s.HalfWidth0) / length;
        double reach = Reach(widest);
        float full = (float)Math.Min(1, Math.Sqrt((s.HalfWidth0 + s.HalfWidth1) / (0.4 * scale)));
        float wide = (float)PortableMath.SmoothStep(2, 7, widest);
        float flat = 0.8f * wide;
        float reflex = (s.IsVein ? veinReflex : arteryReflex) * wide;
        float[] blood = s.IsVein ? into.Vein : into.Artery;
        float[] shine = s.IsVein ? into.VeinReflex : into.ArteryReflex;

        int top = Math.Max((int)Math.Ceiling(Math.Min(s.Y0, s.Y1) - reach), into.Top);
        int bottom = Math.Min((int)Math.Floor(Math.Max(s.Y0, s.Y1) + reach), into.Top + into.Rows - 1);
        int left = Math.Max((int)Math.Ceiling(Math.Min(s.X0, s.X1) - reach), 0);
        int right = Math.Min((int)Math.Floor(Math.Max(s.X0, s.X1) + reach), into.Width - 1);
        for (int y = top; y <= bottom; y++)
        {
            int at = ((y - into.Top) * into.Width) + left;
            for (int x = left; x <= right; x++, at++)
            {
                // The distance from the piece with round ends: its least over a vessel's pieces is the distance from the whole centre line.
                double px = x - s.X0, py = y - s.Y0;
                double along = Math.Clamp((px * dx) + (py * dy), 0, length);
                (px, py) = (px - (along * dx), py - (along * dy));
                double squared = (px * px) + (py * py);
                if (squared > reach * reach)
                    continue;
                double half = s.HalfWidth0 + (along * narrowing);
                if (squared <= Math.Max(half * half, 0.25))
                    into.Map[at] = 255;
                double seen = (half * half) + (blur * blur);
                float u = (float)(squared / seen);
                float depth = full * (float)(half / Math.Sqrt(seen)) * BellTable.Exp(Ln2 * u * (1 - flat + (flat * u)));
                blood[at] = Math.Max(blood[at], depth);
                if (reflex > 0)
                    shine[at] = Math.Max(shine[at], reflex * BellTable.Exp(u * 11));
            }
        }
    }
}
