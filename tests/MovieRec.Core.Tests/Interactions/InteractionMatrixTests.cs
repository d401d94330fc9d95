using FsCheck.Xunit;

namespace MovieRec.Tests.Interactions;

public sealed class InteractionMatrixTests
{
    [Fact]
    public void FromLog_RowsByItem_WeightsAndTimesFollow()
    {
        // Times run against the item order, so that the log's order differs from the matrix's.
        InteractionLog log = InteractionLog.Create(2, 4, [0, 0, 0, 1], [3, 1, 0, 1], [2, 4, 0.5f, 3], [10, 20, 30, 5]);

        InteractionMatrix matrix = InteractionMatrix.FromLog(log, weighting: InteractionWeighting.Rating);

        Assert.Equal([0, 1, 3], matrix.GetUserItems(0));
        Assert.Equal([0.5f, 4, 2], matrix.GetUserWeights(0).ToArray());
        Assert.Equal([30L, 20, 10], matrix.GetUserTimestamps(0));
        Assert.Equal([0, 1], matrix.GetItemUsers(1));
        Assert.Equal([4f, 3], matrix.GetItemWeights(1).ToArray());
        Assert.Equal(0, matrix.GetItemCount(2));
        Assert.Equal([0, 3, 4], matrix.UserStarts);
    }

    [Fact]
    public void FromLog_MinimumRating_LeavesLowerRowsOut()
    {
        InteractionLog log = InteractionLog.Create(1, 3, [0, 0, 0], [0, 1, 2], [3, 4, 5]);

        Assert.Equal([1, 2], InteractionMatrix.FromLog(log, 4).GetUserItems(0));
        Assert.Equal(0, InteractionMatrix.FromLog(log, 6).Count);
        Assert.Equal(3, InteractionMatrix.FromLog(log).Count);
        Assert.Equal(1, InteractionMatrix.FromLog(InteractionLog.Create(1, 3, [0], [0]), 4).Count); // no ratings: ignored
    }

    [Fact]
    public void FromLog_WeightsAllOneOrTimesUnknown_AreNotStored()
    {
        InteractionMatrix matrix = InteractionMatrix.FromLog(
            InteractionLog.Create(1, 2, [0, 0], [0, 1], [1, 1], [0, 0]), weighting: InteractionWeighting.Rating);

        Assert.False(matrix.HasWeights);
        Assert.False(matrix.HasTimestamps);
        Assert.True(matrix.GetUserWeights(0).IsEmpty);
        Assert.True(matrix.GetItemWeights(0).IsEmpty);
        Assert.True(matrix.GetUserTimestamps(0).IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void FromLog_WeightNotPositive_SaysRowAndValue(float weight)
    {
        InteractionLog log = InteractionLog.Create(1, 2, [0, 0], [0, 1], [1, weight]);

        ArgumentException e = Assert.Throws<ArgumentException>(() => InteractionMatrix.FromLog(log, weighting: InteractionWeighting.Rating));

        Assert.Contains($"Row 1 has weight {weight}", e.Message, StringComparison.Ordinal);
        Assert.Equal(2, InteractionMatrix.FromLog(log).Count);
    }

    [Fact]
    public void Fingerprint_EntriesWeightsAndTimes_Count()
    {
        static string Of(int[] items, float[] weights, long[] times, int itemCount = 3) => InteractionMatrix.FromLog(
            InteractionLog.Create(2, itemCount, [0, 1], items, weights, times), weighting: InteractionWeighting.Rating).Fingerprint;

        string[] prints =
        [
            Of([0, 1], [2, 3], [4, 5]), Of([0, 2], [2, 3], [4, 5]), Of([0, 1], [2, 4], [4, 5]), Of([0, 1], [2, 3], [4, 6]),
            Of([0, 1], [], [4, 5]), Of([0, 1], [2, 3], []), Of([0, 1], [2, 3], [4, 5], 4),
        ];
        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.Equal(prints[0], Of([0, 1], [2, 3], [4, 5]));
    }

    [Fact]
    public void Empty_HistoriesAndMatrix_HaveTheirShape()
    {
        UserHistories none = UserHistories.Empty(3, 5);

        Assert.Equal((3, 5, 0), (none.UserCount, none.ItemCount, none.Liked.Count));
        Assert.Same(none.Liked, none.Seen);
        Assert.True(none.Seen.GetUserItems(2).IsEmpty);
        Assert.True(none.Liked.GetItemUsers(4).IsEmpty);
    }

    [Property(MaxTest = 100)]
    public bool Transpose_AnyMatrix_IsTheSameEntriesByColumn((byte User, byte Item, byte Weight)[] rows)
    {
        Dictionary<(int User, int Item), float> entries = [];
        InteractionLogBuilder<int, int> builder = new(InteractionColumns.Rating);
        foreach ((byte user, byte item, byte weight) in rows)
        {
            entries[(user % 6, item % 8)] = weight + 1;
            builder.Add(user % 6, item % 8, weight + 1);
        }

        InteractionLogResult<int, int> result = builder.Build();
        InteractionMatrix matrix = InteractionMatrix.FromLog(result.Log, weighting: InteractionWeighting.Rating);
        bool ok = matrix.Count == entries.Count;
        for (int u = 0; u < matrix.UserCount; u++)
        {
            ReadOnlySpan<int> items = matrix.GetUserItems(u);
            for (int i = 0; i < items.Length; i++)
            {
                float expected = entries[(result.Users[u], result.Items[items[i]])];
                ok &= (matrix.HasWeights ? matrix.GetUserWeights(u)[i] : 1) == expected && (i == 0 || items[i] > items[i - 1]);
            }
        }

        int transposed = 0;
        for (int item = 0; item < matrix.ItemCount; item++)
        {
            ReadOnlySpan<int> users = matrix.GetItemUsers(item);
            transposed += matrix.GetItemCount(item);
            for (int i = 0; i < users.Length; i++)
            {
                float expected = entries[(result.Users[users[i]], result.Items[item])];
                ok &= (matrix.HasWeights ? matrix.GetItemWeights(item)[i] : 1) == expected && (i == 0 || users[i] > users[i - 1]);
            }
        }

        return ok && transposed == matrix.Count;
    }
}
