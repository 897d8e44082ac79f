using RetinaPS.Tests.SoftCuda;
using Xunit;

namespace RetinaPS.Tests.CudaEngine;

/// <summary>The parity tests once more in a process of their own, where every load and store of the kernels is watched.</summary>
[Trait("Speed", "Slow")]
public sealed class SanitizedEngineTests
{
    [Fact]
    public async Task Kernels_touch_no_byte_beside_their_memory_while_the_engine_is_held_against_the_processor()
    {
        string[] methods =
        [
            nameof(EngineParityTests.Levels_are_counted_inside_the_mask_and_without_one),
            nameof(EngineParityTests.Every_level_becomes_what_its_channels_table_says),
            nameof(EngineParityTests.CLAHE_equalizes_V_alike_whatever_the_grid_and_the_clip_limit),
            nameof(EngineParityTests.The_same_eye_is_found),
        ];
        var (exitCode, output) = await SanitizerTests.Run(
        [
            .. methods.SelectMany(name => new[] { "-method", $"{typeof(EngineParityTests).FullName}.{name}" }),
            "-method", $"{typeof(PreprocessParityTests).FullName}.{nameof(PreprocessParityTests.The_fused_plan_the_single_steps_and_the_processor_agree)}",
            "-method", $"{typeof(JpegEncodingTests).FullName}.{nameof(JpegEncodingTests.Images_of_sharp_edges_have_codes_of_every_length)}",
            "-method", $"{typeof(JpegEncodingTests).FullName}.{nameof(JpegEncodingTests.Plain_images_are_the_processors_bytes)}",
            .. new[]
            {
                nameof(VesselParityTests.The_working_plane_has_the_same_bytes_smaller_and_larger),
                nameof(VesselParityTests.What_lies_outside_is_filled_with_the_same_bytes),
                nameof(VesselParityTests.Small_components_are_lowered_alike),
                nameof(VesselParityTests.Response_and_map_are_the_same_at_the_photographs_size),
                nameof(VesselParityTests.Light_and_contrast_are_evened_out_with_the_same_bytes),
                nameof(VesselParityTests.Lines_are_summed_in_one_order),
                nameof(VesselParityTests.Means_and_matched_responses_are_the_same),
            }.SelectMany(name => new[] { "-method", $"{typeof(VesselParityTests).FullName}.{name}" }),
            "-method", $"{typeof(ConvertParityTests).FullName}.*", "-method", $"{typeof(PyramidParityTests).FullName}.*",
        ]);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("Sanitizer", output, StringComparison.Ordinal);
        Assert.DoesNotContain("runtime error:", output, StringComparison.Ordinal);
        Assert.Contains("Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
    }
}
