using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using RetinaPS.Cuda;
using RetinaPS.Cuda.NvJpeg;
using RetinaPS.Files;

namespace RetinaPS.Engines.Cuda;

/// <summary>
/// Decodes the files of many threads on the card's JPEG engines as nvJPEG wants it before version 13: in batches. Each thread waits for its own file; what is waiting when a decoding thread
/// is ready for more goes to the engines as one batch. The decoding threads start when files come and end when none has come for a
/// while, so nothing has to be shut down.
/// </summary>
internal sealed class JpegBatches : IJpegEngines
{
    /// <summary>While one batch is decoded, the next one is handed over.</summary>
    private const int MostThreads = 2;

    /// <summary>
    /// The engines finish one batch before they begin the next, so that a small one leaves most of them idle: while a batch is decoded, the
    /// next has to have work for each engine so many times. Beyond the most files nothing more is gained.
    /// </summary>
    private const int FewestRounds = 4;
    private const int MostFiles = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly NvJpegHandle library;
    private readonly object gate = new();
    private readonly Queue<Request> waiting = new();
    private readonly ConcurrentBag<NvJpegState> states = [];
    private int threads;
    private int idle;
    private int decoding;

    public JpegBatches(NvJpegHandle library, int engineCount) => (this.library, EngineCount) = (library, engineCount);

    public int EngineCount { get; }

    public bool IsBehind
    {
        get
        {
            lock (gate)
                return waiting.Count > FewestRounds * EngineCount;
        }
    }

    public bool IsReady => true;

    public CudaBuffer? TryDecode(EncodedImage file, Func<JpegPlanes, CudaBuffer> toPixels)
    {
        using var planes = new JpegPlaneMemory(library.Device, file);
        return library.Agrees(planes.File) && TryDecode(planes.File) ? toPixels(planes.Planes) : null;
    }

    private bool TryDecode(NvJpegFile file)
    {
        var request = new Request(file);
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
        new Thread(Run) { IsBackground = true, Name = $"RetinaPS JPEG {library.Device} {threads}" }.Start();
    }

    private void Run()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                Decode(batch);
            }
            catch (NvJpegException)
            {
                // The files are left undecoded.
            }
            catch (Exception e)
            {
                // This thread has no caller but those who wait: each of them gets the error.
                var failure = ExceptionDispatchInfo.Capture(e);
                batch.ForEach(request => request.Failure ??= failure);
            }

            batch.ForEach(request => request.Complete());
            lock (gate)
            {
                decoding--;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>What is waiting, as much as goes into a batch; nothing when this thread shall end.</summary>
    private List<Request> Take()
    {
        lock (gate)
        {
            while (waiting.Count == 0 || (decoding > 0 && waiting.Count < FewestRounds * EngineCount))
            {
                idle++;
                bool woken = Monitor.Wait(gate, Patience);
                idle--;
                if (woken || waiting.Count > 0)
                    continue;
                threads--;
                return [];
            }

            decoding++;

            var batch = new List<Request>(Math.Min(waiting.Count, MostFiles));
            while (batch.Count < MostFiles && waiting.TryDequeue(out var request))
                batch.Add(request);
            return batch;
        }
    }

    private void Decode(List<Request> batch)
    {
        using var context = library.Device.Enter();
        var stream = library.Device.CurrentStream;
        var state = states.TryTake(out var known) ? known : new NvJpegState(library);
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
            states.Add(state);
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

    private sealed class Request(NvJpegFile file)
    {
        private bool done;

        public NvJpegFile File => file;

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
