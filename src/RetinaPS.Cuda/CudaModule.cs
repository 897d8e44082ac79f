using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RetinaPS.Cuda;

/// <summary>Kernels and variables that the driver has loaded, and compiled if they came as PTX.</summary>
internal sealed unsafe class CudaModule : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int LogBytes = 16 * 1024;

    private CudaModule(CudaDevice device, nint module)
        : base(ownsHandle: true)
    {
        Device = device;
        SetHandle(module);
    }

    public CudaDevice Device { get; }

    /// <summary>Loads PTX (text) or a cubin or fatbin.</summary>
    /// <exception cref="CudaModuleException">The driver's compiler does not take it; the exception holds what it says.</exception>
    public static CudaModule Load(CudaDevice device, ReadOnlySpan<byte> image)
    {
        // PTX is text and ends with a zero byte; one more does no harm to anything else.
        byte[] terminated = new byte[image.Length + 1];
        image.CopyTo(terminated);
        byte[] errors = new byte[LogBytes], information = new byte[LogBytes];
        JitOption* options = stackalloc[]
        {
            JitOption.ErrorLogBuffer, JitOption.ErrorLogBufferSizeBytes, JitOption.InfoLogBuffer, JitOption.InfoLogBufferSizeBytes,
        };
        using var context = device.Enter();
        nint module = 0;
        fixed (byte* data = terminated, errorLog = errors, infoLog = information)
        {
            void** values = stackalloc void*[] { errorLog, (void*)LogBytes, infoLog, (void*)LogBytes };
            var result = device.Functions.cuModuleLoadDataEx(&module, data, 4, options, values);
            if (result != CudaResult.Success)
                throw CreateException(device, result, Text(errors), Text(information));
        }

        return new CudaModule(device, module);
    }

    /// <summary>The kernel of that name.</summary>
    /// <exception cref="CudaException">There is none.</exception>
    public CudaKernel GetKernel(string name)
    {
        nint function = 0;
        using var context = Device.Enter();
        using var held = new HeldHandle(this);
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
        {
            var result = Device.Functions.cuModuleGetFunction(&function, held.Value, text);
            if (result != CudaResult.Success)
                throw Device.CreateException(result, $"cuModuleGetFunction of {name}");
        }

        return new CudaKernel(this, name, function);
    }

    /// <summary>The variable of that name, in the device's memory; not to be disposed before its last use.</summary>
    /// <exception cref="CudaException">There is none.</exception>
    public DeviceMemory GetVariable(string name)
    {
        ulong pointer = 0;
        nuint bytes = 0;
        using var context = Device.Enter();
        using var held = new HeldHandle(this);
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
        {
            var result = Device.Functions.cuModuleGetGlobal_v2(&pointer, &bytes, held.Value, text);
            if (result != CudaResult.Success)
                throw Device.CreateException(result, $"cuModuleGetGlobal of {name}");
        }

        return new DeviceMemory(this, pointer, (long)bytes);
    }

    protected override bool ReleaseHandle()
    {
        using var context = Device.EnterToRelease(out bool entered);
        if (entered)
            Device.Observe(Device.Functions.cuModuleUnload(handle));
        return true;
    }

    private static Exception CreateException(CudaDevice device, CudaResult result, string errorLog, string infoLog)
    {
        const string call = "cuModuleLoadDataEx";
        var general = device.CreateException(result, call);
        if (result == CudaResult.OutOfMemory || result.IsSticky())
            return general;
        string message = errorLog.Length > 0 ? $"{general.Message} {errorLog}" : general.Message;
        return new CudaModuleException(result, general.ErrorName, general.Description, call, device.Ordinal, message, errorLog, infoLog);
    }

    private static string Text(byte[] log)
    {
        int end = Array.IndexOf(log, (byte)0);
        return Encoding.UTF8.GetString(log, 0, end < 0 ? log.Length : end).Trim();
    }
}
