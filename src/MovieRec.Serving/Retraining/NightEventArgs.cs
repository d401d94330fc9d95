namespace MovieRec.Serving;

/// <summary>A night has ended.</summary>
/// <param name="night">What it brought.</param>
public sealed class NightEventArgs(NightRecord night) : EventArgs
{
    /// <summary>What it brought.</summary>
    public NightRecord Night { get; } = night;
}
