using System.IO.Compression;
using System.Security.Cryptography;

namespace MovieRec.Data;

/// <summary>
/// Fetches a known data set: size limit, checksum, safe unpacking. The caller has shown the terms and had them accepted.
/// </summary>
public sealed class DataSetDownload
{
    private const long LargestArchive = 2L << 30;
    private const long LargestContent = 16L << 30;
    private const int MostEntries = 1000;
    private readonly HttpClient _client;

    /// <summary>Creates a downloader.</summary>
    /// <param name="client">The client to fetch with; its time-outs apply.</param>
    public DataSetDownload(HttpClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
    }

    /// <summary>Downloads, verifies and unpacks.</summary>
    /// <param name="licence">Which data set.</param>
    /// <param name="folder">The folder to create: must not exist or be empty.</param>
    /// <param name="address">Where to fetch it instead of <see cref="DataSetLicence.Download"/>, such as a mirror; null for there.</param>
    /// <param name="progress">Told bytes received and the length of the archive (0 when unknown).</param>
    /// <param name="cancellationToken">Ends the download; nothing is left.</param>
    /// <returns>What was verified: <c>SHA-256</c>, <c>MD5</c>, or empty when no checksum is known.</returns>
    /// <exception cref="ArgumentException">There is no download address.</exception>
    /// <exception cref="IOException">The folder is in use, there is no network, or the server refuses.</exception>
    /// <exception cref="DataFormatException">Too long, another checksum, or an archive that cannot be unpacked safely.</exception>
    public async Task<string> RunAsync(
        DataSetLicence licence,
        string folder,
        Uri? address = null,
        IProgress<DataSetProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(licence);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        address ??= licence.Download ?? throw new ArgumentException($"{licence.Name} has no archive to download; see {licence.SourcePage}.", nameof(licence));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new IOException($"{folder} is not empty; expected a new or empty folder.");
        }

        string target = Path.GetFullPath(folder);
        string stage = Path.TrimEndingDirectorySeparator(target) + ".part";
        if (Directory.Exists(stage))
        {
            Directory.Delete(stage, recursive: true);
        }

        Directory.CreateDirectory(stage);
        try
        {
            string archive = Path.Combine(stage, "archive.zip");
            await FetchAsync(licence, address, archive, progress, cancellationToken).ConfigureAwait(false);
            string verified = await VerifyAsync(licence, archive, address, cancellationToken).ConfigureAwait(false);
            string content = Path.Combine(stage, "content");
            Unpack(archive, content, address.ToString(), cancellationToken);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(content, target);
            return verified;
        }
        finally
        {
            Directory.Delete(stage, recursive: true);
        }
    }

    private async Task FetchAsync(
        DataSetLicence licence, Uri address, string archive, IProgress<DataSetProgress>? progress, CancellationToken cancellationToken)
    {
        long limit = licence.Bytes > 0 ? licence.Bytes : LargestArchive;
        try
        {
            using HttpResponseMessage response = await _client
                .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new IOException($"{address}: the server answered {(int)response.StatusCode}.");
            }

            long announced = response.Content.Headers.ContentLength ?? 0;
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            FileStream file = new(archive, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            await using (body.ConfigureAwait(false))
            await using (file.ConfigureAwait(false))
            {
                byte[] block = new byte[1 << 16];
                long received = 0;
                for (int read; (read = await body.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    received += read;
                    if (received > limit)
                    {
                        throw new DataFormatException(address.ToString(), 0, "", $"the archive is longer than {limit} bytes", "");
                    }

                    await file.WriteAsync(block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    progress?.Report(new DataSetProgress(received, Math.Max(announced, received)));
                }
            }
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"{address} cannot be reached ({e.Message}): there is no network, or the address is blocked. Fetch it elsewhere, unpack it and name its folder.", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{address} does not answer in time: there is no network, or the address is blocked. Fetch it elsewhere, unpack it and name its folder.", e);
        }
    }

    private static async Task<string> VerifyAsync(DataSetLicence licence, string archive, Uri address, CancellationToken cancellationToken)
    {
        if (licence.Sha256.Length == 0 && licence.Md5.Length == 0)
        {
            return "";
        }

        bool sha = licence.Sha256.Length > 0;
        FileStream file = File.OpenRead(archive);
        await using (file.ConfigureAwait(false))
        {
#pragma warning disable CA5351 // MD5 is what the publisher states for some archives; it finds damage, not malice.
            byte[] hash = sha
                ? await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false)
                : await MD5.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA5351
            string found = Convert.ToHexStringLower(hash);
            string expected = sha ? licence.Sha256 : licence.Md5;
            string kind = sha ? "SHA-256" : "MD5";
            return found == expected
                ? kind
                : throw new DataFormatException(
                    address.ToString(), 0, "", $"the {kind} of the archive is {found}; expected {expected}: it is damaged, or another version", "");
        }
    }

    /// <summary>Every entry stays inside the folder and within limits; the one top folder that MovieLens archives have is left out.</summary>
    private static void Unpack(string archive, string target, string address, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(archive);
            if (zip.Entries.Count > MostEntries || zip.Entries.Sum(static e => Math.Max(0, e.Length)) > LargestContent)
            {
                throw new DataFormatException(address, 0, "", $"the archive has more than {MostEntries} entries or {LargestContent} bytes", "");
            }

            string root = target + Path.DirectorySeparatorChar;
            string[] names = [.. zip.Entries.Select(static e => e.FullName.Replace('\\', '/'))];
            string top = names.Length > 0 ? names[0].Split('/')[0] + "/" : "";
            bool wrapped = names.Length > 0 && names.All(n => n.StartsWith(top, StringComparison.Ordinal));
            for (int i = 0; i < names.Length; i++)
            {
                string name = wrapped ? names[i][top.Length..] : names[i];
                string path = Path.GetFullPath(Path.Combine(target, name));
                if (names[i].Split('/').Contains("..") || Path.IsPathRooted(names[i]) || (name.Length > 0 && !path.StartsWith(root, StringComparison.Ordinal)))
                {
                    throw new DataFormatException(address, 0, "", "an entry of the archive lies outside its folder", names[i]);
                }

                if (name.Length == 0 || name.EndsWith('/'))
                {
                    continue;
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                Extract(zip.Entries[i], path, address, cancellationToken);
            }
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(address, 0, "", $"not a zip archive that can be unpacked ({e.Message})", "");
        }
    }

    private static void Extract(ZipArchiveEntry entry, string path, string address, CancellationToken cancellationToken)
    {
        using Stream from = entry.Open();
        using FileStream to = new(path, FileMode.CreateNew, FileAccess.Write);
        byte[] block = new byte[1 << 16];
        long written = 0;
        for (int read; (read = from.Read(block)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            written += read;
            if (written > entry.Length)
            {
                throw new DataFormatException(address, 0, "", "an entry of the archive is longer than it says", entry.FullName);
            }

            to.Write(block.AsSpan(0, read));
        }
    }
}
