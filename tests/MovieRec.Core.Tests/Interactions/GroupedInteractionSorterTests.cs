using FsCheck;
using FsCheck.Xunit;

namespace MovieRec.Tests.Interactions;

public sealed class GroupedInteractionSorterTests
{
    /// <summary>Rows grouped by user take the short way; the same rows interleaved take the long one. Nothing may differ.</summary>
    [Property(MaxTest = 200)]
    public void Sort_GroupedAndInterleavedRows_GiveTheSameLog(int seed, PositiveInt users, PositiveInt items, NonNegativeInt rows, byte columns)
    {
        Random random = new(seed);
        int userCount = (users.Get % 8) + 2;
        int itemCount = (items.Get % 12) + 1;
        bool hasRatings = (columns & 1) != 0;
        bool hasTimes = (columns & 2) != 0;
        List<(int User, int Item, float Rating, long Time)> log =
        [
            .. Enumerable.Range(0, rows.Get % 200).Select(_ =>
                (random.Next(userCount), random.Next(itemCount), random.Next(1, 4) / 1f, (long)random.Next(0, 6))),
        ];

        // Both orders keep the order of the rows of one user, on which "the last wins" depends.
        (int User, int Item, float Rating, long Time)[] grouped = [.. log.OrderBy(static r => r.User)];
        (int User, int Item, float Rating, long Time)[] interleaved = [.. log];
        InteractionLog first = Sort(grouped, out long firstDuplicates, out long firstExact);
        InteractionLog second = Sort(interleaved, out long secondDuplicates, out long secondExact);
        Assert.Equal(second.ComputeFingerprint(), first.ComputeFingerprint());
        Assert.Equal((secondDuplicates, secondExact), (firstDuplicates, firstExact));
        Assert.Equal(log.Count, first.Count + firstDuplicates);

        InteractionLog Sort((int User, int Item, float Rating, long Time)[] source, out long duplicates, out long exact) => InteractionSorter.Sort(
            userCount,
            itemCount,
            [.. source.Select(static r => r.User)],
            [.. source.Select(static r => r.Item)],
            hasRatings ? [.. source.Select(static r => r.Rating)] : [],
            hasTimes ? [.. source.Select(static r => r.Time)] : [],
            out duplicates,
            out exact);
    }

    [Theory]
    [InlineData(new int[0], true)]
    [InlineData(new[] { 3 }, true)]
    [InlineData(new[] { 0, 0, 1, 4, 4 }, true)]
    [InlineData(new[] { 0, 1, 0 }, false)]
    public void IsGrouped_Users_SayWhetherTheyAscend(int[] users, bool expected) =>
        Assert.Equal(expected, GroupedInteractionSorter.IsGrouped(users));

    [Fact]
    public void Build_CancelledToken_Ends()
    {
        InteractionLogBuilder<long, long> builder = new();
        builder.Add(1, 1);
        Assert.ThrowsAny<OperationCanceledException>(() => builder.Build(null, new CancellationToken(canceled: true)));
    }
}
