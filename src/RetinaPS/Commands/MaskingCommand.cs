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

    private protected EyeMaskOptions EyeOptions => new(MaskMethod);

    /// <summary>The same pixels with their mask: the image's own, or the one found now, with a warning where it is doubtful.</summary>
    private protected RetinaImage WithEye(RetinaImage image) => image.WithMask(image.Mask ?? FindMask(this, image, EyeOptions));

    internal static EyeMask FindMask(Cmdlet cmdlet, RetinaImage image, EyeMaskOptions options)
    {
        var mask = image.FindMask(options);
        WarnIfDoubtful(cmdlet, mask, image.Path ?? image.Name);
        return mask;
    }

    internal static void WarnIfDoubtful(Cmdlet cmdlet, EyeMask mask, string name)
    {
        if (mask.IsDoubtful)
        {
            cmdlet.WriteWarning(FormattableString.Invariant(
                $"The eye mask of '{name}' is doubtful (confidence {mask.Confidence:F2}): {mask.Reason} Look at it before using it."));
        }
    }
}
