using System.Globalization;
using Spectre.Console;
using Triage.Model;
using Triage.Model.Evaluation;

namespace Triage.Training;

/// <summary>Cards and scorecards for people.</summary>
internal static class CardReport
{
    public static void Write(TextWriter output, ModelCard card)
    {
        output.WriteLine($"模型 {card.Version}（{card.Trainer}，{card.TrainedOn:yyyy-MM-dd}，种子 {card.Seed}，{card.Rows} 行，案由 {card.Causes.Sum(family => family.Value.Count)} 个）");
        output.WriteLine($"放弃线 {card.Abstention.Below.ToString("0.000", CultureInfo.InvariantCulture)}：交人工 {Percent(card.Abstention.Budget)}，其余正确率 {Percent(card.Abstention.ExpectedAccuracy)}（交叉验证）");
        Write(output, card.CrossValidation, "交叉验证");
    }

    public static void Write(TextWriter output, Scorecard scores, string title)
    {
        output.WriteLine($"{title}：{scores.Rows} 行，正确率 {Interval(scores.Accuracy)}，宏平均 F1 {Interval(scores.MacroF1)}，校准误差 {Percent(scores.ExpectedCalibrationError)}");
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.Detect });
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in new[] { "类别", "行数", "预测数", "精确率", "召回率", "F1", "混淆（真→误）" }) table.AddColumn(header);
        for (var c = 0; c < scores.Classes.Count; c++)
        {
            var score = scores.Classes[c];
            table.AddRow(score.Label, $"{score.Support}", $"{score.Predicted}", Percent(score.Precision), Percent(score.Recall), Percent(score.F1), Mistakes(scores, c));
        }

        console.Write(table);
        output.WriteLine("覆盖率→正确率：" + string.Join("  ", scores.RiskCoverage.Select(point => $"{Percent(point.Coverage)}→{Percent(point.Accuracy)}")));
    }

    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static string Interval(Estimate estimate) => $"{Percent(estimate.Value)}［{Percent(estimate.Low)}, {Percent(estimate.High)}］";

    private static string Mistakes(Scorecard scores, int c) =>
        string.Join(" ", scores.Confusion[c].Select((count, predicted) => (count, predicted)).Where(cell => cell.predicted != c && cell.count > 0)
            .OrderByDescending(cell => cell.count).Take(3).Select(cell => $"{scores.Classes[cell.predicted].Label} {cell.count}"));
}
