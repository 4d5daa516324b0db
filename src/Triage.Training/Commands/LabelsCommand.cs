using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Triage.Training.Commands;

/// <summary>labels: masked narratives with the final cause and route, for retraining.</summary>
internal static class LabelsCommand
{
    internal static readonly Option<string> Database = new("--database") { Description = "服务地址，例如 http://127.0.0.1:5080", Required = true };
    internal static readonly Option<string> User = new("--user") { Description = "数据人员的用户名（密码取自 TRIAGE_PASSWORD）", DefaultValueFactory = _ => "data" };
    private static readonly Option<DateOnly> from = new("--from") { Description = "收件日期起", Required = true };
    private static readonly Option<DateOnly> to = new("--to") { Description = "收件日期止", Required = true };
    private static readonly Option<string> target = new("--out") { Description = "JSONL 写到", Required = true };

    private static readonly JsonWriterOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var command = new Command("labels", "导出标注：脱敏叙述与最终的案由、去向") { Database, User, from, to, target };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var period = string.Create(CultureInfo.InvariantCulture, $"from={parsed.GetValue(from):yyyy-MM-dd}&to={parsed.GetValue(to):yyyy-MM-dd}&limit=200");
        using var service = await ServiceClient.SignInAsync(parsed.GetValue(Database)!, parsed.GetValue(User)!, cancellation);
        List<JsonElement> rows = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await service.GetAsync($"model/labels?{period}{(cursor.Length > 0 ? "&cursor=" + cursor : "")}", cancellation);
            rows.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }

        Rows.TextFiles.Write(parsed.GetValue(target)!, writer =>
        {
            foreach (var row in rows) writer.WriteLine(Compact(row));
        });
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(CommandLine.Json) ? $$"""{"rows":{{rows.Count}}}""" : $"{rows.Count} 行");
        return ExitCode.Done;
    }

    private static string Compact(JsonElement row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, readable)) row.WriteTo(json);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
