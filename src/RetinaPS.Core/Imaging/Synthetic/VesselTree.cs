namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// The vessels of one eye. From the optic disc an artery and a vein run to each quadrant; the temporal ones arch around the macula.
/// Branches leave them at bifurcations by Murray's law, and do not cross others of their kind. Nothing enters the foveal avascular zone.
/// Lengths are in degrees on the retina.
/// </summary>
internal sealed class VesselTree
{
    private const int Stream = 6;
    private const double Step = 0.16;
    private const double Thinnest = 0.021;

    // What is left of the radius after each step of a vessel that dives out of sight.
    private const double Fading = 0.87;

    private readonly EyeAnatomy anatomy;
    private readonly Prng random;
    private readonly double reach;
    private readonly double tortuosity;
    private readonly List<VesselSegment> segments = [];
    private readonly Queue<Shoot> shoots = new();
    private readonly VesselTerritory territory;

    private VesselTree(SyntheticFundusOptions options, EyeAnatomy anatomy)
    {
        this.anatomy = anatomy;
        random = new Prng(options.Seed, Stream);
        reach = anatomy.Reach * 1.05;
        territory = new VesselTerritory(reach);
        tortuosity = random.Chance(0.8) ? random.Between(0.6, 1.2) : random.Between(1.2, 2.4);
        double scale = random.Between(0.8, 1.2);
        scale = options.VesselScale ?? scale;
        double arcade = random.Between(0.88, 1.18);
        foreach (int vertical in (ReadOnlySpan<int>)[-1, 1])
        {
            foreach (bool vein in (ReadOnlySpan<bool>)[true, false])
            {
                double radius = scale * (vein ? random.Between(0.2, 0.29) : random.Between(0.15, 0.21));
                Trunk(Arcade.Temporal, vertical, arcade, radius, vein);
                Trunk(Arcade.Nasal, vertical, random.Between(0.75, 1.15), radius * random.Between(0.6, 0.9), vein);
            }
        }

        SmallVessels(scale);
        while (shoots.TryDequeue(out Shoot shoot))
            Branch(shoot);
    }

    /// <summary>The vessels as straight pieces in pixels of the photograph.</summary>
    public static VesselSegment[] Grow(SyntheticFundusOptions options, EyeAnatomy anatomy)
    {
        double scale = anatomy.PixelsPerDegree;
        List<VesselSegment> grown = new VesselTree(options, anatomy).segments;
        var pixels = new VesselSegment[grown.Count];
        for (int i = 0; i < pixels.Length; i++)
        {
            VesselSegment s = grown[i];
            (double x0, double y0) = anatomy.ToPixels(s.X0, s.Y0);
            (double x1, double y1) = anatomy.ToPixels(s.X1, s.Y1);
            pixels[i] = new VesselSegment(x0, y0, x1, y1, s.HalfWidth0 * scale, s.HalfWidth1 * scale, s.IsVein);
        }

        return pixels;
    }

    /// <summary>One main vessel along an arcade, with its branches.</summary>
    private void Trunk(Arcade arcade, int vertical, double spread, double radius, bool vein)
    {
        (double X, double Y)[] path = arcade.Course(random, vertical, spread, vein, tortuosity, anatomy.FoveaY);
        int self = territory.NewVessel();
        double untilBranch = random.Between(1, 2.5);
        int side = random.Sign();
        double wave = random.Between(0, 6.28), length = 0;
        (double X, double Y) last = path[0];
        foreach ((double x, double y) in Spline.CatmullRom(path, 0.22))
        {
            double dx = x - last.X, dy = y - last.Y;
            double step = Math.Sqrt((dx * dx) + (dy * dy));
            if (step < 1e-9)
                continue;
            length += step;
            wave += step * random.Between(0.8, 1.8);
            double sway = 0.09 * tortuosity * Math.Min(1, length / 3) * PortableMath.SinCos(wave).Sin;
            (double X, double Y) next = (x - (sway * dy / step), y + (sway * dx / step));
            if (Outside(next.X, next.Y) || radius < Thinnest)
                return;
            segments.Add(new VesselSegment(last.X, last.Y, next.X, next.Y, radius * Rise(length - step), radius * Rise(length), vein));
            territory.Claim(next.X, next.Y, vein, self);
            last = next;
            radius *= 1 - (0.004 * step);
            untilBranch -= step;
            if (untilBranch > 0)
                continue;
            side = random.Chance(0.75) ? -side : side;
            double daughter = radius * random.Between(0.3, 0.68);
            Bifurcation fork = Bifurcation.Of(radius, daughter);
            (double ux, double uy) = Turn(dx / step, dy / step, side * fork.Sin, fork.Cos);
            shoots.Enqueue(new Shoot(last.X, last.Y, ux, uy, daughter, vein, 0, self));
            radius = fork.Other;
            untilBranch = random.Between(0.8, 3.4);
        }
    }

