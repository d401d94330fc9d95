using System.Diagnostics;

namespace MovieRec.Serving.Benchmarks;

/// <summary>Collects the ids that a child prints; an id of which not all bytes came counts as not acknowledged.</summary>
internal sealed class Acknowledgements : IDisposable
{
    private readonly List<Guid> _ids = [];
    private readonly ManualResetEventSlim _first = new();
    private readonly Thread _thread;

    public Acknowledgements(Process child)
    {
        Stream stream = child.StandardOutput.BaseStream;
        _thread = new Thread(() =>
        {
            byte[] id = new byte[16];
            while (stream.ReadAtLeast(id, 16, throwOnEndOfStream: false) == 16)
            {
                lock (_ids)
                {
                    _ids.Add(new Guid(id, bigEndian: true));
                }

                _first.Set();
            }

            _first.Set();
        });
        _thread.Start();
    }

    public void WaitForFirst() => _first.Wait();

    public Guid[] Now()
    {
        lock (_ids)
        {
            return [.. _ids];
        }
    }

    public Guid[] Finish()
    {
        _thread.Join();
        return Now();
    }

    public void Dispose() => _first.Dispose();
}
