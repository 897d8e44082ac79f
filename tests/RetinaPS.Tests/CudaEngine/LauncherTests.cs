using System.Reflection;
using RetinaPS.Engines.Cuda;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>The classes that the build writes to launch kernels.</summary>
public sealed class LauncherTests
{
    [Fact]
    public void Every_kernel_is_launched()
    {
        string folder = Path.Combine(AssembledModule.RepositoryRoot, "src", "RetinaPS.Core", "Engines", "Cuda");
        string source = string.Concat(Directory.EnumerateFiles(folder, "*.cs").Select(File.ReadAllText));
        string[] kernels =
        [
            .. typeof(KernelModules).Assembly.GetTypes().Where(type => type.Name.EndsWith("Launcher", StringComparison.Ordinal))
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Select(method => method.Name),
        ];
        Assert.NotEmpty(kernels);
        Assert.Equal([], kernels.Where(kernel => !source.Contains($".{kernel}(", StringComparison.Ordinal)));
    }
}
