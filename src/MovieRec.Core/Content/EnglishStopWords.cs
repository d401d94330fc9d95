using System.Collections.Frozen;

namespace MovieRec;

/// <summary>English function words: articles, pronouns, prepositions, conjunctions, auxiliaries, and what contractions leave.</summary>
internal static class EnglishStopWords
{
    private const string Words = """
        a an the this that these those such same other another each every either neither both all any some no none few more most much many own
        i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself
        they them their theirs themselves one who whom whose which what someone something everyone everything anyone anything nothing nobody
        and or but nor so yet if then else because as since while when whenever where wherever whether although though unless until than
        of at by for with about against between among into through during before after above below to from up down in out on off over under
        again further once onto upon within without toward towards across along around behind beside besides beyond near per via
        is am are was were be been being have has had having do does did doing done will would shall should can could may might must ought
        not only very too just also even still ever never always often soon now here there why how however therefore thus indeed
        isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't shan't shouldn't can't cannot couldn't mustn't
        i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll we'll they'll
        that's who's what's here's there's when's where's why's how's let's
        """;

    private static readonly FrozenSet<string> Set =
        Words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Set.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word, in lower case and unstemmed, is a stop word.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => Lookup.Contains(word);
}
