using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Triage.Model.Calibration;
using Triage.Model.Linear;
using Triage.Model.Text;

namespace Triage.Model;

/// <summary>
/// The file of a model: 8 bytes magic, format version, length of the payload, its SHA-256, the payload. Nothing is believed before length and hash are right.
/// </summary>
public static class ModelFile
{
    public const int FormatVersion = 3;
    private const int HeaderSize = 8 + 4 + 8 + 32;

    /// <summary>No model of ours comes near it; a length field must not make us reserve memory.</summary>
    private const long LargestPayload = 512L << 20;

    /// <summary>Ten times the official causes. More is no model of disputes, and a prediction reserves room for each.</summary>
    private const int MostClasses = 4096;

    private static ReadOnlySpan<byte> Magic => "TRIAGEMD"u8;

    /// <summary>The model shipped with the project: it is copied beside the assembly.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "models", "default.model");

    /// <exception cref="ModelFileException">The file must not be used; the exception says why.</exception>
    public static TriageModel Load(string path)
    {
        if (!File.Exists(path)) throw new ModelFileException(ModelFileFault.NotFound, Path.GetFileName(path));
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        return Load(stream);
    }

    /// <exception cref="ModelFileException">The content must not be used; the exception says why.</exception>
    public static TriageModel Load(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        var read = stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
        if (read < HeaderSize) throw new ModelFileException(ModelFileFault.TooShort, $"{read} < {HeaderSize}");
        if (!header[..8].SequenceEqual(Magic)) throw new ModelFileException(ModelFileFault.WrongMagic, Convert.ToHexString(header[..8]));
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version < FormatVersion) throw new ModelFileException(ModelFileFault.OlderVersion, $"{version} < {FormatVersion}");
        if (version > FormatVersion) throw new ModelFileException(ModelFileFault.NewerVersion, $"{version} > {FormatVersion}");
        var length = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        if (length is < 0 or > LargestPayload) throw new ModelFileException(ModelFileFault.TooLarge, $"{length}");
        if (stream.CanSeek && stream.Length - stream.Position != length)
            throw new ModelFileException(ModelFileFault.WrongLength, $"{stream.Length - stream.Position} ≠ {length}");
        var payload = ReadPayload(stream, length);
        if (!SHA256.HashData(payload).AsSpan().SequenceEqual(header[20..])) throw new ModelFileException(ModelFileFault.WrongHash, "SHA-256");
        return Parse(payload);
    }

    /// <summary>Writes beside the target, flushes to disk, then renames: the target is the old file or the new one, never half of it.</summary>
    public static void Save(TriageModel model, string path)
    {
        var temporary = path + ".tmp-" + Guid.NewGuid().ToString("N");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                Save(model, stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public static void Save(TriageModel model, Stream stream)
    {
        var (length, hash) = Measure(model);
        Span<byte> header = stackalloc byte[HeaderSize];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], FormatVersion);
        BinaryPrimitives.WriteInt64LittleEndian(header[12..], length);
        hash.CopyTo(header[20..]);
        stream.Write(header);
        Write(model, stream);
    }

    private static byte[] ReadPayload(Stream stream, long length)
    {
        // A stream without a length could promise much and hold little: take what comes, block by block.
        using var buffer = new MemoryStream(stream.CanSeek ? (int)length : 0);
        var block = new byte[1 << 16];
        for (int n; buffer.Length < length && (n = stream.Read(block, 0, (int)Math.Min(block.Length, length - buffer.Length))) > 0;) buffer.Write(block, 0, n);
        if (buffer.Length < length || stream.ReadByte() >= 0) throw new ModelFileException(ModelFileFault.WrongLength, $"{buffer.Length} / {length}");
        return buffer.Capacity == length ? buffer.GetBuffer() : buffer.ToArray();
    }

    /// <summary>Length and SHA-256 of the payload, without holding it in memory: a large model is written twice rather than kept twice.</summary>
    internal static (long Length, byte[] Hash) Measure(TriageModel model)
    {
        using var sha = SHA256.Create();
        using var hashing = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write);
        using var counting = new CountingStream(hashing);
        Write(model, counting);
        hashing.FlushFinalBlock();
        return (counting.Count, sha.Hash!);
    }

    private static void Write(TriageModel model, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        WriteBytes(writer, JsonSerializer.SerializeToUtf8Bytes(model.Card, ModelJson.Default.ModelCard));
        writer.Write(model.Rule.ToByte());
        writer.Write(model.Lexicon.Prints.Length);
        foreach (var print in model.Lexicon.Prints) writer.Write(print);
        writer.Write(model.Lexicon.Rarities);
        WriteClassifier(writer, model.FamilyClassifier);
        foreach (var cause in model.CauseClassifiers)
        {
            writer.Write(cause is not null);
            if (cause is not null) WriteClassifier(writer, cause.Classifier);
        }

        writer.Write(model.TextHashes.Length);
        foreach (var hash in model.TextHashes) writer.Write(hash);
        WriteHabits(writer, model.Habits);
        writer.Flush();
    }

    private static TriageModel Parse(byte[] payload)
    {
        try
        {
            var reader = new PayloadReader(payload);
            var card = JsonSerializer.Deserialize(reader.Bytes(), ModelJson.Default.ModelCard) ?? throw new ModelFileException(ModelFileFault.Malformed, "card");
            var rule = GramRule.FromByte(reader.Byte()) ?? throw new ModelFileException(ModelFileFault.Malformed, "n-gram");
            var lexicon = ReadLexicon(reader);
            var families = ReadClassifier(reader);
            var causes = new CauseClassifier?[families.Labels.Count];
            for (var f = 0; f < causes.Length; f++)
            {
                if (reader.Byte() == 0) continue;
                var classifier = ReadClassifier(reader);
                if (1L << classifier.Table.Index.Bits < families.Table.Index.Count) throw new ModelFileException(ModelFileFault.Malformed, "subset");
                causes[f] = new CauseClassifier(classifier.Table.Index, classifier);
            }

            var hashes = reader.Longs();
            var habits = ReadHabits(reader, families.Labels.Count, causes);
            reader.End();
            return new TriageModel(card, rule, lexicon, families, causes, hashes, habits);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or OverflowException or DecoderFallbackException)
        {
            throw new ModelFileException(ModelFileFault.Malformed, e.Message);
        }
    }

    /// <summary>Only a model that continues another has any; without them the file ends before.</summary>
    private static void WriteHabits(BinaryWriter writer, IReadOnlyList<FilingHabit> habits)
    {
        if (habits.Count == 0) return;
        writer.Write(habits.Count);
        foreach (var habit in habits)
        {
            writer.Write(habit.Family);
            writer.Write(habit.Cause);
            foreach (var share in habit.Shares) writer.Write(share);
        }
    }

    private static List<FilingHabit> ReadHabits(PayloadReader reader, int families, CauseClassifier?[] causes)
    {
        var habits = new List<FilingHabit>();
        if (reader.AtEnd) return habits;
        for (var left = reader.Count(sizeof(int)); left > 0; left--)
        {
            var (family, cause) = (reader.Int(), reader.Int());
            if (family < 0 || family >= families || cause < -1 || cause >= (causes[family]?.Classifier.Labels.Count ?? 0)) throw new ModelFileException(ModelFileFault.Malformed, "habits");
            habits.Add(new FilingHabit(family, cause, reader.Floats(families)));
        }

        return habits;
    }

    private static void WriteClassifier(BinaryWriter writer, LinearClassifier classifier)
    {
        writer.Write(classifier.Labels.Count);
        foreach (var label in classifier.Labels) WriteBytes(writer, Encoding.UTF8.GetBytes(label));
        writer.Write(classifier.Table.Index.Words.Length);
        foreach (var word in classifier.Table.Index.Words) writer.Write(word);
        WriteBytes(writer, classifier.Table.Rows);
        foreach (var bias in classifier.Table.Bias) writer.Write(bias);
        writer.Write(classifier.Calibrator.Slope);
        writer.Write(classifier.Calibrator.Growth);
        writer.Write(classifier.Calibrator.Doubt);
    }

    private static Lexicon ReadLexicon(PayloadReader reader)
    {
        var prints = reader.Shorts();
        return new Lexicon(prints, reader.Bytes(prints.Length).ToArray());
    }

    private static LinearClassifier ReadClassifier(PayloadReader reader)
    {
        var classes = reader.Count(sizeof(int));
        if (classes is 0 or > MostClasses) throw new ModelFileException(ModelFileFault.Malformed, "labels");
        var labels = new string[classes];
        for (var c = 0; c < classes; c++) labels[c] = Encoding.UTF8.GetString(reader.Bytes());
        // The engine counts on every label being another one and on no dispute being the last.
        if (labels.Distinct(StringComparer.Ordinal).Count() != classes || labels.AsSpan(0, classes - 1).Contains(TriageModel.NoDispute)) throw new ModelFileException(ModelFileFault.Malformed, "labels");
        var words = reader.Longs();
        if (!System.Numerics.BitOperations.IsPow2(words.Length)) throw new ModelFileException(ModelFileFault.Malformed, "index");
        var index = new RankedIndex(words);
        var rows = reader.Bytes().ToArray();
        var bias = reader.Floats(classes);
        var calibration = reader.Floats(3);
        return new LinearClassifier(labels, new WeightTable(index, rows, bias), new Calibrator(calibration[0], calibration[1], calibration[2]));
    }

    private static void WriteBytes(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}
