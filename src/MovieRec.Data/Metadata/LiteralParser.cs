using System.Globalization;
using System.Text.Json;

namespace MovieRec.Data;

/// <summary>
/// Reads a field that holds JSON, or a Python literal as the older TMDB files have it. Nothing is evaluated. Depth and
/// number of values are limited; text after the value, or anything that is no plain literal, is an error.
/// </summary>
internal static class LiteralParser
{
    public const int MaxDepth = 16;
    public const int MaxValues = 200_000;

    /// <summary>Parses a field; an empty one is <see cref="Literal.Nothing"/>. Null when it is neither JSON nor a Python literal.</summary>
    public static Literal? TryParse(string field)
    {
        ReadOnlySpan<char> text = field.AsSpan().Trim();
        if (text.IsEmpty)
        {
            return Literal.Nothing;
        }

        // Both begin with [ or {; the first quote is that of the first key, and JSON has only double ones.
        int quote = text.IndexOfAny('"', '\'');
        return quote >= 0 && text[quote] == '"' ? TryParseJson(field) : new PythonLiteral(text).TryParse();
    }

    public static Literal? TryParseJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return FromJson(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string with half of a surrogate pair.
            return null;
        }
    }

    public static Literal FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new Literal { Text = element.GetString()! },
        JsonValueKind.Number => new Literal { Text = element.GetRawText(), Number = element.GetDouble() },
        JsonValueKind.Array => new Literal { Items = [.. element.EnumerateArray().Select(FromJson)] },
        JsonValueKind.Object => new Literal
        {
            Entries = [.. element.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, FromJson(p.Value)))],
        },
        _ => Literal.Nothing,
    };

    private ref struct PythonLiteral(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _position;
        private int _values;

        public Literal? TryParse()
        {
            Literal? value = Value(0);
            SkipSpace();
            return _position == _text.Length ? value : null;
        }

        private Literal? Value(int depth)
        {
            SkipSpace();
            if (depth > MaxDepth || ++_values > MaxValues || _position == _text.Length)
            {
                return null;
            }

            char c = _text[_position];
            switch (c)
            {
                case '[':
                    return Sequence(']', depth);
                case '(':
                    return Sequence(')', depth);
                case '{':
                    return Map(depth);
                case '\'' or '"':
                    return Quoted() is { } text ? new Literal { Text = text } : null;
                case 'u' when _position + 1 < _text.Length && _text[_position + 1] is '\'' or '"':
                    _position++;
                    return Quoted() is { } unicode ? new Literal { Text = unicode } : null;
                default:
                    return Plain();
            }
        }

        private Literal? Sequence(char end, int depth)
        {
            List<Literal> items = [];
            _position++;
            while (!Take(end))
            {
                if (Value(depth + 1) is not { } item)
                {
                    return null;
                }

                items.Add(item);
                if (!Take(',') && !IsNext(end))
                {
                    return null;
                }
            }

            return new Literal { Items = items };
        }

        private Literal? Map(int depth)
        {
            List<KeyValuePair<string, Literal>> entries = [];
            _position++;
            while (!Take('}'))
            {
                if (Value(depth + 1) is not { } key || !Take(':') || Value(depth + 1) is not { } value)
                {
                    return null;
                }

                entries.Add(KeyValuePair.Create(key.Text, value));
                if (!Take(',') && !IsNext('}'))
                {
                    return null;
                }
            }

            return new Literal { Entries = entries };
        }

        /// <summary>A number, None, True or False.</summary>
        private Literal? Plain()
        {
            int start = _position;
            while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '+' or '-' or '.' or '_'))
            {
                _position++;
            }

            ReadOnlySpan<char> word = _text[start.._position];
            if (word is "None" or "True" or "False")
            {
                return Literal.Nothing;
            }

            return !word.Contains('_') && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? new Literal { Text = word.ToString(), Number = number }
                : null;
        }

        private string? Quoted()
        {
            char quote = _text[_position++];
            int start = _position;
            int end = _text[start..].IndexOfAny(quote, '\\');
            if (end >= 0 && _text[start + end] == quote)
            {
                _position = start + end + 1;
                return _text.Slice(start, end).ToString();
            }

            System.Text.StringBuilder result = new();
            while (_position < _text.Length)
            {
                char c = _text[_position++];
                if (c == quote)
                {
                    return result.ToString();
                }

                if (c != '\\')
                {
                    result.Append(c);
                }
                else if (!Escape(result))
                {
                    return null;
                }
            }

            return null;
        }

        private bool Escape(System.Text.StringBuilder result)
        {
            if (_position == _text.Length)
            {
                return false;
            }

            char c = _text[_position++];
            switch (c)
            {
                case '\\' or '\'' or '"':
                    result.Append(c);
                    return true;
                case 'n':
                    result.Append('\n');
                    return true;
                case 'r':
                    result.Append('\r');
                    return true;
                case 't':
                    result.Append('\t');
                    return true;
                case 'x':
                    return Code(2, result);
                case 'u':
                    return Code(4, result);
                case 'U':
                    return Code(8, result);
                default:
                    return false;
            }
        }

        private bool Code(int digits, System.Text.StringBuilder result)
        {
            if (_text.Length - _position < digits
                || !uint.TryParse(_text.Slice(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
                || code > 0x10FFFF)
            {
                return false;
            }

            _position += digits;
            if (code is >= 0xD800 and <= 0xDFFF)
            {
                // Two escapes may make one character.
                result.Append((char)code);
            }
            else
            {
                result.Append(char.ConvertFromUtf32((int)code));
            }

            return true;
        }

        private bool Take(char c)
        {
            if (!IsNext(c))
            {
                return false;
            }

            _position++;
            return true;
        }

        private bool IsNext(char c)
        {
            SkipSpace();
            return _position < _text.Length && _text[_position] == c;
        }

        private void SkipSpace()
        {
            while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\r' or '\n')
            {
                _position++;
            }
        }
    }
}
