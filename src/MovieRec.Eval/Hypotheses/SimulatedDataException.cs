namespace MovieRec.Eval;

/// <summary>A hypothesis about people was put to simulated data: whatever came out would say how the data was simulated.</summary>
public sealed class SimulatedDataException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public SimulatedDataException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which data.</param>
    public SimulatedDataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which data.</param>
    /// <param name="innerException">The cause.</param>
    public SimulatedDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Throws for a simulated source.</summary>
    /// <param name="source">Where the data comes from; null (unknown) is refused too: what is not known never passes.</param>
    public static void ThrowIfSimulated(DataSetInfo? source)
    {
        if (source is null || source.Simulated)
        {
            throw new SimulatedDataException(source is null
                ? "The origin of the data is not known; a hypothesis needs real data."
                : $"The data set '{source.Name}' is simulated; simulated data never answers a hypothesis.");
        }
    }
}
