namespace MovieRec;

/// <summary>
/// One character as searching sees it: lower case, without accents, half width. A table of our own instead of Unicode
/// normalisation: the same on every machine, with or without ICU, and without allocation.
/// </summary>
internal static class TitleFold
{
    /// <summary>Letters with marks, after the letter that they stand for; lower case.</summary>
    private static readonly string[] Families =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặ",
        "bḃḅḇ",
        "cçćĉċčḉ",
        "dďđðḋḍḏḑḓ",
        "eèéêëēĕėęěȅȇȩẹẻẽếềểễệḕḗḙḛḝ",
        "fḟƒ",
        "gĝğġģǧǵḡ",
        "hĥħȟḣḥḧḩḫẖ",
        "iìíîïĩīĭįıǐȉȋỉịḭḯ",
        "jĵǰ",
        "kķĸǩḱḳḵ",
        "lĺļľŀłḷḹḻḽ",
        "mḿṁṃ",
        "nñńņňŉŋǹṅṇṉṋ",
        "oòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱọỏốồổỗộớờởỡợṍṏṑṓ",
        "pṕṗ",
        "rŕŗřȑȓṙṛṝṟ",
        "sśŝşšșṡṣṥṧṩ",
        "tţťŧțṫṭṯṱẗ",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữựṳṵṷṹṻ",
        "vṽṿ",
        "wŵẁẃẅẇẉẘ",
        "xẋẍ",
        "yýÿŷȳẏẙỳỵỷỹ",
        "zźżžẑẓẕ",
        "αάἀἁἂἃἄἅἆἇὰᾶ",
        "εέἐἑἒἓἔἕὲ",
        "ηήἠἡἢἣἤἥἦἧὴῆ",
        "ιίϊΐἰἱἲἳἴἵἶἷὶῖ",
        "οόὀὁὂὃὄὅὸ",
        "υύϋΰὐὑὒὓὔὕὖὗὺῦ",
        "ωώὠὡὢὣὤὥὦὧὼῶ",
        "σς",
        "её",
    ];

    private const int TableSize = 0x2000;
    private static readonly char[] Table = CreateTable();

    /// <summary>Writes the folded form (0 to 2 characters) and returns its length; 0 for marks that stand alone.</summary>
    public static int Fold(char c, Span<char> destination)
    {
        if (c is >= '\uFF01' and <= '\uFF5E')
        {
            // Full-width forms repeat ASCII.
            c = (char)(c - 0xFEE0);
        }

        if (c is >= '\u0300' and <= '\u036F')
        {
            return 0;
        }

        c = char.ToLowerInvariant(c);
        string? pair = c switch { 'ß' => "ss", 'æ' or 'ǽ' => "ae", 'œ' => "oe", 'þ' => "th", 'ĳ' => "ij", _ => null };
        if (pair is not null)
        {
            pair.CopyTo(destination);
            return pair.Length;
        }

        destination[0] = c < TableSize && Table[c] != 0 ? Table[c] : c;
        return 1;
    }

    /// <summary>Whether a character is a word of its own: scripts that are written without spaces.</summary>
    public static bool IsIdeograph(char c) =>
        c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    private static char[] CreateTable()
    {
        char[] table = new char[TableSize];
        foreach (string family in Families)
        {
            foreach (char member in family)
            {
                table[member] = family[0];
            }
        }

        return table;
    }
}
