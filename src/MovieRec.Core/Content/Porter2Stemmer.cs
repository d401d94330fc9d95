namespace MovieRec;

/// <summary>
/// The English stemmer "Porter2" (M. F. Porter, snowballstem.org): endings are cut in five steps, each only within the
/// regions R1 and R2, the parts behind the first and the second syllable.
/// </summary>
/// <remarks>Works in place on lower-case words; letters outside a–z and the apostrophe count as consonants. Allocates nothing.</remarks>
internal static class Porter2Stemmer
{
    private static ReadOnlySpan<char> DoublesEnd => "bdfgmnprt";

    private static ReadOnlySpan<char> LiEndings => "cdeghkmnrt";

    /// <summary>Stems a word.</summary>
    /// <param name="word">Lower case; overwritten. A stem is never longer than its word.</param>
    /// <returns>Length of the stem at the start of <paramref name="word"/>.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length <= 2)
        {
            return word.Length;
        }

        string? exception = Exception(word);
        if (exception is not null)
        {
            exception.CopyTo(word);
            return exception.Length;
        }

        Stemming stem = new(word);
        stem.Run();
        return stem.Length;
    }

    /// <summary>Words that the rules would spoil.</summary>
    private static string? Exception(ReadOnlySpan<char> word) => word switch
    {
        "skis" => "ski",
        "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "idly" => "idl",
        "gently" => "gentl",
        "ugly" => "ugli",
        "early" => "earli",
        "only" => "onli",
        "singly" => "singl",
        "sky" or "news" or "howe" or "atlas" or "cosmos" or "bias" or "andes" => word.ToString(),
        _ => null,
    };

    private ref struct Stemming(Span<char> word)
    {
        private readonly Span<char> _word = word;
        private int _r1;
        private int _r2;

        public int Length { get; private set; } = word.Length;

        private readonly ReadOnlySpan<char> Word => _word[..Length];

        public void Run()
        {
            if (_word[0] == '\'')
            {
                _word[1..Length].CopyTo(_word);
                Length--;
            }

            MarkConsonantY();
            FindRegions();
            Step0();
            Step1A();
            if (Word is not ("inning" or "outing" or "canning" or "herring" or "earring" or "proceed" or "exceed" or "succeed"))
            {
                Step1B();
                Step1C();
                Step2();
                Step3();
                Step4();
                Step5();
            }

            for (int i = 0; i < Length; i++)
            {
                _word[i] = _word[i] == 'Y' ? 'y' : _word[i];
            }
        }

        private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

        /// <summary>A y at the start or after a vowel is a consonant, written Y.</summary>
        private readonly void MarkConsonantY()
        {
            for (int i = 0; i < Length; i++)
            {
                if (_word[i] == 'y' && (i == 0 || IsVowel(_word[i - 1])))
                {
                    _word[i] = 'Y';
                }
            }
        }

        private void FindRegions()
        {
            _r1 = Word.StartsWith("gener") || Word.StartsWith("arsen") ? 5
                : Word.StartsWith("commun") ? 6
                : RegionAfter(0);
            _r2 = RegionAfter(_r1);
        }

        /// <summary>Behind the first consonant that follows a vowel.</summary>
        private readonly int RegionAfter(int start)
        {
            for (int i = start + 1; i < Length; i++)
            {
                if (!IsVowel(_word[i]) && IsVowel(_word[i - 1]))
                {
                    return i + 1;
                }
            }

            return Length;
        }

        private readonly bool Ends(string suffix) => Word.EndsWith(suffix);

        private readonly bool InR1(string suffix) => Length - suffix.Length >= _r1;

        private readonly bool InR2(string suffix) => Length - suffix.Length >= _r2;

        private void Cut(int count) => Length -= count;

        private void Replace(string suffix, string by)
        {
            Length -= suffix.Length;
            by.CopyTo(_word[Length..]);
            Length += by.Length;
        }

        private readonly bool HasVowelBefore(int end)
        {
            for (int i = 0; i < end; i++)
            {
                if (IsVowel(_word[i]))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>A short syllable ends here: vowel, then a consonant other than w, x, Y, behind a consonant; or vowel, consonant at the start.</summary>
        private readonly bool EndsInShortSyllable(int end) => end >= 2
            && IsVowel(_word[end - 2])
            && !IsVowel(_word[end - 1])
            && (end == 2 || (_word[end - 1] is not ('w' or 'x' or 'Y') && !IsVowel(_word[end - 3])));

        private readonly bool IsShort() => _r1 >= Length && EndsInShortSyllable(Length);

        private void Step0()
        {
            if (Ends("'s'"))
            {
                Cut(3);
            }
            else if (Ends("'s"))
            {
                Cut(2);
            }
            else if (Ends("'"))
            {
                Cut(1);
            }
        }

        private void Step1A()
        {
            if (Ends("sses"))
            {
                Cut(2);
            }
            else if (Ends("ied") || Ends("ies"))
            {
                Cut(Length > 4 ? 2 : 1);
            }
            else if (Ends("us") || Ends("ss"))
            {
                return;
            }
            else if (Ends("s") && HasVowelBefore(Math.Max(Length - 2, 0)))
            {
                Cut(1);
            }
        }

        private void Step1B()
        {
            if (Ends("eedly") || Ends("eed"))
            {
                string suffix = Ends("eed") ? "eed" : "eedly";
                if (InR1(suffix))
                {
                    Replace(suffix, "ee");
                }

                return;
            }

            int cut = Ends("ingly") ? 5 : Ends("edly") ? 4 : Ends("ing") ? 3 : Ends("ed") ? 2 : 0;
            if (cut == 0 || !HasVowelBefore(Length - cut))
            {
                return;
            }

            Cut(cut);
            if (Ends("at") || Ends("bl") || Ends("iz"))
            {
                _word[Length++] = 'e';
            }
            else if (Length >= 2 && _word[Length - 1] == _word[Length - 2] && DoublesEnd.Contains(_word[Length - 1]))
            {
                Cut(1);
            }
            else if (IsShort())
            {
                _word[Length++] = 'e';
            }
        }

        private readonly void Step1C()
        {
            if (Length > 2 && _word[Length - 1] is 'y' or 'Y' && !IsVowel(_word[Length - 2]))
            {
                _word[Length - 1] = 'i';
            }
        }

        private void Step2()
        {
            (string Suffix, string By)? rule = FindStep2();
            if (rule is not { } found || !InR1(found.Suffix))
            {
                return;
            }

            switch (found.Suffix)
            {
                case "ogi" when !(Length > 3 && _word[Length - 4] == 'l'):
                case "li" when !(Length > 2 && LiEndings.Contains(_word[Length - 3])):
                    return;
                default:
                    Replace(found.Suffix, found.By);
                    return;
            }
        }

        private readonly (string Suffix, string By)? FindStep2()
        {
            ReadOnlySpan<(string Suffix, string By)> rules =
            [
                ("ational", "ate"), ("fulness", "ful"), ("iveness", "ive"), ("ization", "ize"), ("ousness", "ous"),
                ("biliti", "ble"), ("lessli", "less"), ("tional", "tion"), ("alism", "al"), ("aliti", "al"), ("ation", "ate"),
                ("entli", "ent"), ("fulli", "ful"), ("iviti", "ive"), ("ousli", "ous"), ("abli", "able"), ("alli", "al"),
                ("anci", "ance"), ("ator", "ate"), ("enci", "ence"), ("izer", "ize"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
            ];
            foreach ((string Suffix, string By) rule in rules)
            {
                if (Ends(rule.Suffix))
                {
                    return rule;
                }
            }

            return null;
        }

        private void Step3()
        {
            ReadOnlySpan<(string Suffix, string By)> rules =
            [
                ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("ative", ""), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"),
                ("ness", ""), ("ful", ""),
            ];
            foreach ((string suffix, string by) in rules)
            {
                if (Ends(suffix))
                {
                    if (suffix == "ative" ? InR2(suffix) : InR1(suffix))
                    {
                        Replace(suffix, by);
                    }

                    return;
                }
            }
        }

        private void Step4()
        {
            ReadOnlySpan<string> suffixes =
            [
                "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive", "ize", "ous", "al", "er", "ic",
            ];
            foreach (string suffix in suffixes)
            {
                if (Ends(suffix))
                {
                    if (InR2(suffix) && (suffix != "ion" || (Length > 3 && _word[Length - 4] is 's' or 't')))
                    {
                        Cut(suffix.Length);
                    }

                    return;
                }
            }
        }

        private void Step5()
        {
            if (Ends("e"))
            {
                if (InR2("e") || (InR1("e") && !EndsInShortSyllable(Length - 1)))
                {
                    Cut(1);
                }
            }
            else if (Ends("ll") && InR2("l"))
            {
                Cut(1);
            }
        }
    }
}
