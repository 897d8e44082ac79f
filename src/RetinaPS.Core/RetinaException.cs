namespace RetinaPS;

/// <summary>An error of RetinaPS. Its message names the file and says what was wrong.</summary>
public sealed class RetinaException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="errorId">What went wrong.</param>
    /// <param name="message">The file, and what was wrong.</param>
    /// <param name="target">The file, image or value that it concerns.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public RetinaException(RetinaErrorId errorId, string message, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Target = target;
    }

    /// <summary>What went wrong.</summary>
    public RetinaErrorId ErrorId { get; }

    /// <summary>The file, image or value that the error concerns; null when it concerns none.</summary>
    public object? Target { get; }

    /// <summary>What a person at a prompt can do about it, which the prompt words.</summary>
    internal RetinaRemedy Remedy { get; init; }
}
