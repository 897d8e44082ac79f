using RetinaPS.Batch.Manifest;
using RetinaPS.Files;
using RetinaPS.Imaging;
using RetinaPS.Imaging.Files;
using RetinaPS.Tests.Batch.Manifest;
using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.Help;

/// <summary>A folder with everything that examples may name: small photographs, references, an eye mask, manual vessel maps, a manifest.</summary>
internal static class ExampleFolder
{
    private static readonly string[] Photograph =
    [
        "eye.jpeg", "left.jpeg", "right.jpeg", "ref.jpeg", "good/one.jpeg", "good/two.jpeg", "train/a/one.jpeg", "train/b/two.jpeg",
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Files = new(Create);

    /// <summary>Writes the files into an empty folder.</summary>
    public static void Fill(TemporaryFolder folder)
    {
        foreach (var (name, bytes) in Files.Value)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllBytes(folder[name], bytes);
        }

        // The read-me shows how a module that was built is imported.
        Directory.CreateDirectory(folder["out"]);
        Directory.CreateSymbolicLink(folder["out", "RetinaPS"], AssembledModule.Folder);
    }

    private static Dictionary<string, byte[]> Create()
    {
        var files = new Dictionary<string, byte[]>();
        foreach (var (index, name) in Photograph.Index())
        {
            using var image = Photographs.Image(seed: (ulong)index + 1);
            files[name] = Photographs.Encode(image, ImageFileFormat.Jpeg);
            if (!name.Contains('/', StringComparison.Ordinal))
                files[$"manual/{Path.GetFileNameWithoutExtension(name)}.png"] = VesselsOf(seed: (ulong)index + 1);
        }

        files["second/eye.png"] = files["manual/eye.png"];

        files["ref.json"] = ColorReferenceFile.Serialize(Photographs.Reference());
        using var drawn = Photographs.Create(seed: 1).EyeMask.ToImage();
        files["drawn/eye.png"] = Photographs.Encode(drawn, ImageFileFormat.Png);
        files["run.jsonl"] = Manifest();
        return files;
    }

    private static byte[] VesselsOf(ulong seed)
    {
        using var vessels = Photographs.Gray(Photographs.Create(seed).VesselMap, Photographs.Width, Photographs.Height);
        return Photographs.Encode(vessels, ImageFileFormat.Png);
    }

    private static byte[] Manifest()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new ManifestWriter(folder["run.jsonl"]))
        {
            writer.Append(ManifestRecords.Run("Invoke-RetinaPreprocess *.jpeg -Reference ref.jpeg -Destination out -Manifest run.jsonl"));
            writer.Append(ManifestRecords.Done());
            writer.Append(ManifestRecords.Failed());
            writer.Append(ManifestRecords.End);
        }

        return File.ReadAllBytes(folder["run.jsonl"]);
    }
}
