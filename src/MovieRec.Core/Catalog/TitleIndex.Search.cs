using System.Numerics;

namespace MovieRec;

public sealed partial class TitleIndex
{
    // Distances between the kinds are larger than what a year can take away within one, except from exact and prefix
    // matches of another year, which a match of the right year should overtake.
    private const float ExactScore = 1f;
    private const float PrefixScore = 0.9f;
    private const float WordsScore = 0.7f;
    private const float TypoScore = 0.6f;
    private const float PartialScore = 0.3f;
    private const float OtherSpelling = 0.02f;
    private const float PerEdit = 0.05f;
    private const float AllWords = 0.02f;
    private const float OtherYear = 0.15f;
    private const float NextYear = 0.03f;
    private const float LowestTypo = 0.32f;

    /// <summary>The whole query as a title or its beginning.</summary>
    private void MatchWhole(in TitleQuery query, TitleSearchState state)
    {
        Span<char> text = stackalloc char[2 * TitleQuery.MaxLength];
        for (int way = 0; way < 8; way++)
        {
            bool withYear = (way & 1) == 0;
            bool canonical = (way & 2) != 0;
            bool withArticles = (way & 4) == 0;
            if (withYear || query.YearWord >= 0)
            {
                int length = query.Squeeze(text, withYear, canonical, withArticles);
                MatchSpelling(state, text[..length], withYear ? 0 : query.Year, !canonical && withArticles);
            }
        }
    }

    private void MatchSpelling(TitleSearchState state, ReadOnlySpan<char> text, int year, bool asWritten)
    {
        if (text.IsEmpty)
        {
            return;
        }

        for (int s = _names.LowerBound(text); s < _names.SpellingCount; s++)
        {
            ReadOnlySpan<char> spelling = _names.TextOf(s);
            if (!spelling.StartsWith(text))
            {
                break;
            }

            int name = _names.NameOf(s);
            bool exact = spelling.Length == text.Length;
            float score = exact ? ExactScore : PrefixScore;
            score -= asWritten && _names.IsAsWritten(s) ? 0 : OtherSpelling;
            state.AddWhole(name, score - YearPenalty(year, _years[_names.Items[name]]), exact);
        }
    }

    /// <summary>Words as typed; the last one may be unfinished; two words may be one in the title.</summary>
    private void MatchWords(in TitleQuery query, TitleSearchState state)
    {
        int last = LastWord(query);
        for (int w = 0; w < query.Words.Length; w++)
        {
            ReadOnlySpan<char> word = query.Words[w].Of(query.Letters);
            uint bit = 1u << w;
            AddWord(state, word, bit, prefix: w == last);
            ReadOnlySpan<char> digits = TitleNumerals.Canonical(word);
            if (digits != word)
            {
                AddWord(state, digits, bit, prefix: false);
            }

            if (w > 0)
            {
                TitleToken before = query.Words[w - 1];
                AddWord(state, query.Letters.Slice(before.Start, before.Length + word.Length), bit | (bit >> 1), prefix: w == last);
            }
        }
    }

    private void AddWord(TitleSearchState state, ReadOnlySpan<char> word, uint bits, bool prefix)
    {
        for (int v = _vocabulary.LowerBound(word); prefix ? _vocabulary.BeginsWith(v, word) : _vocabulary.IsWord(v, word); v++)
        {
            foreach (int name in _vocabulary.GetNames(v))
            {
                state.AddWord(name, bits, 0);
            }
        }
    }

    private void MatchTypos(in TitleQuery query, TitleSearchState state)
    {
        for (int w = 0; w < query.Words.Length; w++)
        {
            ReadOnlySpan<char> word = query.Words[w].Of(query.Letters);
            int limit = w == query.YearWord ? 0 : TitleTypos.Limit(word.Length);
            if (limit == 0)
            {
                continue;
            }

            int count = _vocabulary.FindTypos(word, limit, state.TypoWords, state.TypoDistances);
            for (int distance = 1; distance <= limit; distance++)
            {
                for (int t = 0; t < count; t++)
                {
                    if (state.TypoDistances[t] == distance)
                    {
                        foreach (int name in _vocabulary.GetNames(state.TypoWords[t]))
                        {
                            state.AddWord(name, 1u << w, distance);
                        }
                    }
                }
            }
        }
    }

