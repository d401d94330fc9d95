using FsCheck.Xunit;

namespace MovieRec.Tests.Interactions;

public sealed class ItemMaskTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(129)]
    public void Operations_AroundWordBoundaries_AgreeWithSets(int size)
    {
        int[] evens = [.. Enumerable.Range(0, size).Where(i => i % 2 == 0)];
        int[] thirds = [.. Enumerable.Range(0, size).Where(i => i % 3 == 0)];
        ItemMask a = ItemMask.FromItems(size, evens);
        ItemMask b = ItemMask.Create(size, i => i % 3 == 0);

        Check(a, evens);
        Check(b, thirds);
        Check(ItemMask.All(size), [.. Enumerable.Range(0, size)]);
        Check(a.Not(), [.. Enumerable.Range(0, size).Except(evens)]);
        Check(a.And(b), [.. evens.Intersect(thirds)]);
        Check(a.Or(b), [.. evens.Union(thirds).Order()]);
        Check(a.And(a.Not()), []);
        Check(ItemMask.All(size).Not(), []);
        Assert.Equal((size + 63) / 64, a.Words.Length);

        static void Check(ItemMask mask, int[] expected)
        {
            Assert.Equal(expected, Enumerable.Range(-2, mask.ItemCount + 70).Where(mask.Contains));
            Assert.Equal(expected.Length, mask.Count);
            if (mask.ItemCount % 64 != 0)
            {
                Assert.Equal(0UL, mask.Words[^1] >> (mask.ItemCount % 64)); // bits beyond the items stay 0
            }
        }
    }

    [Fact]
    public void Contains_OutsideTheSpace_IsFalse()
    {
        ItemMask all = ItemMask.All(64);

        Assert.True(all.Contains(63));
        Assert.False(all.Contains(64));
        Assert.False(all.Contains(-1));
        Assert.False(all.Contains(int.MinValue));
        Assert.False(all.Contains(int.MaxValue));
    }

    [Fact]
    public void FromItems_Duplicates_CountOnce() => Assert.Equal(2, ItemMask.FromItems(10, [3, 3, 9, 3]).Count);

    [Fact]
    public void FromItems_OutOfRange_NamesValueAndRange()
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>("itemIndices", () => ItemMask.FromItems(64, [0, 64]));

        Assert.Equal(64, e.ActualValue);
        Assert.Contains("0 … 63", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemMask.FromItems(64, [-1]));
        Assert.Throws<ArgumentOutOfRangeException>("itemCount", () => ItemMask.FromItems(-1, []));
        Assert.Throws<ArgumentOutOfRangeException>("itemCount", () => ItemMask.All(-1));
        Assert.Throws<ArgumentNullException>("predicate", () => ItemMask.Create(1, null!));
    }

    [Fact]
    public void AndOr_OtherSpaceOrNull_Throw()
    {
        ItemMask mask = ItemMask.All(64);

        Assert.Contains("64 and 65", Assert.Throws<ArgumentException>("other", () => mask.And(ItemMask.All(65))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("other", () => mask.Or(ItemMask.All(63)));
        Assert.Throws<ArgumentNullException>("other", () => mask.And(null!));
        Assert.Throws<ArgumentNullException>("other", () => mask.Or(null!));
    }

    [Property(MaxTest = 200)]
    public bool DeMorgan_HoldsForAnySets(byte size, byte[] first, byte[] second)
    {
        ItemMask a = ItemMask.FromItems(size, [.. first.Where(i => i < size).Select(i => (int)i)]);
        ItemMask b = ItemMask.FromItems(size, [.. second.Where(i => i < size).Select(i => (int)i)]);
        return a.And(b).Not().Words.SequenceEqual(a.Not().Or(b.Not()).Words)
            && a.Or(b).Count == a.Count + b.Count - a.And(b).Count;
    }
}
