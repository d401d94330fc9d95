namespace MovieRec.Data;

/// <summary>
/// The parts of the Parquet metadata that files of this library contain, by the field numbers of parquet.thrift. Indexes,
/// dictionaries, encryption, key–value pairs and the rest do not occur and are not accepted.
/// </summary>
internal static class ParquetShapes
{
    public const int PageType = 0;
    public const int UncompressedSize = 1;
    public const int CompressedSize = 2;
    public const int ValueCount = 3;

    private static readonly ThriftShape Statistics = ThriftShape.Struct(
        (1, ThriftShape.Binary), (2, ThriftShape.Binary), (3, ThriftShape.Int64), (5, ThriftShape.Binary), (6, ThriftShape.Binary));

    private static readonly ThriftShape SchemaElement = ThriftShape.Struct(
        (1, ThriftShape.Int32),
        (3, ThriftShape.Int32),
        (4, ThriftShape.Binary),
        (5, ThriftShape.Int32),
        (6, ThriftShape.Int32),
        (10, ThriftShape.Struct((1, ThriftShape.Struct()), (10, ThriftShape.Struct((1, ThriftShape.Byte), (2, ThriftShape.Bool))))));

    private static readonly ThriftShape ColumnMetaData = ThriftShape.Struct(
        (1, ThriftShape.Int32),
        (2, ThriftShape.List(ThriftShape.Int32)),
        (3, ThriftShape.List(ThriftShape.Binary)),
        (4, ThriftShape.Int32),
        (5, ThriftShape.Int64),
        (6, ThriftShape.Int64),
        (7, ThriftShape.Int64),
        (9, ThriftShape.Int64),
        (12, Statistics));

    private static readonly ThriftShape RowGroup = ThriftShape.Struct(
        (1, ThriftShape.List(ThriftShape.Struct((2, ThriftShape.Int64), (3, ColumnMetaData)))),
        (2, ThriftShape.Int64),
        (3, ThriftShape.Int64),
        (6, ThriftShape.Int64));

    public static ThriftShape Footer { get; } = ThriftShape.Struct(
        (1, ThriftShape.Int32),
        (2, ThriftShape.List(SchemaElement)),
        (3, ThriftShape.Int64),
        (4, ThriftShape.List(RowGroup)),
        (6, ThriftShape.Binary));

    /// <summary>The header of a data page; captures type, sizes and number of values.</summary>
    public static ThriftShape PageHeader { get; } = ThriftShape.Struct(
        (1, ThriftShape.Captured(PageType)),
        (2, ThriftShape.Captured(UncompressedSize)),
        (3, ThriftShape.Captured(CompressedSize)),
        (5, ThriftShape.Struct(
            (1, ThriftShape.Captured(ValueCount)), (2, ThriftShape.Int32), (3, ThriftShape.Int32), (4, ThriftShape.Int32), (5, Statistics))));
}
