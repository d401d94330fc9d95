using System.IO.Hashing;
using System.Text;

namespace MovieRec.Data.Tests.Folders;

/// <summary>Gives a changed manifest a checksum that fits: what a hostile writer can do and chance cannot.</summary>
internal static class ManifestForgery
{
    public static string Sign(string json)
    {
        int start = json.LastIndexOf("\"checksum\": \"", StringComparison.Ordinal) + "\"checksum\": \"".Length;
        string body = json[..start];
        return body + Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(body))) + "\"\n}\n";
    }
}
