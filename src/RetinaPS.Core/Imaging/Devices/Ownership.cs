namespace RetinaPS.Imaging;

/// <summary>Steps that make one thing of another, so that nothing stays allocated where a step fails.</summary>
internal static class Ownership
{
    /// <summary>The next thing, made of one that is disposed of then, also where making fails.</summary>
    public static TNext Then<T, TNext>(this T owned, Func<T, TNext> next)
        where T : IDisposable
    {
        using (owned)
            return next(owned);
    }

    /// <summary>The same thing after work on it; where the work fails, the thing is disposed of.</summary>
    public static T After<T>(this T owned, Action<T> work)
        where T : IDisposable
    {
        try
        {
            work(owned);
            return owned;
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }
}
