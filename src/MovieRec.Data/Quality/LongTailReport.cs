namespace MovieRec.Data;

/// <summary>How unevenly interactions are spread over all items of the id map, most popular first.</summary>
/// <param name="Top1PercentShare">Share of the interactions that fall on the most popular 1 % of the items (rounded up to whole items).</param>
/// <param name="Top10PercentShare">The same for 10 %.</param>
/// <param name="Top20PercentShare">The same for 20 %.</param>
/// <param name="ItemsForHalf">The smallest number of items that together have at least 50 % of the interactions.</param>
/// <param name="ItemsFor80Percent">The smallest number of items that together have at least 80 % of the interactions.</param>
/// <param name="Gini">
/// Gini coefficient of the interactions per item: Σ_i (2i − n − 1)·x_i / (n · Σ x), x ascending, i from 1. 0: all items
/// equally popular; towards 1: few items have everything.
/// </param>
public sealed record LongTailReport(
    double Top1PercentShare, double Top10PercentShare, double Top20PercentShare, int ItemsForHalf, int ItemsFor80Percent, double Gini);
