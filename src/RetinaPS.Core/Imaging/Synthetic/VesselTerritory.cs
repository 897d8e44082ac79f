namespace RetinaPS.Imaging.Synthetic;

/// <summary>
/// Which vessel runs where, in cells of half a degree, arteries and veins apart: vessels of one kind do not cross each other, arteries and
/// veins do.
/// </summary>
internal sealed class VesselTerritory
{
    private const double CellsPerDegree = 2.2;

    private readonly int side;
    private readonly int[] arteries, veins;
    private int vessels;

    /// <param name="reach">The largest coordinate, in degrees.</param>
    public VesselTerritory(double reach)
    {
        side = (2 * (int)((reach + 1) * CellsPerDegree)) + 2;
        (arteries, veins) = (new int[side * side], new int[side * side]);
    }

    /// <summary>A number for another vessel.</summary>
    public int NewVessel() => ++vessels;

    /// <summary>Takes a place whoever had it.</summary>
    public void Claim(double x, double y, bool vein, int vessel) => Cell(x, y, vein) = vessel;

    /// <summary>Takes a place unless a vessel of the same kind other than itself and its mother has it.</summary>
    /// <returns>Whether the place was taken.</returns>
    public bool Enter(double x, double y, bool vein, int vessel, int mother)
    {
        ref int owner = ref Cell(x, y, vein);
        if (owner != 0 && owner != vessel && owner != mother)
            return false;
        owner = vessel;
        return true;
    }

    private ref int Cell(double x, double y, bool vein)
    {
        int column = Math.Clamp((int)Math.Floor(x * CellsPerDegree) + (side / 2), 0, side - 1);
        int row = Math.Clamp((int)Math.Floor(y * CellsPerDegree) + (side / 2), 0, side - 1);
        return ref (vein ? veins : arteries)[(row * side) + column];
    }
}
