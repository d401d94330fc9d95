using System.Text.Json;
using MovieRec.Data;

namespace MovieRec.Cli.Rendering;

/// <summary>The facts about a data set; what is not known is said to be UNKNOWN.</summary>
internal static class LicenceView
{
    public static void Print(TextWriter output, DataSetLicence licence)
    {
        output.WriteLine($"{licence.Name}: {licence.Description}");
        output.WriteLine($"  terms          {licence.Terms}");
        output.WriteLine($"  redistribution {Answer(licence.Redistributable, "allowed under the same terms", "not without permission")}");
        output.WriteLine($"  commercial use {Answer(licence.CommercialUse, "allowed", "not without permission")}");
        output.WriteLine($"  attribution    {licence.Attribution}");
        output.WriteLine($"  source page    {licence.SourcePage}");
        output.WriteLine($"  download       {licence.Download?.ToString() ?? "none: see the source page"}");
        output.WriteLine($"  checksum       {Checksum(licence)}");
    }

    public static void WriteJson(Utf8JsonWriter json, DataSetLicence licence)
    {
        json.WriteStartObject();
        json.WriteString("name", licence.Name);
        json.WriteString("description", licence.Description);
        json.WriteString("terms", licence.Terms);
        WriteMaybe(json, "redistributable", licence.Redistributable);
        WriteMaybe(json, "commercialUse", licence.CommercialUse);
        json.WriteString("attribution", licence.Attribution);
        json.WriteString("sourcePage", licence.SourcePage.ToString());
        json.WriteString("download", licence.Download?.ToString());
        json.WriteString("sha256", licence.Sha256.Length > 0 ? licence.Sha256 : null);
        json.WriteString("md5", licence.Md5.Length > 0 ? licence.Md5 : null);
        json.WriteEndObject();
    }

    private static void WriteMaybe(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Answer(bool? value, string yes, string no) => value switch { true => yes, false => no, null => "UNKNOWN: read its own README" };

    private static string Checksum(DataSetLicence licence) =>
        licence.Sha256.Length > 0 ? "SHA-256 " + licence.Sha256
        : licence.Md5.Length > 0 ? "MD5 " + licence.Md5
        : "UNKNOWN";
}
