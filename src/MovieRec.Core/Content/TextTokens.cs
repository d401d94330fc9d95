namespace MovieRec;

/// <summary>
/// Words of a text, one after the other: runs of letters and digits (apostrophes between letters belong to the word), in
/// lower case, without diacritics. Allocates nothing.
/// </summary>
/// <param name="text">Any text.</param>
/// <param name="buffer">Receives the words, one at a time; longer words are cut to its length.</param>
internal ref struct TextTokens(ReadOnlySpan<char> text, Span<char> buffer)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<char> _buffer = buffer;
    private int _position;
    private int _length;

    /// <summary>The word, at the start of the buffer: the caller may change it (stemming).</summary>
    public readonly Span<char> Current => _buffer[.._length];

    /// <summary>Moves to the next word.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool MoveNext()
    {
        _length = 0;
        while (_position < _text.Length)
        {
            char c = _text[_position++];
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                Append(c);
            }
            else if (IsApostrophe(c) && _length > 0 && _position < _text.Length && char.IsLetter(_text[_position]))
            {
                Append('\'');
            }
            else if (!LetterFolding.IsMark(c) && _length > 0)
            {
                return true;
            }
        }

        return _length > 0;
    }

    private static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u2018' or '\u02BC';

    private void Append(char c)
    {
        if (_length + LetterFolding.MaxExpansion <= _buffer.Length)
        {
            _length += LetterFolding.Fold(c, _buffer[_length..]);
        }
    }
}
