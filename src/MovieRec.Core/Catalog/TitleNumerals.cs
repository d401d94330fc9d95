namespace MovieRec;

/// <summary>Roman numerals and number words as digits: <c>ii</c> and <c>two</c> are <c>2</c>.</summary>
internal static class TitleNumerals
{
    /// <summary>The digits of a word; the word itself when it is no number. <c>i</c> stays: it is nearly always the pronoun.</summary>
    public static ReadOnlySpan<char> Canonical(ReadOnlySpan<char> word) => word switch
    {
        "one" => "1",
        "two" or "ii" => "2",
        "three" or "iii" => "3",
        "four" or "iv" => "4",
        "five" or "v" => "5",
        "six" or "vi" => "6",
        "seven" or "vii" => "7",
        "eight" or "viii" => "8",
        "nine" or "ix" => "9",
        "ten" or "x" => "10",
        "eleven" or "xi" => "11",
        "twelve" or "xii" => "12",
        "thirteen" or "xiii" => "13",
        "xiv" => "14",
        "xv" => "15",
        "xx" => "20",
        _ => word,
    };
}
