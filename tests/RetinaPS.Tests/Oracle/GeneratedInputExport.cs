using RetinaPS.Devices;
using RetinaPS.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>No test, but how tests/goldens/make_goldens.py gets the inputs that the tests make.</summary>
public sealed class GeneratedInputExport
{
    [Fact(Explicit = true)]
    public void The_generated_inputs_are_written_as_files()
    {
        string folder = Path.Combine(AssembledModule.RepositoryRoot, "out", "oracle-inputs");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var engine = RetinaDevices.Cpu.Engine;
        foreach (string name in GeneratedInputs.Names)
        {
            var image = GeneratedInputs.Create(name).UploadTo(engine);
            using var file = engine.Encode(image, ImageFileFormat.Png, 0);
            File.WriteAllBytes(Path.Combine(folder, name + ".png"), file.Bytes.Span);
            image.Dispose();
        }
    }
}
