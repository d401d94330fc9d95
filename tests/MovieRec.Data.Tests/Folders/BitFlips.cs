using System.Globalization;

namespace MovieRec.Data.Tests.Folders;

/// <summary>How often files are damaged: a few times in the normal run, as often as MOVIEREC_BIT_FLIPS says otherwise.</summary>
internal static class BitFlips
{
    public static int Count(int normal) => int.TryParse(
        Environment.GetEnvironmentVariable("MOVIEREC_BIT_FLIPS"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : normal;
}
