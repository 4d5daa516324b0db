using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Triage.Api.Domain.Metrics;

namespace Triage.Api.Features.Metrics;

/// <summary>The report as a page for paper: A4, readable in black and white, no script.</summary>
internal static class ReportPage
{
    private const string Style = """
        @page{size:A4;margin:13mm 14mm 15mm;@bottom-center{content:"第 " counter(page) " 页，共 " counter(pages) " 页";font-size:8pt}}
        *{box-sizing:border-box}
        body{font:10.5pt/1.3 "Songti SC","SimSun","Noto Serif CJK SC",serif;color:#000;max-width:182mm;margin:0 auto;padding:6mm 0}
        h1{font:bold 18pt "Heiti SC","SimHei","Noto Sans CJK SC",sans-serif;text-align:center;margin:0 0 2mm}
        h2{font:bold 13pt "Heiti SC","SimHei","Noto Sans CJK SC",sans-serif;text-align:center;margin:0 0 2mm;break-after:avoid}
        .note{text-align:center;margin:0 0 2mm;font-size:9pt}
        table{border-collapse:collapse;width:100%;font-size:9pt}
        th,td{border:.25mm solid #000;padding:.35mm 1.4mm;line-height:1.25;text-align:right;font-variant-numeric:tabular-nums}
        th{background:#eee;text-align:center}
        td:first-child{text-align:left;white-space:nowrap}
        .figures td:last-child,.figures td:nth-child(3),.figures td:nth-child(4){text-align:center;white-space:nowrap}
        tr{break-inside:avoid}
        thead{display:table-header-group}
        .out{font-weight:bold;text-decoration:underline}
        figure{margin:1.5mm 0 0;break-inside:avoid}
        figcaption{font-size:9pt;text-align:center}
        svg{width:100%;height:auto}
        svg.key{width:8mm;height:3mm;vertical-align:-.3mm}
        section{break-before:page}
        section.first{break-before:auto}
        ol{font-size:8.5pt;padding-left:6mm}
        .foot{font-size:8pt;margin:1.5mm 0 0}
        th.part{text-align:left}
        .group td{font-weight:bold}
        """;

    public static string StyleHash { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>Lines that differ without colour: how they are dashed, and the sign at each point.</summary>
    private static readonly (string Dash, string Sign)[] Strokes = [("", "●"), ("6 3", "■"), ("2 3", "▲"), ("8 3 2 3", "◆")];

    private static readonly string[] Charted = ["closure_rate", "simple_procedure_rate", "settled_after_first_instance_rate", "mediation_success_rate"];

    public static string Write(MetricReport report)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(Text(report.Title)).Append("</title><style>")
            .Append(Style).Append("</style></head><body>");
        foreach (var (i, section) in report.Sections.Index())
        {
            html.Append(i == 0 ? "<section class=\"first\">" : "<section>").Append(i == 0 ? "<h1>" : "<h2>").Append(Text($"{report.Title}（{section.ShortName}）")).Append(i == 0 ? "</h1>" : "</h2>");
            html.Append("<p class=\"note\">").Append(Text(report.Note)).Append("</p>");
            Table(html, report, section);
            html.Append("<p class=\"foot\">").Append(Text(string.Join(' ', report.Remarks))).Append("</p>");
            Flow(html, report, section);
            Rates(html, report, section);
            html.Append("</section>");
            if (i == 0 && report.Sections.Count > 1) SideBySide(html, report);
        }
        report.Quality?.WritePage(html);
        html.Append("<section><h2>指标定义</h2><ol>");
        foreach (var metric in report.Book.Definitions) html.Append("<li>").Append(Text($"{metric.Name}：{metric.Formula}。范围：{metric.Scope}。来源：{metric.Source}。")).Append("</li>");
        return html.Append("</ol></section></body></html>").ToString();
    }

    private static void Table(StringBuilder html, MetricReport report, ReportSection section)
    {
        html.Append("<table class=\"figures\"><thead><tr><th>指标</th><th>").Append(report.Months[^1]).Append("</th><th>比上月</th><th>比上年同月</th><th>期间合计</th><th>分子／分母</th><th>参考区间</th></tr></thead><tbody>");
        foreach (var metric in report.Book.Definitions)
        {
            var (last, total) = (section.LastMonth[metric.Id], section.Total[metric.Id]);
            html.Append("<tr><td>").Append(Text(metric.Name)).Append("</td><td>").Append(FigureText.Value(metric, last)).Append("</td><td>").Append(report.Trend(metric, section, section.MonthBefore))
                .Append("</td><td>").Append(report.Trend(metric, section, section.YearBefore)).Append(FigureText.IsOutside(metric, total, report.Months.Count) ? "</td><td class=\"out\">" : "</td><td>")
                .Append(FigureText.Value(metric, total)).Append("</td><td>").Append(metric.Unit == MetricUnit.Count ? "" : string.Create(CultureInfo.InvariantCulture, $"{total.Numerator}／{total.Denominator}"))
                .Append("</td><td>").Append(FigureText.Range(metric)).Append("</td></tr>");
        }
        html.Append("</tbody></table>");
    }

