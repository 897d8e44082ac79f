using OpenCvSharp;
using RetinaPS.Engines.Vessels;
using RetinaPS.Imaging;

namespace RetinaPS.Engines.Cpu;

/// <summary>Tells vessels from specks by their connected components.</summary>
internal static class VesselComponents
{
    /// <summary>Lowers the components that are too small to half of the threshold, in place.</summary>
    public static unsafe void Lower(Mat response, RowExtents inside, ComponentRule rule)
    {
        using var candidates = new Mat();
        using var labels = new Mat();
        using var statistics = new Mat();
        using var centroids = new Mat();
        Cv2.Compare(response, rule.Threshold, candidates, CmpTypes.GT);
        PreprocessChain.ClearOutside(candidates, inside, 0);
        int count = Cv2.ConnectedComponentsWithStats(candidates, labels, statistics, centroids, PixelConnectivity.Connectivity8, MatType.CV_32S);
        // Label 0 is what no component holds.
        var small = new bool[count];
        for (int i = 1; i < count; i++)
            small[i] = statistics.At<int>(i, (int)ConnectedComponentsTypes.Area) < rule.LeastPixels;
        int width = response.Width, height = response.Height;
        for (int y = 0; y < height; y++)
        {
            float* values = (float*)response.Ptr(y);
            int* label = (int*)labels.Ptr(y);
            for (int x = 0; x < width; x++)
                values[x] = small[label[x]] ? rule.Threshold / 2 : values[x];
        }
    }
}
