using OpenCvSharp;
using RetinaPS.Engines.Vessels;

namespace RetinaPS.Engines.Cpu;

/// <summary>Tells vessels from specks by their connected components.</summary>
internal static class VesselComponents
{
    /// <summary>Scales the components that the rule does not keep to below its low value, in place.</summary>
    public static unsafe void Lower(Mat response, ComponentRule rule)
    {
        using var candidates = new Mat();
        using var labels = new Mat();
        using var statistics = new Mat();
        using var centroids = new Mat();
        Cv2.Compare(response, rule.Low, candidates, CmpTypes.GE);
        int count = Cv2.ConnectedComponentsWithStats(candidates, labels, statistics, centroids, PixelConnectivity.Connectivity8, MatType.CV_32S);
        int width = response.Width, height = response.Height;
        var peaks = new float[count];
        for (int y = 0; y < height; y++)
        {
            float* values = (float*)response.Ptr(y);
            int* label = (int*)labels.Ptr(y);
            for (int x = 0; x < width; x++)
                peaks[label[x]] = Math.Max(peaks[label[x]], values[x]);
        }

        // Label 0 is what no component holds.
        var factors = new float[count];
        factors[0] = 1;
        for (int i = 1; i < count; i++)
            factors[i] = peaks[i] >= rule.High && statistics.At<int>(i, (int)ConnectedComponentsTypes.Area) >= rule.LeastPixels ? 1 : rule.Low / 2;
        for (int y = 0; y < height; y++)
        {
            float* values = (float*)response.Ptr(y);
            int* label = (int*)labels.Ptr(y);
            for (int x = 0; x < width; x++)
                values[x] *= factors[label[x]];
        }
    }
}
