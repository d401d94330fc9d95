namespace MovieRec.Data.Tests.Import;

public sealed class ImportOptionsTests
{
    [Fact]
    public void Defaults_AreTheDocumentedOnes()
    {
        ImportOptions options = new();
        Assert.Equal((BadRowMode.Quarantine, 0.01, 1 << 20, true), (options.Mode, options.MaxRejectShare, options.MaxRecordBytes, options.HasHeader));
        Assert.Null(options.MinRating);
        Assert.Null(options.MaxRating);
        Assert.Null(options.RejectsDirectory);
        Assert.Null(options.RequireKnownMovies);
        Assert.Null(options.RatingColumn);
        Assert.Same(TimeProvider.System, options.TimeProvider);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void MaxRejectShare_OutOfRange_IsRefused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImportOptions { MaxRejectShare = value });

    [Theory]
    [InlineData(1023)]
    [InlineData((1 << 28) + 1)]
    public void MaxRecordBytes_OutOfRange_IsRefused(int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImportOptions { MaxRecordBytes = value });
}
