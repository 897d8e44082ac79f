using System.Management.Automation;

namespace RetinaPS.Tests.Support;

/// <summary>What a script wrote.</summary>
internal sealed record ShellOutput(
    PSObject[] Output, ErrorRecord[] Errors, string[] Warnings, ProgressRecord[] Progress, Exception? Thrown)
{
    /// <summary>The output's objects, all of one type.</summary>
    public T[] As<T>() => [.. Output.Select(o => (T)o.BaseObject)];

    /// <summary>The only output.</summary>
    public T Single<T>() => Xunit.Assert.Single(As<T>());

    /// <summary>The errors' ids, without the command's name.</summary>
    public string[] ErrorIds => [.. Errors.Concat(Thrown is RuntimeException e ? [e.ErrorRecord] : [])
        .Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>This output, after seeing that nothing went wrong.</summary>
    public ShellOutput Succeeded()
    {
        Xunit.Assert.Null(Thrown);
        Xunit.Assert.Empty(Errors);
        return this;
    }
}