    /// <summary>New and closed cases as pairs of bars, what is left as a line.</summary>
    private static void Flow(StringBuilder html, MetricReport report, ReportSection section)
    {
        var (filed, closed, left) = (Counts("new_cases"), Counts("closed_cases"), Counts("closing_stock"));
        var chart = new Chart(report.ChartMonths, 0, Round(filed.Concat(closed).Concat(left).Max()), value => value.ToString("0", CultureInfo.InvariantCulture));
        html.Append("<figure><svg viewBox=\"0 0 720 188\" role=\"img\" aria-label=\"收结存\"><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#000\" stroke-width=\"2\"/></pattern></defs>");
        chart.Axes(html);
        var width = Math.Min(18, chart.Step / 3);
        for (var i = 0; i < filed.Count; i++)
        {
            chart.Bar(html, chart.X(i) - width, width, filed[i], "url(#hatch)");
            chart.Bar(html, chart.X(i), width, closed[i], "#999");
        }
        chart.Line(html, left, "6 3", "■");
        html.Append("</svg><figcaption>各月收结（件）：<svg class=\"key\" viewBox=\"0 0 24 9\"><rect width=\"24\" height=\"9\" fill=\"url(#hatch)\" stroke=\"#000\"/></svg> 新收　　<svg class=\"key\" viewBox=\"0 0 24 9\"><rect width=\"24\" height=\"9\" fill=\"#999\" stroke=\"#000\"/></svg> 已结　　■ 期末未结</figcaption></figure>");

        List<double> Counts(string id) => [.. section.Past.Select(month => (double)month[id].Numerator)];
    }

