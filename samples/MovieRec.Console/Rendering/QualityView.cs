using System.Globalization;
using MovieRec.Data;
using Spectre.Console;

namespace MovieRec.Cli.Rendering;

/// <summary>A quality report as a person reads it.</summary>
internal sealed class QualityView(CliContext context)
{
    public void Print(DataSetInfo info, DataQualityReport quality, OverlapReport? overlap)
    {
        Line($"{(info.Name.Length > 0 ? info.Name : "data set")}{(info.Simulated ? " (simulated)" : "")}: {quality.Interactions:N0} interactions of {quality.Users:N0} users on {quality.Items:N0} items, density {quality.Density:P3}");
        Line($"liked: {quality.LikedInteractions:N0}; users without interactions: {quality.UsersWithoutInteractions:N0}; items without: {quality.ItemsWithoutInteractions:N0}");
        Ratings(quality);
        LongTail(quality);
        Cutoffs(quality);
        Import(quality.Import);
        Time(quality);
        Metadata(quality);
        if (overlap is not null)
        {
            Line($"test set: {overlap.TestInteractions:N0} interactions, {overlap.SharedPairs:N0} of them ({overlap.SharedPairShare:P2}) also in the training set; {overlap.KnownUsers:N0} of {overlap.TestUsers:N0} users and {overlap.KnownItems:N0} of {overlap.TestItems:N0} items are known");
        }
    }

    private void Ratings(DataQualityReport quality)
    {
        if (quality.MeanRating is not { } mean)
        {
            Line($"no ratings");
            return;
        }

        Line($"mean rating {mean:F3}");
        Table table = NewTable("Rating", "Rows", "Share");
        foreach (RatingBin bin in quality.Ratings)
        {
            FormattableString range = bin.Lowest == bin.Highest ? (FormattableString)$"{bin.Lowest}" : $"{bin.Lowest:F2} to {bin.Highest:F2}";
            Row(table, range, $"{bin.Count:N0}", $"{bin.Share:P1}");
        }

        context.Results.Write(table);
    }

    private void LongTail(DataQualityReport quality)
    {
        LongTailReport tail = quality.LongTail;
        Line($"long tail: the top 1 / 10 / 20 % of the items have {tail.Top1PercentShare:P1} / {tail.Top10PercentShare:P1} / {tail.Top20PercentShare:P1} of the interactions; {tail.ItemsForHalf:N0} items have half, {tail.ItemsFor80Percent:N0} have 80 %; Gini {tail.Gini:F3}");
        Table table = NewTable("Interactions", "Min", "10 %", "25 %", "Median", "75 %", "90 %", "99 %", "Max", "Mean");
        Quantiles(table, "per user", quality.PerUser);
        Quantiles(table, "per item", quality.PerItem);
        context.Results.Write(table);
    }

    private static void Quantiles(Table table, string name, CountQuantiles c) => Row(
        table, $"{name}", $"{c.Minimum:N0}", $"{c.P10:N0}", $"{c.P25:N0}", $"{c.Median:N0}", $"{c.P75:N0}", $"{c.P90:N0}", $"{c.P99:N0}", $"{c.Maximum:N0}", $"{c.Mean:N1}");

    private void Cutoffs(DataQualityReport quality)
    {
        Line($"at least k interactions for every user and item; suggested: {quality.SuggestedMinimum}");
        Table table = NewTable("k", "Users", "Items", "Interactions", "Kept", "Density");
        foreach (CutoffEffect cutoff in quality.Cutoffs)
        {
            Row(table, $"{cutoff.Minimum}", $"{cutoff.Users:N0}", $"{cutoff.Items:N0}", $"{cutoff.Interactions:N0}", $"{cutoff.InteractionShare:P1}", $"{cutoff.Density:P3}");
        }

        context.Results.Write(table);
    }

    private void Import(ImportReport? import)
    {
        foreach (FileReport file in import?.Files ?? [])
        {
            string reasons = string.Join(", ", file.RejectedByReason.Select(static r => CliContext.Invariant($"{r.Key} {r.Value:N0}")));
            Line($"{Path.GetFileName(file.Path)}: {file.DataRows:N0} rows = {file.Accepted:N0} accepted + {file.Rejected:N0} rejected + {file.ExactDuplicates:N0} exact duplicates + {file.ConflictingDuplicates:N0} conflicting duplicates{(reasons.Length > 0 ? $" ({reasons})" : "")}");
        }
    }

    private void Time(DataQualityReport quality)
    {
        if (quality.Time is not { } time)
        {
            Line($"no timestamps");
            return;
        }

        Line($"from {Date(time.Earliest)} to {Date(time.Latest)}; {time.UnknownTimes:N0} unknown times");
        Line($"bursts: {time.SameSecondShare:P1} of a user's rows share the second with the row before, {time.WithinMinuteShare:P1} follow within a minute, {time.WithinHourShare:P1} within an hour, {time.WithinDayShare:P1} within a day; {time.SingleDayUserShare:P1} of the users did everything within one day");
        Table table = NewTable("Slice from", "To", "Rows", "New users' rows", "New items' rows", "Top 100 shared", "Rank correlation");
        foreach (TimeSlice slice in quality.Slices)
        {
            Row(
                table, $"{Date(slice.From)}", $"{Date(slice.To)}", $"{slice.Interactions:N0}", $"{slice.NewUserShare:P1}", $"{slice.NewItemShare:P1}", $"{slice.TopOverlap:P1}", $"{slice.RankCorrelation:F3}");
        }

        context.Results.Write(table);
        if (quality.ColdStart is { } cold)
        {
            Line($"cut at {Date(cold.Cut)}: {cold.TrainInteractions:N0} rows before, {cold.TestInteractions:N0} after; {cold.ColdUsers:N0} of {cold.TestUsers:N0} later users ({cold.ColdUserShare:P1}) and {cold.ColdItems:N0} of {cold.TestItems:N0} later items ({cold.ColdItemShare:P1}) are new; {cold.ColdUserInteractionShare:P1} of the later rows are by new users, {cold.ColdItemInteractionShare:P1} on new items");
        }
    }

    private void Metadata(DataQualityReport quality)
    {
        Table table = NewTable("Field", "Items without", "Share", "Share of interactions");
        foreach (FieldCoverage field in quality.Metadata)
        {
            Row(table, $"{field.Field}", $"{field.MissingItems:N0}", $"{field.MissingShare:P1}", $"{field.MissingInteractionShare:P1}");
        }

        context.Results.Write(table);
    }

    private static string Date(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds())).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Table NewTable(params ReadOnlySpan<string> columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        for (int i = 0; i < columns.Length; i++)
        {
            TableColumn column = new(columns[i]);
            table.AddColumn(i == 0 ? column : column.RightAligned());
        }

        return table;
    }

    private static void Row(Table table, params FormattableString[] cells) =>
        table.AddRow([.. cells.Select(static c => new Text(CliContext.Invariant(c)))]);

    private void Line(FormattableString text) => context.Terminal.Out.WriteLine(CliContext.Invariant(text));
}
