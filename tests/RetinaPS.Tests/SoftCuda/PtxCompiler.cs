using RetinaPS.Tests.Support;

namespace RetinaPS.Tests.SoftCuda;

/// <summary>Compiles kernels to PTX as the build does, but with warnings as errors.</summary>
internal static class PtxCompiler
{
    private static readonly string[] Names = ["clang", .. Enumerable.Range(14, 7).Reverse().Select(version => $"clang-{version}")];

    /// <summary>The PTX text of one file.</summary>
    public static string Compile(string file)
    {
        string? clang = SoftCudaLibrary.FindProgram(Names);
        SoftCudaLibrary.Require(clang is not null, "compiling kernels needs clang 14 or later (package clang)");
        return SoftCudaLibrary.Run(clang!,
        [
            "-x", "cuda", "--cuda-device-only", "-nocudainc", "-nocudalib", "--cuda-gpu-arch=sm_75", "-Xclang", "-target-feature", "-Xclang", "+ptx64",
            "-S", "-std=c++17", "-O3", "-ffp-contract=off", "-Wall", "-Werror", "-I", Path.Combine(AssembledModule.RepositoryRoot, "kernels"), "-o", "-", file,
        ]);
    }

    /// <summary>The PTX of a file of tests/SoftCuda/kernels.</summary>
    public static string CompileTestKernels(string name) =>
        Compile(Path.Combine(AssembledModule.RepositoryRoot, "tests", "SoftCuda", "kernels", name + ".cu"));
}
