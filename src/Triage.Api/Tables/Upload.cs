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
