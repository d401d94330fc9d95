namespace MovieRec.Data;

/// <summary>What a test set shares with a training set. A pair in both is a leak: the answer was in the lesson.</summary>
/// <param name="TestInteractions">Rows of the test set.</param>
/// <param name="SharedPairs">Those whose (user, item) pair is also a row of the training set.</param>
/// <param name="TestUsers">Users with a test row.</param>
/// <param name="KnownUsers">Those of them with a training row.</param>
/// <param name="TestItems">Items with a test row.</param>
/// <param name="KnownItems">Those of them with a training row.</param>
public sealed record OverlapReport(
    int TestInteractions, int SharedPairs, int TestUsers, int KnownUsers, int TestItems, int KnownItems)
{
    /// <summary>Shared pairs / test interactions.</summary>
    public double SharedPairShare => TestInteractions == 0 ? 0 : (double)SharedPairs / TestInteractions;
}
