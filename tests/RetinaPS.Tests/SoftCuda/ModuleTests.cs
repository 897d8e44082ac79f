using System.Runtime.InteropServices;
using RetinaPS.Cuda;
using Xunit;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>Modules are loaded from PTX, and what is wrong with one is in the log.</summary>
public sealed unsafe class ModuleTests
{
    private const string Header = ".version 6.4\n.target sm_75\n.address_size 64\n";

    [Theory]
    [InlineData("no text of this kind", "no .version and .target")]
    [InlineData(Header + ".visible .entry unknown_kernel(.param .u64 a)\n{ ret; }", "'unknown_kernel' the kernel is not compiled into the software device")]
    [InlineData(Header + ".visible .entry soft_fill(.param .u64 a)\n{ ret; }", "'soft_fill' has 1 parameters, and 3 in the software device")]
    [InlineData(Header + ".visible .entry soft_fill(.param .u64 a, .param .u32 b, .param .u64 c)\n{ ret; }", "parameter 2 differs in size")]
    [InlineData(
        Header + ".visible .entry soft_fill(.param .u64 a, .param .u32 b, .param .u32 c)\n{ .shared .align 4 .b8 x[49153]; ret; }",
        "uses too much shared data")]
    public void A_module_that_does_not_fit_says_why(string ptx, string log)
    {
        using var device = new SoftDevice(null);
        byte* text = stackalloc byte[1024];
        JitOption* options = stackalloc[] { JitOption.ErrorLogBuffer, JitOption.ErrorLogBufferSizeBytes };
        void** values = stackalloc void*[] { text, (void*)1024 };
        nint module;
        fixed (byte* image = SoftDevice.Text(ptx))
            Assert.Equal(CudaResult.InvalidPtx, device.Driver.cuModuleLoadDataEx(&module, image, 2, options, values));
        Assert.Contains(log, Marshal.PtrToStringUTF8((nint)text));
        Assert.True((nint)values[1] > 1);
    }

    [Fact]
    public void A_newer_card_is_asked_for_in_vain()
    {
        using var device = new SoftDevice(null);
        nint module;
        fixed (byte* image = SoftDevice.Text(".version 7.8\n.target sm_90\n"))
            Assert.Equal(CudaResult.NoBinaryForGpu, device.Driver.cuModuleLoadDataEx(&module, image, 0, null, null));
    }

    [Fact]
    public void Functions_know_their_bounds_and_shared_memory()
    {
        using var device = new SoftDevice();
        nint kernel = device.Kernel("soft_histogram");
        int threads, shared;
        SoftDevice.Check(device.Driver.cuFuncGetAttribute(&threads, CudaFunctionAttribute.MaxThreadsPerBlock, kernel));
        SoftDevice.Check(device.Driver.cuFuncGetAttribute(&shared, CudaFunctionAttribute.SharedSizeBytes, kernel));
        Assert.Equal((256, 4 * 256 + 4 * 8), (threads, shared));
    }

    [Fact]
    public void A_constant_is_found_by_name_and_a_missing_function_is_not()
    {
        using var device = new SoftDevice(null);
        nint module = device.LoadModule(PtxCompiler.CompileTestKernels("soft_right")), function;
        ulong pointer;
        nuint size;
        fixed (byte* name = SoftDevice.Text("soft_factors"))
            SoftDevice.Check(device.Driver.cuModuleGetGlobal_v2(&pointer, &size, module, name));
        Assert.Equal(16u, size);
        fixed (byte* name = SoftDevice.Text("soft_nothing"))
            Assert.Equal(CudaResult.NotFound, device.Driver.cuModuleGetFunction(&function, module, name));
        SoftDevice.Check(device.Driver.cuModuleUnload(module));
        Assert.Equal(SoftDevice.InvalidHandle, device.Driver.cuModuleUnload(module));
    }
}
