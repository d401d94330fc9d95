using System.Globalization;
using System.Text.Json;

namespace MovieRec.Cli.Models;

/// <summary>Ids as text: from the command line, to JSON and to the screen.</summary>
internal static class Ids
{
    public static TId Parse<TId>(string text, string option)
        where TId : notnull
    {
        object id = IdMap<TId>.Kind switch
        {
            IdKind.Int32 when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) => value,
            IdKind.Int64 when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) => value,
            IdKind.Guid when Guid.TryParse(text, out Guid value) => value,
            IdKind.String => text,
            _ => throw new UsageException($"{option} {text}: this model's ids are of kind {IdMap<TId>.Kind}."),
        };
        return (TId)id;
    }

    public static bool TryParse<TId>(string text, out TId? id)
        where TId : notnull
    {
        try
        {
            id = Parse<TId>(text, "");
            return true;
        }
        catch (UsageException)
        {
            id = default;
            return false;
        }
    }

    public static string Text<TId>(TId id)
        where TId : notnull => string.Create(CultureInfo.InvariantCulture, $"{id}");

    /// <summary>Whole numbers as JSON numbers, everything else as text.</summary>
    public static void Write<TId>(Utf8JsonWriter writer, string name, TId id)
        where TId : notnull
    {
        switch (id)
        {
            case int value: writer.WriteNumber(name, value); break;
            case long value: writer.WriteNumber(name, value); break;
            default: writer.WriteString(name, Text(id)); break;
        }
    }
}
