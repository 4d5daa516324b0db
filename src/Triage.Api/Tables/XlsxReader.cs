using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Triage.Api.Tables;

/// <summary>The rows of the first sheet of an Excel workbook, read as a stream. Formulas are never evaluated: what Excel last showed is read.</summary>
internal static class XlsxReader
{
    /// <summary>A file of 1 MB can unpack to 1 GiB.</summary>
    private const long MostUnpacked = 64 << 20;

    private const string Broken = "工作簿已损坏，读不出来：请用 Excel 或 WPS 打开后另存为 xlsx，再发送一次；打不开的，请从原来的系统重新导出";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = false, CloseInput = true };

    public static IEnumerable<TableRow> Rows(Stream file)
    {
        ZipArchive? zip = null;
        TableRow? fault = null;
        var budget = new Budget();
        List<string> strings = [];
        XmlReader? sheet = null;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.GetEntry("xl/sharedStrings.xml") is { } shared) strings = Strings(shared, budget);
            sheet = FirstSheet(zip) is { } entry ? XmlReader.Create(new Counted(entry.Open(), budget), Settings) : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or LimitException)
        {
            fault = new(1, [], broken is LimitException ? broken.Message : Broken);
        }
        using (zip)
        using (sheet)
        {
            if (fault is not null || sheet is null)
            {
                yield return fault ?? new(1, [], "工作簿中没有工作表：请确认发送的是 Excel 或 WPS 存的 xlsx 文件");
                yield break;
            }
            for (var line = 1; ; line++)
            {
                var row = Next(sheet, strings, ref line);
                if (row is null) yield break;
                yield return row;
                if (row.Fault is not null) yield break;
            }
        }
    }

    private static ZipArchiveEntry? FirstSheet(ZipArchive zip) =>
        zip.GetEntry("xl/worksheets/sheet1.xml")
        ?? zip.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && entry.FullName.EndsWith(".xml", StringComparison.Ordinal))
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal).FirstOrDefault();

    private static TableRow? Next(XmlReader sheet, List<string> strings, ref int line)
    {
        try
        {
            while (sheet.Read())
            {
                if (sheet.NodeType != XmlNodeType.Element || sheet.LocalName != "row") continue;
                if (int.TryParse(sheet.GetAttribute("r"), out var number)) line = number;
                return new(line, sheet.IsEmptyElement ? [] : Cells(sheet.ReadSubtree(), strings));
            }
            return null;
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or LimitException)
        {
            return new(line, [], broken is LimitException ? broken.Message : $"从这一行起{Broken}");
        }
    }

    private static string?[] Cells(XmlReader row, List<string> strings)
    {
        var cells = new List<string?>();
        using (row)
        {
            _ = row.Read();
            while (row.Read())
            {
                if (row.NodeType != XmlNodeType.Element || row.LocalName != "c") continue;
                var at = Column(row.GetAttribute("r")) ?? cells.Count;
                if (at > 1000) throw new LimitException("列数过多：一行至多 1,000 列");
                while (cells.Count <= at) cells.Add(null);
                var type = row.GetAttribute("t");
                if (!row.IsEmptyElement) cells[at] = TableReader.Cell(Value(row.ReadSubtree(), type, strings));
            }
        }
        return [.. cells];
    }

    private static string? Value(XmlReader cell, string? type, List<string> strings)
    {
        using (cell)
        {
            var text = new StringBuilder();
            while (cell.Read())
                if (cell.NodeType == XmlNodeType.Element && cell.LocalName is "v" or "t") text.Append(cell.ReadElementContentAsString());
            var value = text.ToString();
            return type switch
            {
                "s" => int.TryParse(value, out var index) && index >= 0 && index < strings.Count ? strings[index] : null,
                "b" => value == "1" ? "是" : "否",
                "e" => null,
                _ => value,
            };
        }
    }

    private static List<string> Strings(ZipArchiveEntry entry, Budget budget)
    {
        var strings = new List<string>();
        using var reader = XmlReader.Create(new Counted(entry.Open(), budget), Settings);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "si") continue;
            var text = new StringBuilder();
            using var item = reader.ReadSubtree();
            // Phonetic hints (rPh) are not part of the text.
            while (item.Read())
                if (item.NodeType == XmlNodeType.Element && item.LocalName == "rPh") item.Skip();
                else if (item.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace) text.Append(item.Value);
            strings.Add(text.ToString());
        }
        return strings;
    }

    /// <summary>AB12 is column 27.</summary>
    private static int? Column(string? reference)
    {
        if (reference is null) return null;
        var column = 0;
        foreach (var letter in reference)
            if (letter is >= 'A' and <= 'Z' && column < 100_000) column = (column * 26) + letter - 'A' + 1;
            else break;
        return column - 1;
    }

    /// <summary>A workbook may be sound and still more than is read; the message says so to whoever sent it.</summary>
    private sealed class LimitException(string message) : Exception(message);

    private sealed class Budget
    {
        private long _left = MostUnpacked;

        public void Spend(int bytes)
        {
            _left -= bytes;
            if (_left < 0) throw new LimitException($"工作簿解压后超过 {MostUnpacked >> 20} MB，请改用 CSV");
        }
    }

    private sealed class Counted(Stream inner, Budget budget) : Stream
    {
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            budget.Spend(read);
            return read;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
