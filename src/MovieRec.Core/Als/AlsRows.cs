namespace MovieRec;

/// <summary>Which side's vectors a matrix holds.</summary>
internal enum AlsRows
{
    /// <summary>Users; with item biases the last coordinate is 1.</summary>
    Users,

    /// <summary>Items; with item biases the last coordinate is the bias.</summary>
    Items,
}
