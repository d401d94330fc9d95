using System.Text.Json;
using MovieRec.Data;

namespace MovieRec.Cli.Rendering;

/// <summary>What became of the rows of a conversion.</summary>
internal static class ConvertView
{
    public static void Write(
        CliContext context, string source, string target, DataSetManifest manifest, ImportReport? report, IReadOnlyList<MetadataCoverage> coverage, double seconds)
    {
        long rows = report?.DataRows ?? manifest.Interactions;
        long bytes = manifest.Files.Sum(static f => f.Bytes);
        if (context.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("data", source);
                json.WriteString("out", target);
                json.WriteString("name", manifest.Name);
                json.WriteNumber("users", manifest.Users);
                json.WriteNumber("items", manifest.Items);
                json.WriteNumber("interactions", manifest.Interactions);
                json.WriteNumber("bytes", bytes);
                json.WriteNumber("seconds", seconds);
                json.WriteNumber("rowsPerSecond", rows / seconds);
                WriteImport(json, report);
                WriteCoverage(json, coverage);
                json.WriteStartArray("licences");
                foreach (DataSetInfo origin in (DataSetInfo[])[manifest.ToInfo(), .. manifest.MetadataSources])
                {
                    json.WriteStartObject();
                    json.WriteString("name", origin.Name);
                    json.WriteString("licence", origin.Licence);
                    json.WriteString("attribution", origin.Attribution);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }

        foreach (FileReport file in report?.Files ?? [])
        {
            context.Terminal.Out.WriteLine(CliContext.Invariant(
                $"{Path.GetFileName(file.Path)}: {file.DataRows:N0} rows = {file.Accepted:N0} accepted + {file.Rejected:N0} rejected + {file.Duplicates:N0} duplicates."));
        }

        context.Terminal.Out.WriteLine(CliContext.Invariant(
            $"{target}: {manifest.Interactions:N0} interactions of {manifest.Users:N0} users on {manifest.Items:N0} items, {bytes:N0} bytes, in {seconds:F1} s ({rows / seconds:N0} rows/s)."));
        context.Terminal.Out.WriteLine("Metadata (items, share of items, share of interactions):");
        foreach (MetadataCoverage field in coverage)
        {
            context.Terminal.Out.WriteLine(CliContext.Invariant($"  {field.Field,-10} {field.Items,8:N0} {field.ItemShare,7:P1} {field.InteractionShare,7:P1}"));
        }

        foreach (DataSetInfo origin in (DataSetInfo[])[manifest.ToInfo(), .. manifest.MetadataSources])
        {
            context.Terminal.Out.WriteLine($"Terms of {(origin.Name.Length > 0 ? origin.Name : "the data")}: {(origin.Licence.Length > 0 ? origin.Licence : "UNKNOWN")}.");
        }
    }

    /// <summary>Writes <c>"coverage"</c>: for each field, how many movies and what share of the interactions have it.</summary>
    private static void WriteCoverage(Utf8JsonWriter json, IReadOnlyList<MetadataCoverage> coverage)
    {
        json.WriteStartArray("coverage");
        foreach (MetadataCoverage field in coverage)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            json.WriteNumber("items", field.Items);
            json.WriteNumber("itemShare", field.ItemShare);
            json.WriteNumber("interactionShare", field.InteractionShare);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes <c>"import"</c>: the account of each file, or null.</summary>
    public static void WriteImport(Utf8JsonWriter json, ImportReport? report)
    {
        if (report is null)
        {
            json.WriteNull("import");
            return;
        }

        json.WriteStartArray("import");
        foreach (FileReport file in report.Files)
        {
            json.WriteStartObject();
            json.WriteString("file", Path.GetFileName(file.Path));
            json.WriteNumber("dataRows", file.DataRows);
            json.WriteNumber("accepted", file.Accepted);
            json.WriteNumber("rejected", file.Rejected);
            json.WriteNumber("exactDuplicates", file.ExactDuplicates);
            json.WriteNumber("conflictingDuplicates", file.ConflictingDuplicates);
            json.WriteStartObject("rejectedByReason");
            foreach ((RejectReason reason, long count) in file.RejectedByReason)
            {
                json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()), count);
            }

            json.WriteEndObject();
            json.WriteString("rejects", file.RejectsPath);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
