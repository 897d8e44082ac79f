using System.Globalization;

namespace RetinaPS.Cuda;

/// <summary>How much memory may be in use, and how much is. All methods may be called from several threads.</summary>
internal sealed class MemoryBudget
{
    /// <summary>The environment variable that sets the limit, in megabytes of 1024 * 1024 bytes.</summary>
    public const string Variable = "RETINAPS_CUDA_BUDGET_MB";

    private long limit;
    private long inUse;
    private long peak;

    /// <summary>Bytes that may be in use at a time; 0 until it is decided.</summary>
    public long Limit
    {
        get => Interlocked.Read(ref limit);
        set => Interlocked.Exchange(ref limit, value);
    }

    /// <summary>Bytes that are in use.</summary>
    public long InUse => Interlocked.Read(ref inUse);

    /// <summary>The most bytes that were ever in use at a time.</summary>
    public long Peak => Interlocked.Read(ref peak);

    /// <summary>The limit that the environment asks for, in bytes; null where it asks for none.</summary>
    /// <exception cref="BudgetFormatException">It asks for something else than a number of megabytes.</exception>
    public static long? FromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int megabytes) || megabytes == 0)
            throw new BudgetFormatException($"The environment variable {Variable} is '{text}', which is no whole number of megabytes.");
        return megabytes * 1048576L;
    }

    /// <summary>Takes so many bytes, if they fit under the limit.</summary>
    public bool TryTake(long bytes)
    {
        long before = InUse;
        while (before + bytes <= Limit)
        {
            long found = Interlocked.CompareExchange(ref inUse, before + bytes, before);
            if (found == before)
            {
                RaisePeak(before + bytes);
                return true;
            }

            before = found;
        }

        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref inUse, -bytes);

    /// <summary>A number of bytes as messages show it.</summary>
    public static string Format(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");

    private void RaisePeak(long bytes)
    {
        long before = Peak;
        while (before < bytes)
        {
            long found = Interlocked.CompareExchange(ref peak, bytes, before);
            if (found == before)
                return;
            before = found;
        }
    }
}
