namespace RetinaPS.Imaging.Synthetic;

/// <summary>Where the camera's disc lies in the frame, free of the frame's size.</summary>
/// <param name="Kind">The layout's name, as in the photograph's variations.</param>
/// <param name="FillsFrame">No disc: retina up to the frame's edges.</param>
/// <param name="RadiusFraction">Radius over half of the shorter side.</param>
/// <param name="OffsetX">The centre's distance right of the frame's, over the radius.</param>
/// <param name="OffsetY">The centre's distance below the frame's, over the radius.</param>
/// <param name="Left">Depth of the cut at the left, over the radius.</param>
/// <param name="Top">Depth of the cut at the top.</param>
/// <param name="Right">Depth of the cut at the right.</param>
/// <param name="Bottom">Depth of the cut at the bottom.</param>
internal sealed record DiscLayout(
    string Kind, bool FillsFrame, double RadiusFraction, double OffsetX, double OffsetY, double Left, double Top, double Right, double Bottom)
{
    /// <summary>
    /// A layout by its frequency: whole disc, cut by the frame, flat sides, partly off the frame, dark corners only, filled frame.
    /// </summary>
    public static DiscLayout Draw(Prng random, int width, int height)
    {
        double half = Math.Max(Math.Min(width, height) / 2.0, 0.5);
        double longer = Math.Max(width, height) / 2.0 / half;
        double diagonal = Math.Sqrt(1 + (longer * longer));
        double whole = random.Between(0.85, 0.985);
        double slack = (1 / whole) - 1;
        double x = random.Between(-1, 1), y = random.Between(-1, 1);
        var centred = new DiscLayout("whole", false, whole, x * (0.3 * slack + (0.15 * (longer - 1))), y * 0.7 * slack, 0, 0, 0, 0);
        switch (random.Choose([0.44, 0.2, 0.2, 0.06, 0.06, 0.04]))
        {
            case 0:
                return centred;
            case 1:
                double radius = random.Between(1.03, Math.Clamp((0.99 * longer) - 0.03, 1.12, 1.42));
                return centred with { Kind = "frame-cut", RadiusFraction = radius, OffsetX = 0.03 * x, OffsetY = 0.05 * y };
            case 2:
                return FlatSides(random, centred);
            case 3:
                double shift = random.Between(0.12, 0.35) * random.Sign();
                DiscLayout off = centred with { Kind = "off-frame", RadiusFraction = whole * 1.05 };
                return random.Chance(0.5)
                    ? off with { OffsetX = shift + (Math.Sign(shift) * (longer - 1) / whole), OffsetY = 0.05 * y }
                    : off with { OffsetX = 0.1 * x, OffsetY = shift };
            case 4:
                return centred with
                {
                    Kind = "dark-corners",
                    RadiusFraction = random.Between(longer + (0.2 * (diagonal - longer)), longer + (0.75 * (diagonal - longer))),
                    OffsetX = 0.02 * x,
                    OffsetY = 0.02 * y,
                };
            default:
                return Filling(width, height);
        }
    }

    /// <summary>Retina up to the frame's edges, at a scale as if the disc's rim were just out of sight.</summary>
    public static DiscLayout Filling(int width, int height)
    {
        double half = Math.Max(Math.Min(width, height) / 2.0, 0.5);
        double diagonal = Math.Sqrt(((double)width * width) + ((double)height * height)) / 2;
        return new DiscLayout("filled", true, 1.08 * diagonal / half, 0, 0, 0, 0, 0, 0);
    }

    public DiscLayout Override(SyntheticFundusOptions options) => this with
    {
        Kind = Kind == "filled" ? "whole" : Kind,
        FillsFrame = false,
        RadiusFraction = options.RadiusFraction ?? (FillsFrame ? 0.95 : RadiusFraction),
        OffsetX = options.OffsetX ?? OffsetX,
        OffsetY = options.OffsetY ?? OffsetY,
        Left = options.CutLeft ?? Left,
        Top = options.CutTop ?? Top,
        Right = options.CutRight ?? Right,
        Bottom = options.CutBottom ?? Bottom,
    };

    public EyeCircle Circle(int width, int height)
    {
        double radius = RadiusFraction * Math.Max(Math.Min(width, height) / 2.0, 0.5);
        return new EyeCircle(((width - 1) / 2.0) + (OffsetX * radius), ((height - 1) / 2.0) + (OffsetY * radius), radius);
    }

    /// <summary>The pixels that the cuts leave; a side without a cut lies beyond the disc and the frame.</summary>
    public PixelRectangle Within(int width, int height, EyeCircle circle)
    {
        int beyond = 2 * (Math.Max(width, height) + (int)circle.Radius);
        int left = Left > 0 ? (int)Math.Ceiling(circle.CenterX - ((1 - Left) * circle.Radius)) : -beyond;
        int top = Top > 0 ? (int)Math.Ceiling(circle.CenterY - ((1 - Top) * circle.Radius)) : -beyond;
        int right = Right > 0 ? (int)Math.Floor(circle.CenterX + ((1 - Right) * circle.Radius)) : beyond;
        int bottom = Bottom > 0 ? (int)Math.Floor(circle.CenterY + ((1 - Bottom) * circle.Radius)) : beyond;
        return new PixelRectangle(left, top, right - left + 1, bottom - top + 1);
    }

    private static DiscLayout FlatSides(Prng random, DiscLayout whole)
    {
        DiscLayout cut = whole with { Kind = "flat-sides" };
        double depth = random.Between(0.03, 0.2), other = random.Between(0.03, 0.2), third = random.Between(0.03, 0.1);
        return random.Choose([0.4, 0.15, 0.1, 0.1, 0.1, 0.1, 0.05]) switch
        {
            0 => cut with { Top = depth, Bottom = depth },
            1 => cut with { Top = depth, Bottom = other },
            2 => cut with { Top = depth },
            3 => cut with { Bottom = depth },
            4 => cut with { Left = third, Right = third },
            5 => cut with { Left = third, Top = other, Bottom = depth },
            _ => cut with { Left = third, Right = third, Top = depth, Bottom = depth },
        };
    }
}