    /// <summary>Vessels of their own that leave the disc's edge for the macula and the nasal side.</summary>
    private void SmallVessels(double scale)
    {
        int count = 5 + random.NextInt(6);
        for (int i = 0; i < count; i++)
        {
            bool temporal = random.Chance(0.6);
            double angle = random.Between(-0.75, 0.75) + (temporal ? 0 : Math.PI);
            (double sin, double cos) = PortableMath.SinCos(angle);
            double from = random.Between(0.2, 0.8) * anatomy.DiscRadius;
            double radius = scale * random.Between(0.04, temporal ? 0.09 : 0.12);
            shoots.Enqueue(new Shoot(from * cos, from * sin, cos, sin, radius, random.Chance(0.5), 1, -1) { Rises = true });
        }
    }

    /// <summary>
    /// A branch that wanders towards where its region is supplied, bifurcates on its way, and thins out where another of its kind already
    /// runs. Wide vessels are grown before their branches, so they have the way.
    /// </summary>
    private void Branch(Shoot shoot)
    {
        (double x, double y, double ux, double uy, double radius, bool vein, int depth, int mother) = shoot;
        int self = territory.NewVessel();
        double length = random.Between(2.5, 6) + (radius * random.Between(45, 110));
        double untilBranch = NextBranch(radius);
        double bend = 0, gone = 0;
        double steer = random.Between(0.03, 0.12);
        double curl = tortuosity * (0.09 + (0.0035 / Math.Max(radius, 0.03)));
        bool fades = false;
        while (radius >= Thinnest && !Outside(x, y))
        {
            bend = (0.86 * bend) + (curl * random.NextNormal());
            (double goalX, double goalY) = Goal(x, y);
            double turn = ((bend * 0.5) + (steer * ((ux * goalY) - (uy * goalX)) * 2)) * Step * 2;
            (ux, uy) = Turn(ux, uy, turn, 1);
            (double nextX, double nextY) = (x + (Step * ux), y + (Step * uy));
            fades |= gone > length || NearFovea(x, y, radius) || !territory.Enter(nextX, nextY, vein, self, gone < 0.8 ? mother : self);
            double nextRadius = radius * (fades ? Fading : 1 - (0.012 * Step));
            double grown = shoot.Rises ? Rise(gone) : 1;
            segments.Add(new VesselSegment(x, y, nextX, nextY, radius * grown, nextRadius * grown, vein));
            (x, y, radius) = (nextX, nextY, nextRadius);
            gone += Step;
            untilBranch -= Step;
            if (untilBranch > 0 || depth > 7 || fades)
                continue;
            double daughter = radius * random.Between(0.4, 0.82);
            Bifurcation fork = Bifurcation.Of(radius, daughter);
            int side = random.Sign();
            (double daughterX, double daughterY) = Turn(ux, uy, side * fork.Sin, fork.Cos);
            if (daughter >= Thinnest)
                shoots.Enqueue(new Shoot(x, y, daughterX, daughterY, daughter, vein, depth + 1, self));
            (ux, uy) = Turn(ux, uy, -side * fork.OtherSin, fork.OtherCos);
            radius = fork.Other;
            untilBranch = NextBranch(radius);
        }
    }

    /// <summary>Vessels come up out of the optic cup, so they are narrow at first.</summary>
    private static double Rise(double gone) => Math.Min(1, 0.35 + (0.65 * gone / 0.9));

    private double NextBranch(double radius) => random.Between(0.5, 1.6) * (1.1 + (14 * radius));

    /// <summary>Between the arcades vessels make for the macula, elsewhere away from the disc. A unit vector.</summary>
    private (double X, double Y) Goal(double x, double y)
    {
        double gx = x, gy = y;
        if (x > 1.5 && Math.Abs(y - anatomy.FoveaY) < 8 && x < anatomy.FoveaX + 9)
            (gx, gy) = (anatomy.FoveaX + (0.25 * (x - anatomy.FoveaX)) - x, anatomy.FoveaY - y);
        double length = Math.Sqrt((gx * gx) + (gy * gy));
        return length < 1e-6 ? (0, 0) : (gx / length, gy / length);
    }

    private bool Outside(double x, double y) => (x * x) + (y * y) > reach * reach;

    private bool NearFovea(double x, double y, double radius)
    {
        double dx = x - anatomy.FoveaX, dy = y - anatomy.FoveaY;
        double free = 1.1 + (30 * Math.Max(radius - Thinnest, 0));
        return (dx * dx) + (dy * dy) < free * free;
    }

    private static (double X, double Y) Turn(double x, double y, double sin, double cos)
    {
        double length = Math.Sqrt((sin * sin) + (cos * cos)) * Math.Sqrt((x * x) + (y * y));
        return (((x * cos) - (y * sin)) / length, ((x * sin) + (y * cos)) / length);
    }

    /// <summary>A branch still to be grown: where and in which direction it leaves which vessel.</summary>
    private readonly record struct Shoot(double X, double Y, double DirectionX, double DirectionY, double Radius, bool IsVein, int Depth, int Mother)
    {
        /// <summary>It comes out of the optic cup, not out of another vessel.</summary>
        public bool Rises { get; init; }
    }
}
