using System.Text;
using Microsoft.Net.Http.Headers;
using Triage.Api.Data;

namespace Triage.Api.Tables;

internal enum TableFormat { Csv, Ndjson, Xlsx }

/// <summary>Section <c>Import</c>.</summary>
internal sealed record ImportOptions
{
    /// <summary>Lines of one file; a longer one is sent in parts.</summary>
    public int MostLines { get; init; } = 500_000;
}

/// <summary>A file on its way in, on disk while it is read (it may be larger than memory should hold) and gone afterwards.</summary>
internal sealed class Upload : IAsyncDisposable
{
    public const string CsvType = "text/csv", NdjsonType = "application/x-ndjson", XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>A ledger of 100,000 rows is about 25 MB.</summary>
    public const int LargestBody = 64 << 20;

    private readonly FileStream _file;

    private Upload(FileStream file, TableFormat format, string? charset)
    {
        _file = file;
        Format = format;
        Charset = charset;
    }

    public TableFormat Format { get; }

    private string? Charset { get; }

    public static TableFormat? FormatOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type.MediaType.Value?.ToLowerInvariant() switch { CsvType => TableFormat.Csv, NdjsonType => TableFormat.Ndjson, XlsxType => TableFormat.Xlsx, _ => null }
            : null;

    public static async Task<Upload> ReceiveAsync(HttpRequest request, TableFormat format, CancellationToken ct)
    {
        var charset = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue ? HeaderUtilities.RemoveQuotes(type.Charset).Value : null;
        return await OfAsync(request.Body, format, charset, ct);
    }

    public static async Task<Upload> OfAsync(Stream body, TableFormat format, string? charset, CancellationToken ct)
    {
        var file = PrivateFiles.Scratch();
        try
        {
            await body.CopyToAsync(file, ct);
            return new Upload(file, format, charset);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public Stream Open()
    {
        _file.Position = 0;
        return _file;
    }

    /// <summary>Text in the charset that was declared; else UTF-8 where all of it is UTF-8, and GB18030 where it is not: what Excel saves in China.</summary>
    public StreamReader OpenText()
    {
        var encoding = Charset is { } declared && !declared.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? Encoding.GetEncoding(declared)
            : IsUtf8(Open()) ? Encoding.UTF8 : Gb18030;
        return new StreamReader(Open(), encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }

    /// <summary>Why the file is not what it was sent as, by how it begins, and what to do; null where it may be. A file that was only renamed is read as text otherwise, and blamed for its quotation marks.</summary>
    public string? Mistaken()
    {
        Span<byte> magic = stackalloc byte[4];
        magic = magic[..Open().ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)];
        if (magic.IsEmpty) return "文件是空的。";
        if (magic.StartsWith(OldWorkbook)) return "这是旧版 Excel（.xls）文件，或者加了密码的工作簿：请在 Excel 或 WPS 里取消密码，另存为 xlsx 再发送。";
        if (magic.StartsWith(Zip) == (Format == TableFormat.Xlsx)) return null;
        return Format == TableFormat.Xlsx ? "这不是 xlsx 工作簿，改了扩展名的文件也不行：若是 CSV，请按 CSV 发送（扩展名 .csv）；否则请用 Excel 或 WPS 另存为 xlsx。"
            : "这是 xlsx 工作簿，却按文本发送：请把扩展名改回 .xlsx（内容类型用 xlsx 的）再发送，或者另存为 CSV。";
    }

    /// <summary>How a zip begins, and with it every xlsx; and how a compound file does, that of Excel before 2007 or under a password.</summary>
    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;
    private static ReadOnlySpan<byte> OldWorkbook => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>Lines of a text file, counted without reading them: a small file can have a great many.</summary>
    public long CountLines()
    {
        var (stream, bytes, lines) = (Open(), new byte[1 << 16], 0L);
        for (int read; (read = stream.Read(bytes)) > 0;) lines += bytes.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }

    private static Encoding Gb18030 => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private static bool IsUtf8(Stream stream)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, letters) = (new byte[1 << 16], new char[1 << 16]);
        try
        {
            int read;
            do
            {
                read = stream.Read(bytes);
                _ = decoder.GetChars(bytes, 0, read, letters, 0, flush: read == 0);
            }
            while (read > 0);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
