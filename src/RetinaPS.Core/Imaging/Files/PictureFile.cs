using OpenCvSharp;
using RetinaPS.Engines.OpenCv;
using RetinaPS.Files;

namespace RetinaPS.Imaging.Files;

/// <summary>Reads drawn pictures, such as manual vessel maps and field-of-view masks, in any format that OpenCV decodes.</summary>
internal static class PictureFile
{
    /// <summary>The picture in grey.</summary>
    /// <exception cref="RetinaException">FileNotFound or DecodeFailed.</exception>
    public static byte[] ReadGray(string path, out int width, out int height)
    {
        OpenCvLibrary.EnsureLoaded();
        byte[] bytes = FileReader.ReadBytes(path);
        try
        {
            using var picture = Cv2.ImDecode(bytes, ImreadModes.Grayscale);
            if (picture.Empty())
                throw RetinaErrors.DecodeFailed(path, "OpenCV knows no such image format, or the file is damaged.");
            (width, height) = (picture.Width, picture.Height);
            picture.GetArray(out byte[] levels);
            return levels;
        }
        catch (OpenCVException e)
        {
            throw RetinaErrors.DecodeFailed(path, e.ErrMsg, e);
        }
    }
}
