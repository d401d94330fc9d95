using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace MovieRec.Data.Tests.Licences;

public sealed class DataSetDownloadTests : IDisposable
{
    private readonly TemporaryFolder _files = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task RunAsync_GoodArchive_IsVerifiedAndUnpackedWithoutItsTopFolder()
    {
        byte[] zip = Zip(("ml-x/", ""), ("ml-x/README.txt", "read"), ("ml-x/sub/ratings.csv", "userId"));
        using Server server = new(zip);

        string verified = await new DataSetDownload(_client).RunAsync(Licence(zip), _files["out"], server.Address);

        Assert.Equal("SHA-256", verified);
        Assert.Equal("read", File.ReadAllText(_files["out/README.txt"]));
        Assert.Equal("userId", File.ReadAllText(_files["out/sub/ratings.csv"]));
        Assert.Equal(["out"], _files.Names());
    }

    [Fact]
    public async Task RunAsync_OtherChecksum_LeavesNothing()
    {
        byte[] zip = Zip(("ml-x/README.txt", "read"));
        using Server server = new(zip);
        DataSetLicence licence = Licence(zip) with { Sha256 = new string('0', 64) };

        DataFormatException e = await Assert.ThrowsAsync<DataFormatException>(() => new DataSetDownload(_client).RunAsync(licence, _files["out"], server.Address));

        Assert.Contains("SHA-256", e.Message, StringComparison.Ordinal);
        Assert.Empty(_files.Names());
    }

    [Fact]
    public async Task RunAsync_LongerThanStated_Stops()
    {
        byte[] zip = Zip(("ml-x/README.txt", "read"));
        using Server server = new(zip);

        await Assert.ThrowsAsync<DataFormatException>(() => new DataSetDownload(_client).RunAsync(Licence(zip) with { Bytes = 10 }, _files["out"], server.Address));

        Assert.Empty(_files.Names());
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("ml-x/../../evil.txt")]
    [InlineData("/evil.txt")]
    [InlineData("ml-x\\..\\..\\evil.txt")]
    public async Task RunAsync_EntryOutsideTheFolder_IsRefused(string name)
    {
        byte[] zip = Zip((name, "evil"), ("ml-x/README.txt", "read"));
        using Server server = new(zip);

        await Assert.ThrowsAsync<DataFormatException>(() => new DataSetDownload(_client).RunAsync(Licence(zip), _files["out"], server.Address));

        Assert.Empty(_files.Names());
        Assert.False(File.Exists(Path.Combine(Path.GetTempPath(), "evil.txt")));
    }

    [Fact]
    public async Task RunAsync_NotAZip_IsRefused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("<html>blocked</html>");
        using Server server = new(bytes);

        await Assert.ThrowsAsync<DataFormatException>(() => new DataSetDownload(_client).RunAsync(Licence(bytes), _files["out"], server.Address));
    }

    [Fact]
    public async Task RunAsync_NobodyListens_SaysNoNetwork()
    {
        Uri nobody;
        using (Server server = new([]))
        {
            nobody = server.Address;
        }

        IOException e = await Assert.ThrowsAsync<IOException>(() => new DataSetDownload(_client).RunAsync(Licence([1]), _files["out"], nobody));

        Assert.Contains("there is no network", e.Message, StringComparison.Ordinal);
        Assert.Empty(_files.Names());
    }

    [Fact]
    public async Task RunAsync_FolderInUse_IsRefused()
    {
        Directory.CreateDirectory(_files["out"]);
        File.WriteAllText(_files["out/mine.txt"], "mine");

        await Assert.ThrowsAsync<IOException>(() => new DataSetDownload(_client).RunAsync(Licence([1]), _files["out"], new Uri("http://127.0.0.1:9/")));

        Assert.Equal("mine", File.ReadAllText(_files["out/mine.txt"]));
    }

    private static DataSetLicence Licence(byte[] archive) => DataSetLicences.Find("ml-latest-small")! with
    {
        Bytes = 0,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(archive)),
    };

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using MemoryStream result = new();
        using (ZipArchive zip = new(result, ZipArchiveMode.Create))
        {
            foreach ((string name, string text) in entries)
            {
                using StreamWriter writer = new(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return result.ToArray();
    }

    /// <summary>Answers every request on the loopback address with the same bytes.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Server(byte[] body)
        {
            _listener.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/archive.zip");
            _ = ServeAsync(body);
        }

        public Uri Address { get; }

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(byte[] body)
        {
            try
            {
                while (true)
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync();
                    NetworkStream stream = client.GetStream();
                    await stream.ReadAtLeastAsync(new byte[4096], 1);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
                    await stream.WriteAsync(body);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
