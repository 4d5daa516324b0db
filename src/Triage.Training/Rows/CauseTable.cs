using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Triage.Model.Text;

namespace Triage.Training.Rows;

/// <summary>The causes of a court as its table has them: columns code, parent and name; others are skipped.</summary>
internal static class CauseTable
{
    public static CauseTree Read(string path)
    {
        using var reader = TextFiles.Open(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture));
        if (!csv.Read() || !csv.ReadHeader()) throw new InputException(path, 1, "文件为空，应有列名行");
        foreach (var column in (string[])["code", "parent", "name"])
            if (csv.HeaderRecord?.Contains(column) != true)
                throw new InputException(path, 1, $"缺少 {column} 列");
        var rows = new List<(string, string, string)>();
        while (csv.Read()) rows.Add((csv.GetField("code") ?? "", csv.GetField("parent") ?? "", csv.GetField("name") ?? ""));
        return new CauseTree(rows);
    }
}
