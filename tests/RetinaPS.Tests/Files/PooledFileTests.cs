using RetinaPS.Files;
using RetinaPS.Tests.Support;
using Xunit;

namespace RetinaPS.Tests.Files;

/// <summary>Files are read whole into buffers that are used again.</summary>
public sealed class PooledFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_003)]
    [InlineData(3_000_001)]
    public void Its_bytes_are_the_files_and_no_more(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        File.WriteAllBytes(folder["file"], content);

        // A longer one before it leaves its bytes in the buffer.
        File.WriteAllBytes(folder["longer"], [.. content, .. content, 1, 2, 3]);
        PooledFile.Read(folder["longer"]).Dispose();
        using var file = PooledFile.Read(folder["file"]);
        Assert.True(file.Bytes.Span.SequenceEqual(content));
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_folder_are_errors_that_name_them()
    {
        var missing = Assert.Throws<RetinaException>(() => PooledFile.Read(folder["missing"]));
        Assert.Equal((RetinaErrorId.FileNotFound, true), (missing.ErrorId, missing.Message.Contains("missing", StringComparison.Ordinal)));
        Assert.Equal(RetinaErrorId.DecodeFailed, Assert.Throws<RetinaException>(() => PooledFile.Read(folder.Path)).ErrorId);
    }

    [Fact]
    public void Its_bytes_cannot_be_had_after_it_was_given_back()
    {
        File.WriteAllBytes(folder["file"], [1, 2, 3]);
        var file = PooledFile.Read(folder["file"]);
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Bytes);
    }
}
