using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MovieRec.Serving;

/// <summary>
/// Who asked to be forgotten. Kept as SHA-256 of pseudonyms: enough to recognise a row that comes back from a backup, and
/// nothing from which a person or a pseudonym can be told. Thread-safe; every change is on disk before it returns.
/// </summary>
public sealed class Tombstones
{
    private readonly string _path;
    private readonly Lock _lock = new();
    private Dictionary<string, TombstoneState> _states;

    private Tombstones(string path, Dictionary<string, TombstoneState> states)
    {
        _path = path;
        _states = states;
    }

    /// <summary>People in the list.</summary>
    public int Count => Volatile.Read(ref _states).Count;

    /// <summary>People whose traces may still be in older models, exports or backups.</summary>
    public int PendingCount => Volatile.Read(ref _states).Count(static s => s.Value == TombstoneState.Pending);

    /// <summary>Reads the list, or starts an empty one.</summary>
    /// <param name="path">The file; its folder is made when it is missing.</param>
    /// <exception cref="InvalidDataException">The file is damaged: nobody may be served before it is repaired, or forgotten people would come back.</exception>
    public static Tombstones Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        if (!File.Exists(full))
        {
            return new Tombstones(full, []);
        }

        try
        {
            Dictionary<string, TombstoneState>? states = JsonSerializer.Deserialize(CheckedText.Read(full), StoreJson.Default.DictionaryStringTombstoneState);
            return new Tombstones(full, states ?? []);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{full}' is not a list of tombstones: {e.Message}", e);
        }
    }

    /// <summary>Whether a pseudonym belongs to somebody who asked to be forgotten.</summary>
    /// <param name="pseudonym">The pseudonym, or any user id of a model.</param>
    public bool Contains(string pseudonym)
    {
        ArgumentNullException.ThrowIfNull(pseudonym);
        Dictionary<string, TombstoneState> states = Volatile.Read(ref _states);
        return states.Count > 0 && states.ContainsKey(HashOf(pseudonym));
    }

    /// <summary>Adds pseudonyms; they count from now on, also after a restart.</summary>
    /// <param name="pseudonyms">All pseudonyms of a person.</param>
    public void Add(IEnumerable<string> pseudonyms)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        Change(states =>
        {
            foreach (string pseudonym in pseudonyms)
            {
                states[HashOf(pseudonym)] = TombstoneState.Pending;
            }
        });
    }

    /// <summary>Takes somebody out again who came back and agreed anew: later events count.</summary>
    /// <param name="pseudonyms">All pseudonyms of the person.</param>
    public void Lift(IEnumerable<string> pseudonyms)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        Change(states =>
        {
            foreach (string pseudonym in pseudonyms)
            {
                states.Remove(HashOf(pseudonym));
            }
        });
    }

    internal IReadOnlyList<string> Pending() =>
        [.. Volatile.Read(ref _states).Where(static s => s.Value == TombstoneState.Pending).Select(static s => s.Key)];

    internal void Complete(IReadOnlyList<string> hashes) => Change(states =>
    {
        foreach (string hash in hashes)
        {
            if (states.ContainsKey(hash))
            {
                states[hash] = TombstoneState.Completed;
            }
        }
    });

    private void Change(Action<Dictionary<string, TombstoneState>> change)
    {
        lock (_lock)
        {
            Dictionary<string, TombstoneState> states = new(_states, StringComparer.Ordinal);
            change(states);
            CheckedText.Replace(_path, JsonSerializer.Serialize(states, StoreJson.Default.DictionaryStringTombstoneState));
            Volatile.Write(ref _states, states);
        }
    }

    private static string HashOf(string pseudonym) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pseudonym)));
}
