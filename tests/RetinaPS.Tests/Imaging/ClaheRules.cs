namespace RetinaPS.Tests.Imaging;

/// <summary>CLAHE of one plane written down from the specification (section 12), for clearness, not for speed.</summary>
internal sealed class ClaheRules(byte[] plane, int width, int height, int tilesX, int tilesY, double clipLimit)
{
    private const int Levels = 256;
    private readonly bool divisible = width % tilesX == 0 && height % tilesY == 0;

    private int TileWidth => divisible ? width / tilesX : (width + tilesX - (width % tilesX)) / tilesX;

    private int TileHeight => divisible ? height / tilesY : (height + tilesY - (height % tilesY)) / tilesY;

    public byte[] Apply()
    {
        var tables = new byte[tilesY, tilesX][];
        for (int ty = 0; ty < tilesY; ty++)
        {
            for (int tx = 0; tx < tilesX; tx++)
                tables[ty, tx] = TableOf(Clip(CountTile(tx, ty)));
        }

        var result = new byte[plane.Length];
        for (int y = 0; y < height; y++)
        {
            var (top, bottom, down) = Neighbours(y, TileHeight, tilesY);
            for (int x = 0; x < width; x++)
            {
                var (left, right, across) = Neighbours(x, TileWidth, tilesX);
                int level = plane[(y * width) + x];
                float upper = Blend(tables[top, left][level], tables[top, right][level], across);
                float lower = Blend(tables[bottom, left][level], tables[bottom, right][level], across);
                result[(y * width) + x] = Saturate(Blend(upper, lower, down));
            }
        }

        return result;
    }

    private int[] CountTile(int tileX, int tileY)
    {
        var counts = new int[Levels];
        for (int y = tileY * TileHeight; y < (tileY + 1) * TileHeight; y++)
        {
            for (int x = tileX * TileWidth; x < (tileX + 1) * TileWidth; x++)
                counts[plane[(Reflection.Of(y, height) * width) + Reflection.Of(x, width)]]++;
        }

        return counts;
    }

    private int[] Clip(int[] counts)
    {
        if (clipLimit <= 0)
            return counts;
        int limit = Math.Max(1, (int)(clipLimit * TileWidth * TileHeight / Levels));
        int excess = counts.Sum(count => Math.Max(count - limit, 0));
        int rest = excess % Levels;
        int step = rest == 0 ? 0 : Math.Max(Levels / rest, 1);
        return [.. counts.Select((count, level) =>
            Math.Min(count, limit) + (excess / Levels) + (rest > 0 && level % step == 0 && level / step < rest ? 1 : 0))];
    }

    private byte[] TableOf(int[] counts)
    {
        float scale = 255f / (TileWidth * TileHeight);
        int sum = 0;
        return Array.ConvertAll(counts, count => Saturate((sum += count) * scale));
    }

    /// <summary>The tiles before and after a coordinate, and the weight of the latter.</summary>
    private static (int Before, int After, float Weight) Neighbours(int at, int size, int tiles)
    {
        float position = (at * (1f / size)) - 0.5f;
        int before = (int)MathF.Floor(position);
        return (Math.Max(before, 0), Math.Min(before + 1, tiles - 1), position - before);
    }

    private static float Blend(float before, float after, float weight) => (before * (1f - weight)) + (after * weight);

    private static byte Saturate(float value) => (byte)Math.Clamp(MathF.Round(value, MidpointRounding.ToEven), 0f, 255f);
}
