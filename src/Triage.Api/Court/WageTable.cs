namespace Triage.Api.Court;

/// <param name="Amount">Yuan a year.</param>
/// <param name="Series">Which series: 城镇非私营单位, 城镇单位 …</param>
/// <param name="Verified">False where the figure was not checked against the statistics bureau's own publication.</param>
internal sealed record WageFigure(string Province, int Year, DateOnly PublishedOn, decimal Amount, string Series, string Source, bool Verified);

/// <summary>Average annual wages of employed persons by province: the yardstick of small claims (民诉法165) and of mandatory simple procedure.</summary>
internal sealed class WageTable(IReadOnlyList<WageFigure> figures)
{
    public IReadOnlyList<WageFigure> Figures { get; } = figures;

    /// <summary>The figure in force on a day: the latest year already published then (解释272). Null when none had been published.</summary>
    public WageFigure? InForce(string province, string series, DateOnly on) => Figures
        .Where(figure => figure.Province == province && figure.Series == series && figure.PublishedOn <= on)
        .MaxBy(figure => figure.Year);
}
