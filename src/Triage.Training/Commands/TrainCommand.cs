using System.CommandLine;
using System.Globalization;
using Triage.Model;
using Triage.Training.Rows;

namespace Triage.Training.Commands;

/// <summary>train: fits, cross-validates, calibrates, sets the threshold, writes the model with its card.</summary>
internal static class TrainCommand
{
    private static readonly Option<string[]> data = new("--data") { Description = "训练数据：JSONL、CSV、TSV（可 .gz）", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> labels = new("--labels") { Description = "按 id 补标签：id、family、second、cause，制表符分隔" };
    private static readonly Option<string?> start = new("--base") { Description = "在已有模型上继续：文件，或 default" };
    private static readonly Option<string> trainer = new("--trainer") { Description = "训练器", DefaultValueFactory = _ => Trainers.Default };
    private static readonly Option<int> seed = new("--seed") { Description = "随机种子", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> target = new("--out") { Description = "模型写到", Required = true };
    private static readonly Option<string[]> weight = new("--weight") { Description = "某个数据文件的行权重：文件名=权重", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> cap = new("--cap") { Description = "某个数据文件里每个家族的总权重至多相当于多少行：文件名=行数（用于家族比例失衡的来源）", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> exclude = new("--exclude") { Description = "这些文件里的文本一律不参加训练（按折叠后的文本比对）", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> set = new("--set") { Description = "训练器设置：名称=数值，如 cost=1 longest=4 folds=5 budget=0.1667", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> trainedOn = new("--trained-on") { Description = "写入模型卡的日期 yyyy-MM-dd（默认今天）；同输入同日期同种子、同类处理器得同样的字节" };

    public static Command Create()
    {
        var command = new Command("train", "训练：交叉验证、校准、定放弃线，写出模型与模型卡") { data, labels, start, trainer, seed, target, weight, cap, exclude, set, trainedOn };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var error = parsed.InvocationConfiguration.Error;
        var name = parsed.GetValue(trainer)!;
        if (!Trainers.ByName.TryGetValue(name, out var create)) throw new InputException("--trainer", 0, $"没有 {name}；有：{string.Join("、", Trainers.ByName.Keys)}");
        var rows = new TrainingRows(
            parsed.GetValue(data)!,
            parsed.GetValue(labels) is { } file ? Label.ReadAll(file) : [],
            ByFile("--weight", parsed.GetValue(weight)).ToDictionary(pair => pair.Key, pair => (float)pair.Value, StringComparer.Ordinal),
            ByFile("--cap", parsed.GetValue(cap)).ToDictionary(pair => pair.Key, pair => Cap(pair.Key, pair.Value), StringComparer.Ordinal),
            (parsed.GetValue(exclude) ?? []).SelectMany(path => DataFile.Read(path)).Select(row => TriageModel.Hash(row.Text)).ToHashSet());
        var options = Settings.Apply(
            new LinearTrainerOptions
            {
                Seed = parsed.GetValue(seed),
                TrainedOn = Date(parsed.GetValue(trainedOn)),
                Data = rows.Sources,
                Base = parsed.GetValue(start) is { } from ? ModelPath.Load(from) : null,
            },
            Pairs("--set", parsed.GetValue(set)));

        using var progress = Progress.Start(error, "训练");
        progress.Say("读取数据，拟合");
        TriageModel model;
        try
        {
            model = create(options).Fit(rows.Read(), cancellation);
        }
        catch (ArgumentException e)
        {
            throw new InputException(parsed.GetValue(data)![0], 0, rows.Sources.Sum(source => source.Rows) == 0 ? "没有可用的带标签的行" : e.Message);
        }

        cancellation.ThrowIfCancellationRequested();
        ModelFile.Save(model, parsed.GetValue(target)!);
        progress.Dispose();
        if (parsed.GetValue(CommandLine.Json)) output.WriteLine(model.Card.ToJson());
        else CardReport.Write(output, model.Card);
        return ExitCode.Done;
    }

    private static DateOnly Date(string? value)
    {
        if (value is null) return DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        throw new InputException("--trained-on", 0, $"日期应为 yyyy-MM-dd：{value}");
    }

    /// <summary>A positive number for each file, each file named once.</summary>
    private static int Cap(string file, double rows) => rows >= 1 ? (int)rows : throw new InputException("--cap", 0, $"应为不小于 1 的行数：{file}={rows}");

    private static Dictionary<string, double> ByFile(string option, string[]? items)
    {
        var byFile = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in Pairs(option, items))
        {
            if (value <= 0) throw new InputException(option, 0, $"应为正数：{name}={value}");
            if (!byFile.TryAdd(name, value)) throw new InputException(option, 0, $"同一个文件给了两次：{name}");
        }

        return byFile;
    }

    private static List<(string Name, double Value)> Pairs(string option, string[]? items)
    {
        var pairs = new List<(string, double)>();
        foreach (var item in items ?? [])
        {
            var at = item.LastIndexOf('=');
            if (at < 1 || !double.TryParse(item[(at + 1)..], CultureInfo.InvariantCulture, out var value)) throw new InputException(option, 0, $"应为 名称=数值：{item}");
            pairs.Add((item[..at], value));
        }

        return pairs;
    }
}
