namespace RetinaPS.Imaging;

/// <summary>How CLAHE works: the clip limit relative to a flat histogram (0 clips nothing), the tile grid, and the channel.</summary>
internal sealed record ClaheOptions(double ClipLimit = 4, int TilesX = 16, int TilesY = 16, ImageChannel Channel = ImageChannel.Value);
