namespace MovieRec.Ann;

/// <summary>
/// A score and an index in one number that sorts best first: higher score, then lower index. Bit 0 is free for a mark.
/// </summary>
internal static class Ranked
{
    public const ulong Mark = 1;

    public static ulong Key(float score, int index)
    {
        // Adding +0 turns −0 into +0, which compares equal to it as a float and must do so as bits.
        uint bits = BitConverter.SingleToUInt32Bits(score + 0f);
        uint ascending = (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
        return ((ulong)~ascending << 32) | ((uint)index << 1);
    }

    public static int Index(ulong key) => (int)((uint)key >> 1);

    public static float Score(ulong key)
    {
        uint ascending = ~(uint)(key >> 32);
        return BitConverter.UInt32BitsToSingle((ascending & 0x8000_0000) != 0 ? ascending & 0x7FFF_FFFF : ~ascending);
    }
}
