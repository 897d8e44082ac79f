namespace RetinaPS.BuildTool;

/// <summary>Messages in the form in which MSBuild recognises errors and warnings in a tool's output.</summary>
internal static class Diagnostics
{
    /// <summary>Reports what makes the build fail.</summary>
    public static void Error(string origin, string code, string message) =>
        Console.Error.WriteLine($"{origin} : error {code}: {message}");

    /// <summary>Reports what the build survives but a person should look at.</summary>
    public static void Warning(string origin, string code, string message) =>
        Console.Error.WriteLine($"{origin} : warning {code}: {message}");
}
