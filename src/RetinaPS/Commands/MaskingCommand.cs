using System.Management.Automation;
using RetinaPS.Imaging;

namespace RetinaPS.Commands;

/// <summary>A cmdlet that needs each photograph's eye mask and looks for it where the image does not carry one.</summary>
public abstract class MaskingCommand : ImageCommand
{
    /// <summary>How the eye is found in photographs that carry no mask yet.</summary>
    /// <value>Default: Auto</value>
    [Parameter]
    [ValidateSet("Auto", "Canny", "FullFrame")]
    public EyeMaskMethod MaskMethod { get; set; } = EyeMaskMethod.Auto;

    private protected EyeMaskOptions EyeOptions => new(MaskMethod, WorkingSize: MaskMethod == EyeMaskMethod.Canny ? 0 : EyeMaskOptions.DefaultWorkingSize);

    /// <summary>The image's own mask, or the one found now, with a warning where it is doubtful.</summary>
    private protected EyeMask RequireMask(RetinaImage image) => image.Mask ?? FindMask(this, image, EyeOptions);

    internal static EyeMask FindMask(Cmdlet cmdlet, RetinaImage image, EyeMaskOptions options)
    {
        if (image.Format == PixelFormat.Gray32Float)
            throw RetinaErrors.UnsupportedPixels(image.Name, image.Format, "The search for the eye", "Look for it in the 8-bit image, before it is filtered.");
        var mask = image.Device.Engine.FindEye(image.Buffer, options)?.For(image.Path, image.Name)
            ?? throw RetinaErrors.EyeNotFound(image.Path ?? image.Name, options.Method.ToString());
        WarnIfDoubtful(cmdlet, mask, image.Path ?? image.Name);
        return mask;
    }

    internal static void WarnIfDoubtful(Cmdlet cmdlet, EyeMask mask, string name)
    {
        if (mask.Status == EyeMaskStatus.LowConfidence)
        {
            cmdlet.WriteWarning(FormattableString.Invariant(
                $"The eye mask of '{name}' is doubtful (confidence {mask.Confidence:F2}): {mask.Reason} Look at it before using it."));
        }
    }
}
