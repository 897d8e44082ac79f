using System.Runtime.ExceptionServices;
using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// Decodes the files of many threads on the card's JPEG engines. Each thread waits for its own file; what is waiting when the engines are
/// ready for more goes to them as one batch. The decoding threads start with the first file and end when none has come for a while, so
/// nothing has to be shut down.
/// </summary>
internal sealed class JpegQueue(NvJpegHandle engines)
{
    /// <summary>While one batch is decoded, the next is handed over; a third adds nothing.</summary>
    private const int MostThreads = 2;
    private const int MostFiles = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly object gate = new();
    private readonly Queue<Request> waiting = new();
    private readonly JpegPace pace = new();
    private int threads;
    private int idle;
    private long pixels;

    /// <summary>How long a file of so many pixels would be under way if it came now, as far as is known.</summary>
    public TimeSpan Foresee(long filePixels) => pace.TimeFor(Interlocked.Read(ref pixels) + filePixels);

    /// <summary>Decodes a file and waits until it is done.</summary>
    /// <returns>False where nvJPEG does not take the file.</returns>
    /// <exception cref="CudaException">The device failed.</exception>
    public bool TryDecode(NvJpegFile file)
    {
        var request = new Request(file);
        Interlocked.Add(ref pixels, request.Pixels);
        lock (gate)
        {
            waiting.Enqueue(request);
            if (idle > 0)
                Monitor.Pulse(gate);
            else if (threads < MostThreads)
                Start();
        }

        request.Wait();
        request.Failure?.Throw();
        return request.Decoded;
    }

    private void Start()
    {
        threads++;
        new Thread(Run) { IsBackground = true, Name = $"RetinaPS JPEG {engines.Device} {threads}" }.Start();
    }

    private void Run()
    {
        NvJpegState? state = null;
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                state ??= new NvJpegState(engines);
                Decode(state, batch);
            }
            catch (NvJpegException)
            {
                // Without a state nobody decodes here; the files are left undecoded.
            }
            catch (Exception e)
            {
                // This thread has no caller but those who wait: each of them gets the error.
                var failure = ExceptionDispatchInfo.Capture(e);
                batch.ForEach(request => request.Failure ??= failure);
            }

            batch.ForEach(Complete);
        }

        state?.Dispose();
    }

    /// <summary>What is waiting, as much as goes into a batch; nothing when this thread shall end.</summary>
    private List<Request> Take()
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                idle++;
                bool woken = Monitor.Wait(gate, Patience);
                idle--;
                if (woken || waiting.Count > 0)
                    continue;
                threads--;
                return [];
            }

            var batch = new List<Request>(Math.Min(waiting.Count, MostFiles));
            while (batch.Count < MostFiles && waiting.TryDequeue(out var request))
                batch.Add(request);
            return batch;
        }
    }

    private void Decode(NvJpegState state, List<Request> batch)
    {
        using var context = engines.Device.Enter();
        var stream = engines.Device.CurrentStream;
        pace.Begin();
        try
        {
            state.DecodeBatch([.. batch.Select(request => request.File)], stream);
            batch.ForEach(request => request.Decoded = true);
        }
        catch (NvJpegException) when (batch.Count > 1)
        {
            // One of them is bad, and the others shall not suffer for it.
            foreach (var request in batch)
                request.Decoded = TryDecodeAlone(state, request, stream);
        }
        finally
        {
            pace.End(batch.Sum(request => request.Decoded ? request.Pixels : 0));
        }
    }

    private static bool TryDecodeAlone(NvJpegState state, Request request, CudaStream stream)
    {
        try
        {
            state.DecodeBatch([request.File], stream);
            return true;
        }
        catch (NvJpegException)
        {
            return false;
        }
    }

    private void Complete(Request request)
    {
        Interlocked.Add(ref pixels, -request.Pixels);
        request.Complete();
    }

    private sealed class Request(NvJpegFile file)
    {
        private bool done;

        public NvJpegFile File => file;

        public long Pixels { get; } = (long)file.Planes[0].Width * file.Planes[0].Height;

        public bool Decoded { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }

        public void Wait()
        {
            lock (this)
            {
                while (!done)
                    Monitor.Wait(this);
            }
        }

        public void Complete()
        {
            lock (this)
            {
                done = true;
                Monitor.Pulse(this);
            }
        }
    }
}
