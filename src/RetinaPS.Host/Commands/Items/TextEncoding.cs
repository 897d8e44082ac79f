using System.Management.Automation;
using System.Text;

namespace RetinaPS.Host.Commands.Items;

/// <summary>The names that scripts give to -Encoding.</summary>
internal static class TextEncoding
{
    public static Encoding Default { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="PSArgumentException">No encoding has that name.</exception>
    public static Encoding Find(string? name)
    {
        try
        {
            return name?.ToLowerInvariant() switch
            {
                null or "" or "utf8" or "utf8nobom" or "default" => Default,
                "utf8bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
                "unicode" => Encoding.Unicode,
                "bigendianunicode" => Encoding.BigEndianUnicode,
                "utf32" => Encoding.UTF32,
                "ascii" or "oem" or "ansi" => Encoding.Latin1,
                var other => Encoding.GetEncoding(other),
            };
        }
        catch (ArgumentException e)
        {
            throw new PSArgumentException(e.Message, nameof(Encoding));
        }
    }
}