    private int CountWithoutTypos(in TitleQuery query, TitleSearchState state)
    {
        uint required = RequiredWords(query);
        int count = 0;
        int previous = -1;
        for (int i = 0; i < state.TouchedNameCount; i++)
        {
            int name = state.TouchedNames[i];
            bool fits = state.NameScores[name] > 0 || (state.Matched[name] & required) == required;
            if (fits && _names.Items[name] != previous)
            {
                // An item whose names are far apart counts twice at most a few times: then typos are looked for a little too late.
                previous = _names.Items[name];
                count++;
            }
        }

        return count;
    }

    private int Rank(in TitleQuery query, TitleSearchState state, Span<TitleHit> destination)
    {
        uint required = RequiredWords(query);
        int weight = Weight(query, required);
        int contentWords = ContentWords(query);
        for (int i = 0; i < state.TouchedNameCount; i++)
        {
            int name = state.TouchedNames[i];
            TitleHit hit = Judge(query, state, name, required, weight, contentWords);
            if (hit.Score > 0)
            {
                state.AddHit(hit);
            }
        }

        int count = 0;
        for (int i = 0; i < state.TouchedItemCount; i++)
        {
            count = Offer(destination, count, state.ItemHits[state.TouchedItems[i]]);
        }

        return count;
    }

    private TitleHit Judge(in TitleQuery query, TitleSearchState state, int name, uint required, int weight, int contentWords)
    {
        int item = _names.Items[name];
        float whole = state.NameScores[name];
        uint matched = state.Matched[name];
        bool hasYearWord = query.YearWord >= 0 && (matched & (1u << query.YearWord)) != 0;
        float penalty = hasYearWord ? 0 : YearPenalty(query.Year, _years[item]);
        float words = 0;
        TitleMatch match = TitleMatch.Partial;
        if ((matched & required) == required && required != 0)
        {
            int edits = state.Edits[name];
            match = edits == 0 ? TitleMatch.Words : TitleMatch.Typo;
            words = edits == 0
                ? WordsScore
                : Math.Max(LowestTypo, TypoScore - (PerEdit * edits)) + (_names.WordCounts[name] == contentWords ? AllWords : 0);
        }
        else if (weight > 0)
        {
            float share = Weight(query, matched & required) / (float)weight;
            words = share >= 2f / 3 ? PartialScore * share : 0;
        }

        words = words == 0 ? 0 : Math.Max(words - penalty, 0.01f);
        if (whole >= words && whole > 0)
        {
            bool exact = state.IsExact(name);
            return new TitleHit(item, whole, exact ? TitleMatch.Exact : TitleMatch.Prefix);
        }

        return new TitleHit(item, words, match);
    }

    private int Offer(Span<TitleHit> destination, int count, in TitleHit hit)
    {
        if (count == destination.Length && !IsBefore(hit, destination[count - 1]))
        {
            return count;
        }

        int at = count < destination.Length ? count++ : count - 1;
        for (; at > 0 && IsBefore(hit, destination[at - 1]); at--)
        {
            destination[at] = destination[at - 1];
        }

        destination[at] = hit;
        return count;
    }

    private bool IsBefore(in TitleHit a, in TitleHit b)
    {
        if (a.Score != b.Score)
        {
            return a.Score > b.Score;
        }

        float popularityA = _popularity[a.ItemIndex];
        float popularityB = _popularity[b.ItemIndex];
        return popularityA != popularityB ? popularityA > popularityB : a.ItemIndex < b.ItemIndex;
    }

    private static float YearPenalty(int asked, int year) =>
        asked == 0 || asked == year ? 0 : year != 0 && Math.Abs(asked - year) == 1 ? NextYear : OtherYear;

    private static uint RequiredWords(in TitleQuery query)
    {
        uint all = (1u << query.Words.Length) - 1;
        return query.YearWord >= 0 ? all & ~(1u << query.YearWord) : all;
    }

    private static int LastWord(in TitleQuery query) =>
        query.YearWord == query.Words.Length - 1 ? query.Words.Length - 2 : query.Words.Length - 1;

    /// <summary>Letters of the words in a set; an article counts as one.</summary>
    private static int Weight(in TitleQuery query, uint words)
    {
        int weight = 0;
        for (; words != 0; words &= words - 1)
        {
            ReadOnlySpan<char> word = query.Words[BitOperations.TrailingZeroCount(words)].Of(query.Letters);
            weight += TitleText.IsArticle(word) ? 1 : word.Length;
        }

        return weight;
    }

    private static int ContentWords(in TitleQuery query)
    {
        int count = 0;
        for (int w = 0; w < query.Words.Length; w++)
        {
            count += w == query.YearWord || TitleText.IsArticle(query.Words[w].Of(query.Letters)) ? 0 : 1;
        }

        return count;
    }
}
