using System.Globalization;

namespace MovieRec;

/// <summary>
/// The options of a model as a flat list of names and texts, so that a tool can show them without knowing the model.
/// Immutable. Numbers are written so that reading gives the same bits.
/// </summary>
public sealed class OptionBag
{
    internal const string SectionName = "options";
    private readonly ModelOption[] _items;
    private readonly Func<string, Exception> _error;

    private OptionBag(ModelOption[] items, Func<string, Exception> error)
    {
        _items = items;
        _error = error;
    }

    /// <summary>A list without options.</summary>
    public static OptionBag Empty { get; } = new([], static reason => new FormatException(reason));

    /// <summary>The options, in the order in which they were added.</summary>
    public IReadOnlyList<ModelOption> Items => _items;

    /// <summary>A bag of given options.</summary>
    /// <param name="options">Options with distinct names.</param>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    public static OptionBag From(IReadOnlyList<ModelOption> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionBag bag = Empty;
        foreach (ModelOption option in options)
        {
            bag = bag.With(option.Name, option.Value);
        }

        return bag;
    }

    /// <summary>Returns a list with one more option.</summary>
    /// <param name="name">Name; occurs once.</param>
    /// <param name="value">Text.</param>
    /// <exception cref="ArgumentException">The name is empty or is in the list.</exception>
    public OptionBag With(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return Find(name) is null
            ? new OptionBag([.. _items, new ModelOption(name, value)], _error)
            : throw new ArgumentException($"The option '{name}' was added before.", nameof(name));
    }

    /// <summary>Returns a list with one more option.</summary>
    /// <param name="name">Name; occurs once.</param>
    /// <param name="value">Value.</param>
    public OptionBag With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Returns a list with one more option.</summary>
    /// <param name="name">Name; occurs once.</param>
    /// <param name="value">Value.</param>
    public OptionBag With(string name, float value) => With(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Returns a list with one more option.</summary>
    /// <param name="name">Name; occurs once.</param>
    /// <param name="value">Value.</param>
    public OptionBag With(string name, double value) => With(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Returns a list with one more option.</summary>
    /// <param name="name">Name; occurs once.</param>
    /// <param name="value">Value, written <c>true</c> or <c>false</c>.</param>
    public OptionBag With(string name, bool value) => With(name, value ? "true" : "false");

    /// <summary>Looks an option up.</summary>
    /// <param name="name">Name, ordinal.</param>
    /// <param name="value">Its text, or the empty string.</param>
    /// <returns>False when there is no such option.</returns>
    public bool TryGet(string name, out string value)
    {
        string? found = Find(name);
        value = found ?? "";
        return found is not null;
    }

    /// <summary>The text of an option.</summary>
    /// <param name="name">Name.</param>
    /// <exception cref="FormatException">There is no such option (<see cref="ModelFormatException"/> when the list was read from a file).</exception>
    public string GetString(string name) => Find(name) ?? throw _error($"the option '{name}' is missing.");

    /// <summary>The value of an option.</summary>
    /// <param name="name">Name.</param>
    /// <exception cref="FormatException">Missing or not an int (<see cref="ModelFormatException"/> when the list was read from a file).</exception>
    public int GetInt32(string name) =>
        int.TryParse(GetString(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw Wrong(name, "an integer");

    /// <summary>The value of an option.</summary>
    /// <param name="name">Name.</param>
    /// <exception cref="FormatException">Missing or not a long (<see cref="ModelFormatException"/> when the list was read from a file).</exception>
    public long GetInt64(string name) =>
        long.TryParse(GetString(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw Wrong(name, "an integer");

    /// <summary>The value of an option.</summary>
    /// <param name="name">Name.</param>
    /// <exception cref="FormatException">Missing or not a number (<see cref="ModelFormatException"/> when the list was read from a file).</exception>
    public float GetSingle(string name) =>
        float.TryParse(GetString(name), NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : throw Wrong(name, "a number");

    /// <summary>The value of an option.</summary>
    /// <param name="name">Name.</param>
    /// <exception cref="FormatException">Missing or not a number (<see cref="ModelFormatException"/> when the list was read from a file).</exception>
    public double GetDouble(string name) =>
        double.TryParse(GetString(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(name, "a number");

    /// <summary>The value of an option.</summary>
    /// <param name="name">Name.</param>
    /// <exception cref="FormatException">Missing or not a truth value (<see cref="ModelFormatException"/> when the list was read from a file).</exception>
    public bool GetBoolean(string name) => GetString(name) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>The value of an option whose text is the name of an enum member.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="name">Name.</param>
    /// <exception cref="FormatException">Missing or not a member (<see cref="ModelFormatException"/> when the list was read from a file).</exception>
    public TEnum GetEnum<TEnum>(string name)
        where TEnum : struct, Enum
    {
        string text = GetString(name);
        return Enum.TryParse(text, out TEnum value) && Enum.IsDefined(value) && value.ToString() == text
            ? value
            : throw Wrong(name, $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");
    }

    internal static OptionBag Read(ModelSectionReader sections)
    {
        using SectionReader reader = sections.Open(SectionName);
        ModelOption[] items = new ModelOption[reader.ReadCount(8)];
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < items.Length; i++)
        {
            long at = reader.Position;
            items[i] = new ModelOption(reader.ReadString(), reader.ReadString());
            if (items[i].Name.Length == 0 || !names.Add(items[i].Name))
            {
                throw reader.Error($"the name of option {i}, '{items[i].Name}', is empty or occurs twice.", at);
            }
        }

        reader.ExpectEnd();
        return new OptionBag(items, reason => sections.Error(SectionName, reason));
    }

    internal void Write(SectionWriter writer)
    {
        writer.WriteInt32(_items.Length);
        foreach (ModelOption item in _items)
        {
            writer.WriteString(item.Name);
            writer.WriteString(item.Value);
        }
    }

    private string? Find(string name)
    {
        foreach (ModelOption item in _items)
        {
            if (item.Name == name)
            {
                return item.Value;
            }
        }

        return null;
    }

    private Exception Wrong(string name, string expected) => _error($"the option '{name}' is '{Find(name)}'; expected {expected}.");
}
