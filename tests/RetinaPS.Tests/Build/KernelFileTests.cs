using RetinaPS.BuildTool.Kernels;
using Xunit;

namespace RetinaPS.Tests.Build;

/// <summary>Kernels' declarations, as the build reads them to write what launches them.</summary>
public sealed class KernelFileTests
{
    [Fact]
    public void Parameters_have_the_kernels_names_and_types()
    {
        var kernel = Parse("""
            // extern "C" __global__ void old(
            extern "C" __global__ void __launch_bounds__(32 * Warps, 3) some_kernel(
                const unsigned char* source, int source_pitch, /* both, */ uint2 *sums,
                unsigned count, unsigned long long all, long long some, double d, float f, SomeGrid grid)
            {
            """).Kernels.Single();
        Assert.Equal(("some_kernel", 2), (kernel.Name, kernel.Line));
        Assert.Equal(
            [
                new("source", "KernelMemory", "In"), new("sourcePitch", "int", "Of"), new("sums", "KernelMemory", "Out"), new("count", "uint", "Of"),
                new("all", "ulong", "Of"), new("some", "long", "Of"), new("d", "double", "Of"), new("f", "float", "Of"), new("grid", "SomeGrid", "Of"),
            ],
            kernel.Parameters);
    }

    [Theory]
    [InlineData("__global__ void kernel(int a) {")]
    [InlineData("extern \"C\" __global__ int kernel(int a) {")]
    [InlineData("extern \"C\" __global__ void kernel(int a);")]
    [InlineData("extern \"C\" __global__ void kernel(void (*f)(int)) {")]
    [InlineData("extern \"C\" __global__ void kernel(int** a) {")]
    [InlineData("extern \"C\" __global__ void kernel(short a) {")]
    [InlineData("extern \"C\" __global__ void kernel(const int a) {")]
    [InlineData("extern \"C\" __global__ void kernel(int& a) {")]
    [InlineData("extern \"C\" __global__ void kernel(int a[4]) {")]
    [InlineData("extern \"C\" __global__ void kernel(int a, ) {")]
    public void What_cannot_be_understood_is_an_error_with_its_line(string declaration)
    {
        var e = Assert.Throws<KernelSyntaxException>(() => Parse("extern \"C\" __global__ void good() {\n/* a\ncomment */\n" + declaration));
        Assert.Equal("kernels/some.cu(4)", e.Origin);
    }

    private static KernelFile Parse(string text) => KernelFile.Parse("kernels/some.cu", text);
}
