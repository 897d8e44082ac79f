using System.Globalization;
using System.Text.Json;
using RetinaPS.Devices;
using RetinaPS.Imaging;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Oracle;

/// <summary>Banks and responses of the matched filters against the oracle's, through the cmdlets.</summary>
public sealed class MatchedFilterTests : IDisposable
{
    private const double WeightTolerance = 1e-8;
    private static readonly JsonElement Golden = GoldenFile.Read("matched-filters.json");
    private readonly ModuleRunspace shell = new();

    public static TheoryData<int> Banks => [.. Enumerable.Range(0, Golden.GetProperty("banks").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Banks))]
    public void A_warped_bank_has_the_oracles_weights(int bank)
    {
        var golden = Golden.GetProperty("banks")[bank];
        float[] expected = GoldenFile.UnpackFloats(golden.GetProperty("weights"));
        var kernels = Make(golden).Kernels;
        Assert.Equal(golden.GetProperty("n").GetInt32(), kernels.Count);
        Assert.All(kernels, kernel => Assert.Equal(
            (golden.GetProperty("columns").GetInt32(), golden.GetProperty("rows").GetInt32()), (kernel.Width, kernel.Height)));
        AssertNear(expected, [.. kernels.SelectMany(kernel => kernel.Weights)]);
    }

    [Fact]
    public void The_matrix_that_the_original_text_prints_is_the_second_kernel_of_its_bank()
    {
        Assert.SkipUnless(SharedData.Exists, SharedData.Reason);
        using var printed = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("oracle", "seed_bank_gf_15_5_4_1.json")));
        var rows = printed.RootElement.GetProperty("matrix").EnumerateArray();
        float[] expected = [.. rows.SelectMany(row => row.EnumerateArray()).Select(weight => weight.GetSingle())];
        var bank = shell.Run("New-MatchedFilterBank -Kind Gaussian -Length 15 -Sigma 5 -Orientations 4 -Rotation Warp")
            .Succeeded().Single<FilterBank>();
        AssertNear(expected, [.. bank.Kernels[1].Weights]);
    }

    [Theory]
    [MemberData(nameof(Banks))]
    public void An_8_bit_response_is_the_oracles_but_for_one_level_in_one_of_10000_pixels(int bank)
    {
        var golden = Golden.GetProperty("banks")[bank];
        byte[] expected = GoldenFile.Unpack(golden.GetProperty("eightBit"));
        byte[] made = Respond(Make(golden), "-Response EightBit");
        Assert.Equal(expected.Length, made.Length);
        int[] differences = [.. expected.Zip(made, (a, b) => Math.Abs(a - b))];
        Assert.InRange(differences.Max(), 0, 1);
        Assert.InRange(differences.Count(d => d > 0), 0, expected.Length / 10000);
    }

    [Theory]
    [MemberData(nameof(Banks))]
    public void A_float_response_to_the_inverted_plane_is_the_oracles_to_a_hundred_thousandth_of_its_range(int bank)
    {
        var golden = Golden.GetProperty("banks")[bank];
        float[] expected = GoldenFile.UnpackFloats(golden.GetProperty("invertedFloat"));
        var filters = Make(golden);
        var made = new float[expected.Length];
        Buffer.BlockCopy(Respond(filters, "-Invert -Response Float"), 0, made, 0, sizeof(float) * made.Length);
        double tolerance = 1e-5 * 255 * filters.Kernels.Max(kernel => kernel.Weights.Sum(w => Math.Abs((double)w)));
        Assert.All(expected.Zip(made), pair => Assert.InRange(Math.Abs((double)pair.First - pair.Second), 0, tolerance));
    }

    public void Dispose() => shell.Dispose();

    private static void AssertNear(float[] expected, float[] weights)
    {
        Assert.Equal(expected.Length, weights.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs((double)expected[i] - weights[i]) <= WeightTolerance,
                string.Create(CultureInfo.InvariantCulture, $"Weight {i} is {weights[i]:G9} and the oracle's is {expected[i]:G9}."));
        }
    }

    private FilterBank Make(JsonElement golden)
    {
        shell.Set("kind", golden.GetProperty("kind").GetString() == "fdog" ? FilterKind.FirstDerivative : FilterKind.Gaussian);
        shell.Set("sigma", golden.GetProperty("sigma").GetInt32());
        shell.Set("length", golden.GetProperty("length").GetInt32());
        shell.Set("extent", golden.GetProperty("t").GetInt32());
        shell.Set("orientations", golden.GetProperty("n").GetInt32());
        return shell.Run("""
            New-MatchedFilterBank $kind -Sigma $sigma -Length $length -Extent $extent -Orientations $orientations -Rotation Warp
            """).Succeeded().Single<FilterBank>();
    }

    /// <summary>The bytes of the bank's response to the golden's image.</summary>
    private byte[] Respond(FilterBank bank, string switches)
    {
        var pixels = GeneratedInputs.Create(Golden.GetProperty("image").GetString()!);
        Assert.Equal(Golden.GetProperty("pixels").GetString(), RawImage.Digest(pixels.Bgr));
        using var image = new RetinaImage(pixels.UploadTo(RetinaDevices.Cpu.Engine), null, "filtered");
        shell.Set("bank", bank);
        using var response = shell.Run($"$input | Invoke-MatchedFilterBank -Bank $bank {switches}", new[] { image })
            .Succeeded().Single<RetinaImage>();
        return response.CopyPixels();
    }
}
