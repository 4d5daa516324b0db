using System.CommandLine;
using System.Text;
using Triage.Training.Sample;

namespace Triage.Training.Commands;

/// <summary>sample-year: the ledger of the sample court; the same seed and files give the same bytes.</summary>
internal static class SampleYearCommand
{
    /// <summary>The seed of the ledger that ships.</summary>
    public const int ShippedSeed = 2026;

    private static readonly Option<int> seed = new("--seed") { Description = "随机种子", DefaultValueFactory = _ => ShippedSeed };
    private static readonly Option<string> sample = new("--sample") { Description = "示例数据目录（其下有 court、narratives）", DefaultValueFactory = _ => Path.Combine("data", "sample") };
    private static readonly Option<string> target = new("--out") { Description = "写到哪个文件", DefaultValueFactory = _ => Path.Combine("data", "sample", "ledger.csv") };

    public static Command Create()
    {
        var command = new Command("sample-year", "生成示例法院一年的台账（案件均为虚构）") { seed, sample, target };
        command.SetAction(parsed =>
        {
            var rows = new SampleYear(SampleCourt.Load(parsed.GetValue(sample)!), parsed.GetValue(seed)).Rows();
            using (var text = new StreamWriter(parsed.GetValue(target)!, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))) SampleYear.Write(text, rows);
            parsed.InvocationConfiguration.Output.WriteLine($"{rows.Count} 行写入 {parsed.GetValue(target)}");
            return ExitCode.Done;
        });
        return command;
    }
}
