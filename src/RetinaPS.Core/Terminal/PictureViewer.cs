using System.ComponentModel;
using System.Diagnostics;
using RetinaPS.Files;

namespace RetinaPS.Terminal;

/// <summary>Opens a picture in the system's viewer, from a temporary file that stays for the viewer to read.</summary>
internal static class PictureViewer
{
    /// <returns>The file.</returns>
    /// <exception cref="RetinaException">ViewerFailed or WriteFailed.</exception>
    public static string Open(ReadOnlySpan<byte> png, string name)
    {
        string safe = string.Concat(name.Split(Path.GetInvalidFileNameChars()));
        string file = Path.Combine(Directory.CreateTempSubdirectory("retinaps-view-").FullName, (safe.Length > 0 ? safe : "image") + ".png");
        AtomicFile.Write(file, png, overwrite: false, file);
        try
        {
            using var viewer = Process.Start(StartInfo(file));
            return file;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            throw RetinaErrors.ViewerFailed(file, e);
        }
    }

    private static ProcessStartInfo StartInfo(string file) =>
        OperatingSystem.IsWindows() ? new ProcessStartInfo(file) { UseShellExecute = true }
        : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [file]);
}
