using System.IO.Hashing;
using System.Text;

namespace MovieRec;

/// <summary>Names a model by what determines it: algorithm, options, training data.</summary>
internal static class Versions
{
    public static string Of(RecommenderInfo info)
    {
        StringBuilder text = new();
        text.Append(info.Algorithm).Append('\n').Append(info.DataFingerprint).Append('\n');
        foreach ((string name, string value) in info.OptionValues)
        {
            text.Append(name).Append('=').Append(value).Append('\n');
        }

        byte[] hash = XxHash128.Hash(Encoding.UTF8.GetBytes(text.ToString()));
        return $"{info.Algorithm}-{Convert.ToHexStringLower(hash.AsSpan(0, 6))}";
    }
}
