namespace MovieRec.Data;

/// <summary>
/// What a chronological split makes cold. The cut is the time of the row at position ⌊share · n⌋ (from 0) of the n rows of
/// known time in time order; rows before the cut are train, rows at the cut or later are test.
/// </summary>
/// <param name="Cut">The cut, Unix seconds.</param>
/// <param name="TrainInteractions">Rows before the cut.</param>
/// <param name="TestInteractions">Rows at the cut or later.</param>
/// <param name="TestUsers">Users with a test row.</param>
/// <param name="ColdUsers">Those of them without a train row.</param>
/// <param name="TestItems">Items with a test row.</param>
/// <param name="ColdItems">Those of them without a train row.</param>
/// <param name="ColdUserInteractionShare">Share of the test rows that belong to cold users.</param>
/// <param name="ColdItemInteractionShare">Share of the test rows that fall on cold items: no model of ids alone can reach them.</param>
public sealed record ColdStartReport(
    long Cut,
    int TrainInteractions,
    int TestInteractions,
    int TestUsers,
    int ColdUsers,
    int TestItems,
    int ColdItems,
    double ColdUserInteractionShare,
    double ColdItemInteractionShare)
{
    /// <summary>Cold users / test users.</summary>
    public double ColdUserShare => TestUsers == 0 ? 0 : (double)ColdUsers / TestUsers;

    /// <summary>Cold items / test items.</summary>
    public double ColdItemShare => TestItems == 0 ? 0 : (double)ColdItems / TestItems;
}
