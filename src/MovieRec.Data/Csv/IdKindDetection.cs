namespace MovieRec.Data;

/// <summary>Numbers or text? A column is numbers when at least 99 % of its first ids are whole numbers in plain form.</summary>
internal static class IdKindDetection
{
    private const int Rows = 100_000;

    public static IdKind[] Detect(TextTable table, params ReadOnlySpan<int> columns)
    {
        long rows = 0;
        Span<long> numbers = stackalloc long[columns.Length];
        while (rows < Rows && table.TryReadAny())
        {
            if (!table.HasAllColumns)
            {
                continue;
            }

            rows++;
            for (int i = 0; i < columns.Length; i++)
            {
                numbers[i] += IsPlainNumber(table.Field(columns[i])) ? 1 : 0;
            }
        }

        IdKind[] kinds = new IdKind[columns.Length];
        for (int i = 0; i < kinds.Length; i++)
        {
            kinds[i] = numbers[i] * 100 >= rows * 99 ? IdKind.Int64 : IdKind.String;
        }

        return kinds;
    }

    private static bool IsPlainNumber(ReadOnlySpan<byte> field)
    {
        // "0114709" is a name, not the number 114709: reading it as one would lose the zero. A negative number is a bad
        // number, to be rejected by the reader, not a name.
        ReadOnlySpan<byte> digits = field.StartsWith("-"u8) ? field[1..] : field;
        return NumberFields.TryParseDigits(digits, out _) && (digits.Length == 1 || digits[0] != (byte)'0');
    }
}
