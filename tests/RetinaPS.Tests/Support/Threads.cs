namespace RetinaPS.Tests.Support;

/// <summary>Threads of a test.</summary>
internal static class Threads
{
    /// <summary>Runs the work on so many threads at once, by their numbers, and throws what any of them threw.</summary>
    public static void Run(int count, Action<int> work)
    {
        var errors = new List<Exception>();
        var threads = Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception e)
            {
                lock (errors)
                    errors.Add(e);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (errors.Count > 0)
            throw new AggregateException(errors);
    }
}
