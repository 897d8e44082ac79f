using System.Collections.Concurrent;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>A photograph or a generated image that the oracle was given.</summary>
/// <param name="Name">The photograph's path below ../shared/fundus, or the generated image's name.</param>
/// <param name="Reference">The name of the input whose colours were given to it.</param>
/// <param name="Digest">SHA-256 of the pixels that the oracle saw.</param>
/// <param name="IsPhotograph">Whether it is a file.</param>
internal sealed record OracleInput(string Name, string Reference, string Digest, bool IsPhotograph)
{
    private static readonly ConcurrentDictionary<string, WeakReference<RawImage>> Loaded = [];

    public string File => IsPhotograph
        ? SharedData.PathOf(["fundus", .. Name.Split('/')])
        : throw new InvalidOperationException($"The input '{Name}' is no file.");

    /// <summary>The pixels, after seeing that they are those that the oracle saw. Skips the test where the photograph is missing.</summary>
    public RawImage Load()
    {
        Assert.SkipUnless(!IsPhotograph || SharedData.Exists, SharedData.Reason);
        if (Loaded.TryGetValue(Name, out var known) && known.TryGetTarget(out var image))
            return image;
        image = IsPhotograph ? Decode() : GeneratedInputs.Create(Name);
        Assert.True(
            RawImage.Digest(image.Bgr) == Digest,
            $"The pixels of '{Name}' are not those that the goldens were made from. " + (IsPhotograph
                ? "This OpenCV decodes the photograph otherwise than the oracle's, or the file has changed."
                : "If it is meant to have changed, run tests/goldens/make_goldens.py; nothing can be said about the engine until then."));
        Loaded[Name] = new WeakReference<RawImage>(image);
        return image;
    }

    private RawImage Decode()
    {
        using var image = RetinaImage.Load(File, RetinaDevices.Cpu, color: true);
        return new RawImage(image.Width, image.Height, image.CopyPixels());
    }
}
