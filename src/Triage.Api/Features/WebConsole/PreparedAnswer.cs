using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Triage.Api.Features.WebConsole;

/// <summary>A text as it goes over the line: compressed once, as well as it can be, when it is first asked for, and named by its content.</summary>
/// <remarks>All parts of the console together take most of a second to compress: a start does not wait for it.</remarks>
internal sealed class PreparedAnswer
{
    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _brotli, _gzip;

    public PreparedAnswer(string text, string contentType)
    {
        _plain = Encoding.UTF8.GetBytes(text);
        _brotli = new(() => Compressed(stream => new BrotliStream(stream, CompressionLevel.SmallestSize)));
        _gzip = new(() => Compressed(stream => new GZipStream(stream, CompressionLevel.SmallestSize)));
        ContentType = contentType;
        Hash = Convert.ToHexStringLower(SHA256.HashData(_plain))[..16];
    }

    public string ContentType { get; }

    public string Hash { get; }

    /// <summary>Bytes over the line for a browser that takes Brotli, without the headers.</summary>
    public int Length => _brotli.Value.Length;

    /// <param name="cacheControl">"no-cache": asked for again every time, sent again only where it changed.</param>
    public async Task SendAsync(HttpContext http, string cacheControl)
    {
        var (request, headers) = (http.Request.Headers, http.Response.Headers);
        headers.CacheControl = cacheControl;
        headers.ETag = $"\"{Hash}\"";
        headers.Vary = "Accept-Encoding";
        if (request.IfNoneMatch.ToString().Contains(Hash, StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var accepted = request.AcceptEncoding.ToString();
        var (encoding, bytes) = accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? ("br", _brotli.Value) : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? ("gzip", _gzip.Value) : ("", _plain);
        if (encoding.Length > 0) headers.ContentEncoding = encoding;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private byte[] Compressed(Func<Stream, Stream> compressor)
    {
        using var into = new MemoryStream();
        using (var stream = compressor(into)) stream.Write(_plain);
        return into.ToArray();
    }
}