    /// <summary>Up to a number whose quarters are whole and easy to read.</summary>
    private static double Round(double most)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, most / 4)))));
        return 4 * unit * ((double[])[1, 2, 2.5, 5, 10]).First(step => 4 * unit * step >= most && (unit > 1 || step != 2.5));
    }

    private static void Rates(StringBuilder html, MetricReport report, ReportSection section)
    {
        var chart = new Chart(report.ChartMonths, 0, 1, value => (value * 100).ToString("0", CultureInfo.InvariantCulture) + "%");
        html.Append("<figure><svg viewBox=\"0 0 720 188\" role=\"img\" aria-label=\"主要比率\">");
        chart.Axes(html);
        var legend = new List<string>();
        foreach (var (i, id) in Charted.Index())
        {
            chart.Line(html, [.. section.Past.Select(month => month[id].Value)], Strokes[i].Dash, Strokes[i].Sign);
            legend.Add($"{Strokes[i].Sign} {report.Book.Find(id)!.Name}");
        }
        html.Append("</svg><figcaption>各月主要比率：").Append(Text(string.Join("　　", legend))).Append("</figcaption></figure>");
    }

    private static readonly string[] Compared = ["new_cases", "closed_cases", "closing_stock", "closure_rate", "within_limit_rate", "mean_days_to_close", "simple_procedure_rate", "mediation_success_rate", "settled_after_first_instance_rate"];

    /// <summary>All on one page, in the court's own order.</summary>
    private static void SideBySide(StringBuilder html, MetricReport report)
    {
        html.Append("<section><h2>").Append(Text($"{report.Title}（各法庭并列）")).Append("</h2><p class=\"note\">").Append(Text(report.Note)).Append("</p><table><thead><tr><th>法庭</th>");
        List<MetricDefinition> metrics = [.. Compared.Select(id => report.Book.Find(id)!)];
        foreach (var metric in metrics) html.Append("<th>").Append(Text(metric.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var part in report.Sections.OrderBy(section => section.Code switch { MetricQuery.AllTribunals => 1, MetricQuery.All => 2, _ => 0 }))
        {
            html.Append("<tr><td>").Append(Text(part.ShortName));
            foreach (var metric in metrics) html.Append(FigureText.IsOutside(metric, part.Total[metric.Id], report.Months.Count) ? "</td><td class=\"out\">" : "</td><td>").Append(FigureText.Value(metric, part.Total[metric.Id]));
            html.Append("</td></tr>");
        }
        html.Append("</tbody></table><p class=\"foot\">").Append(Text(report.Remarks[^1])).Append("</p>");
        ByTribunal(html, report);
        html.Append("</section>");
    }

    /// <summary>Each tribunal beside the published range, in the court's own order.</summary>
    private static void ByTribunal(StringBuilder html, MetricReport report)
    {
        var metric = report.Book.Find("closure_rate")!;
        var parts = report.Sections.Where(section => section.Code is not (MetricQuery.All or MetricQuery.AllTribunals)).ToList();
        var chart = new Chart([.. parts.Select(part => part.ShortName)], 0, 1, value => (value * 100).ToString("0", CultureInfo.InvariantCulture) + "%");
        html.Append("<figure><svg viewBox=\"0 0 720 188\" role=\"img\" aria-label=\"各法庭结案率\">");
        if (metric.Reference is { } range) chart.Band(html, (double)(range.From ?? 0), (double)(range.To ?? 1));
        chart.Axes(html);
        for (var i = 0; i < parts.Count; i++)
            if (parts[i].Total[metric.Id].Value is { } value) chart.Dot(html, i, value, FigureText.Value(metric, parts[i].Total[metric.Id]));
        html.Append("</svg><figcaption>各法庭结案率与参考区间（灰带）；按法院编制顺序排列，不作排名</figcaption></figure>");
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>Where things stand on the paper.</summary>
    private sealed class Chart(IReadOnlyList<string> labels, double least, double most, Func<double, string> format)
    {
        private const double Left = 52, Right = 708, Top = 10, Bottom = 162;

        public double Step => (Right - Left) / labels.Count;

        public double X(int index) => Left + (Step * (index + 0.5));

        private double Y(double value) => Bottom - ((value - least) / (most - least) * (Bottom - Top));

        public void Axes(StringBuilder svg)
        {
            for (var i = 0; i <= 4; i++)
            {
                var value = least + ((most - least) * i / 4);
                Append(svg, $"<line x1=\"{Left}\" y1=\"{Y(value):0.#}\" x2=\"{Right}\" y2=\"{Y(value):0.#}\" stroke=\"#bbb\" stroke-width=\"0.6\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" font-size=\"11\" text-anchor=\"end\">{format(value)}</text>");
            }
            for (var i = 0; i < labels.Count; i++) Append(svg, $"<text x=\"{X(i):0.#}\" y=\"180\" font-size=\"11\" text-anchor=\"middle\">{Text(labels[i])}</text>");
        }

        public void Bar(StringBuilder svg, double x, double width, double value, string fill) =>
            Append(svg, $"<rect x=\"{x:0.#}\" y=\"{Y(value):0.#}\" width=\"{width:0.#}\" height=\"{Bottom - Y(value):0.#}\" fill=\"{fill}\" stroke=\"#000\" stroke-width=\"0.8\"/>");

        public void Band(StringBuilder svg, double from, double to) =>
            Append(svg, $"<rect x=\"{Left}\" y=\"{Y(to):0.#}\" width=\"{Right - Left}\" height=\"{Y(from) - Y(to):0.#}\" fill=\"#ddd\"/>");

        public void Dot(StringBuilder svg, int index, double value, string label) => Append(svg,
            $"<circle cx=\"{X(index):0.#}\" cy=\"{Y(value):0.#}\" r=\"4\"/><text x=\"{X(index):0.#}\" y=\"{Y(value) + 18:0.#}\" font-size=\"11\" text-anchor=\"middle\">{Text(label)}</text>");

        public void Line(StringBuilder svg, List<double> values, string dash, string sign) => Line(svg, values.ConvertAll(value => (double?)value), dash, sign);

        /// <summary>A month without a value leaves a gap.</summary>
        public void Line(StringBuilder svg, List<double?> values, string dash, string sign)
        {
            for (var i = 0; i < values.Count; i++)
            {
                if (values[i] is not { } value) continue;
                if (i > 0 && values[i - 1] is { } before)
                    Append(svg, $"<line x1=\"{X(i - 1):0.#}\" y1=\"{Y(before):0.#}\" x2=\"{X(i):0.#}\" y2=\"{Y(value):0.#}\" stroke=\"#000\" stroke-width=\"1.4\" stroke-dasharray=\"{dash}\"/>");
                Append(svg, $"<text x=\"{X(i):0.#}\" y=\"{Y(value) + 4:0.#}\" font-size=\"11\" text-anchor=\"middle\">{sign}</text>");
            }
        }

        private static void Append(StringBuilder svg, FormattableString element) => svg.Append(element.ToString(CultureInfo.InvariantCulture));
    }
}
