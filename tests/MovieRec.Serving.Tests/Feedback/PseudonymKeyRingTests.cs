namespace MovieRec.Serving.Tests.Feedback;

public sealed class PseudonymKeyRingTests
{
    [Fact]
    public void PseudonymOf_KnownKey_IsTheTruncatedHmac()
    {
        byte[] hash = System.Security.Cryptography.HMACSHA256.HashData(TestEvents.Key(), new byte[] { 3, 65, 100, 97 });

        Assert.Equal("k1." + System.Buffers.Text.Base64Url.EncodeToString(hash.AsSpan(0, 24)), TestEvents.Ring().PseudonymOf("Ada"));
    }

    [Fact]
    public void PseudonymOf_IntAndLong_AreTheSamePerson()
    {
        Assert.Equal(TestEvents.Ring().PseudonymOf(5), TestEvents.Ring().PseudonymOf(5L));
        Assert.NotEqual(TestEvents.Ring().PseudonymOf(5), TestEvents.Ring().PseudonymOf("5"));
    }

    [Fact]
    public void PseudonymOf_OtherKey_IsUnrelated() =>
        Assert.NotEqual(TestEvents.Ring(1).PseudonymOf(5)[3..], TestEvents.Ring(2).PseudonymOf(5)[3..]);

    [Fact]
    public void AllPseudonymsOf_AfterAChangeOfKeys_StartWithTheActiveKeyAndKeepTheOldOne()
    {
        PseudonymKeyRing ring = new("k2", new Dictionary<string, byte[]> { ["k1"] = TestEvents.Key(1), ["k2"] = TestEvents.Key(2) });

        IReadOnlyList<string> all = ring.AllPseudonymsOf(5);

        Assert.Equal(ring.PseudonymOf(5), all[0]);
        Assert.StartsWith("k2.", all[0], StringComparison.Ordinal);
        Assert.Equal(TestEvents.Ring(1).PseudonymOf(5), all[1]);
    }

    [Theory]
    [InlineData("k1", 31)]
    [InlineData("k 1", 32)]
    [InlineData("", 32)]
    public void Constructor_BadKey_IsRefusedWithoutNamingIt(string id, int length)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => PseudonymKeyRing.Create(id, new byte[length]));
        Assert.DoesNotContain("0, 0", error.Message, StringComparison.Ordinal);
    }
}
