using System.IO.Compression;
using System.Text;

namespace Triage.Training.Rows;

/// <summary>Opens text as courts have it: UTF-8 with or without a mark, UTF-16 with one, GB18030 from an old office program; gzip by the name's end.</summary>
internal static class TextFiles
{
    private const int Block = 1 << 16;

    public static StreamReader Open(string path)
    {
        if (!File.Exists(path)) throw new InputException(path, 0, "找不到文件");
        var encoding = IsUtf8(path) ? new UTF8Encoding(false, throwOnInvalidBytes: true) : Encoding.GetEncoding("gb18030");
        return new StreamReader(OpenBytes(path), encoding, detectEncodingFromByteOrderMarks: true, Block);
    }

    /// <summary>Writes beside the target and renames when all is written.</summary>
    public static void Write(string path, Action<StreamWriter> write)
    {
        var temporary = path + ".tmp-" + Guid.NewGuid().ToString("N");
        try
        {
            using (var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(false), Block) { NewLine = "\n" }) write(writer);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static Stream OpenBytes(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Block, FileOptions.SequentialScan);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static bool IsUtf8(string path)
    {
        using var stream = OpenBytes(path);
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[Block];
        var chars = new char[Block];
        var first = true;
        try
        {
            for (int n; (n = stream.Read(bytes)) > 0; first = false)
            {
                // A mark of UTF-16 is recognised by the reader itself.
                if (first && n >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF))) return true;
                decoder.GetChars(bytes, 0, n, chars, 0, flush: false);
            }

            decoder.GetChars(bytes, 0, 0, chars, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        catch (InvalidDataException e)
        {
            throw new InputException(path, 0, $"压缩文件已损坏：{e.Message}");
        }
    }
}
