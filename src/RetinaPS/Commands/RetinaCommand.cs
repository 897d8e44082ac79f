using System.Management.Automation;
using RetinaPS.Engines;

namespace RetinaPS.Commands;

/// <summary>What all cmdlets of the module share: resolving paths, turning errors into records, and stopping.</summary>
public abstract class RetinaCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Raised when the pipeline is stopped.</summary>
    protected CancellationToken Cancellation => stopping.Token;

    /// <summary>Frees what the cmdlet holds, also where the pipeline ended early.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">True when called by the shell.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            stopping.Dispose();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stopping.Cancel();

    /// <summary>Does something for one input; what is wrong with it becomes one error record, and the pipeline goes on.</summary>
    /// <param name="action">What is done.</param>
    protected void Attempt(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            action();
        }
        catch (Exception e) when (DeviceErrors.Translate(e, null) is { } error)
        {
            Report(error);
        }
    }

    /// <summary>Writes an error record; ends the command where every further image would fail for the same reason.</summary>
    /// <param name="error">What went wrong.</param>
    protected void Report(RetinaException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error.ErrorId is RetinaErrorId.DeviceFailed or RetinaErrorId.NativeLibraryNotFound)
            ThrowTerminatingError(RetinaErrorRecord.From(error));
        WriteError(RetinaErrorRecord.From(error));
    }

    /// <summary>Does something without which nothing can be done; its error ends the command.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="function">What is done.</param>
    /// <returns>What it gives.</returns>
    protected T Require<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        try
        {
            return function();
        }
        catch (Exception e) when (DeviceErrors.Translate(e, null) is { } error)
        {
            ThrowTerminatingError(RetinaErrorRecord.From(error));
            throw;
        }
    }

    /// <summary>Ends the command unless parameters go together.</summary>
    /// <param name="valid">Whether they do.</param>
    /// <param name="message">Why they do not.</param>
    protected void RequireCombination(bool valid, string message)
    {
        if (!valid)
            Require<int>(() => throw RetinaErrors.InvalidArgument(message));
    }

    /// <summary>The files that a path names; a wildcard may name none, anything else that is missing becomes an error record.</summary>
    /// <param name="paths">Paths, as typed.</param>
    /// <param name="literal">Whether wildcard characters stand for themselves.</param>
    /// <returns>Full file system paths. Whether a wildcard's matches are files is asked as they are taken.</returns>
    protected IEnumerable<string> ResolveFiles(IEnumerable<string> paths, bool literal)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var files = new List<IEnumerable<string>>();
        foreach (string path in paths)
            Attempt(() => files.Add(literal ? [RequireFile(FileSystemPath(path))] : ResolveWildcards(path)));
        return files.SelectMany(file => file);
    }

    /// <summary>The full file system path of a file or folder that need not exist.</summary>
    /// <param name="path">The path, as typed or as completed; wildcard characters stand for themselves, escaped or not.</param>
    /// <returns>A full path.</returns>
    protected string ResolveTarget(string path)
    {
        string literal = FileSystemPath(path);
        return System.IO.Path.Exists(literal) ? literal : FileSystemPath(WildcardPattern.Unescape(path));
    }

    /// <summary>Gives a file to the pipeline as Get-Item does, with what the console's table of files shows.</summary>
    /// <param name="file">A full path.</param>
    protected void WriteFile(string file) => WriteObject(
        InvokeProvider.Item.Get([@"Microsoft.PowerShell.Core\FileSystem::" + file], force: true, literalPath: true), enumerateCollection: true);

    private static string RequireFile(string file) => File.Exists(file)
        ? file
        : throw (Directory.Exists(file) ? CommandErrors.IsFolder(file) : RetinaErrors.FileNotFound(file));

    private string FileSystemPath(string path)
    {
        try
        {
            string resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? resolved : throw CommandErrors.NotFilePath(path);
        }
        catch (RuntimeException e) when (e is SessionStateException or ProviderInvocationException)
        {
            throw CommandErrors.NotFilePath(path, e);
        }
    }

    private IEnumerable<string> ResolveWildcards(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
            return [RequireFile(ResolveTarget(path))];
        try
        {
            var found = WildcardListing.List(SessionState.Path, path) ?? SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
            return found.Where(File.Exists);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
        catch (RuntimeException e) when (e is SessionStateException or ProviderInvocationException or WildcardPatternException)
        {
            throw CommandErrors.NotFilePath(path, e);
        }
    }
}
