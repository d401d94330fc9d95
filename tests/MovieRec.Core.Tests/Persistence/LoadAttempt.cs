namespace MovieRec.Tests.Persistence;

/// <summary>Loads files that are wrong: every attempt must end in one clear exception and stay within the file's own size.</summary>
internal static class LoadAttempt
{
    /// <summary>What an attempt may allocate: the exception with its texts, pooled buffers, and what the file's size justifies.</summary>
    public static long Budget(long fileLength) => 96_000 + (12 * fileLength);

    /// <summary>Loads a file that must be refused.</summary>
    public static ModelFormatException MustFail(string path, string what)
    {
        ModelFormatException? e = TryLoad(path, what, out _);
        Assert.True(e is not null, $"{what}: the file was loaded.");
        Assert.Equal(path, e.Path);
        Assert.NotEmpty(e.Section);
        Assert.NotEmpty(e.Reason);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(e.Section, e.Message, StringComparison.Ordinal);
        Assert.Contains(e.Reason, e.Message, StringComparison.Ordinal);
        if (e.Offset is { } offset)
        {
            Assert.InRange(offset, 0, Math.Max(new FileInfo(path).Length, 64));
        }
        else
        {
            Assert.Contains("missing", e.Reason, StringComparison.Ordinal);
        }

        return e;
    }

    /// <summary>Loads a file that may be right by chance; null when it was loaded.</summary>
    public static ModelFormatException? TryLoad(string path, string what, out Recommender<int, string>? loaded)
    {
        loaded = null;
        long length = new FileInfo(path).Length;
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFormatException? exception = null;
        try
        {
            loaded = Recommender<int, string>.Load(path);
        }
        catch (ModelFormatException e)
        {
            exception = e;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Assert.Fail($"{what}: {e.GetType().Name} instead of ModelFormatException: {e}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= Budget(length), $"{what}: {allocated} bytes allocated for a file of {length} bytes.");
        return exception;
    }
}
