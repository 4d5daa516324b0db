using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Triage.Model;

namespace Triage.Tests.Model;

public sealed class ModelFileTests
{
    private const int HeaderSize = 52;
    private static readonly byte[] good = LinearTrainerTests.Bytes(SmallCourt.Model);

    [Fact]
    public void A_saved_model_predicts_the_same_when_loaded()
    {
        var loaded = ModelFile.Load(new MemoryStream(good)).CreatePredictionEngine();
        var engine = SmallCourt.Model.CreatePredictionEngine();
        foreach (var row in SmallCourt.Unseen().Take(20))
        {
            var (a, b) = (engine.Predict(row.Text), loaded.Predict(row.Text));
            Assert.Equal(a.Probability, b.Probability);
            Assert.Equal(a.Cause, b.Cause);
            Assert.Equal(a.Evidence, b.Evidence);
        }

        Assert.Equal(SmallCourt.Model.Card.ToJson(), loaded.Card.ToJson());
    }

    [Fact]
    public void A_missing_file_is_said_to_be_missing() =>
        Assert.Equal(ModelFileFault.NotFound, Assert.Throws<ModelFileException>(() => ModelFile.Load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()))).Fault);

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        foreach (var length in new[] { 0, 1, 7, 8, 51, 52, 53, good.Length / 2, good.Length - 1 })
        {
            var fault = Fault(good[..length]);
            Assert.Equal(length < HeaderSize ? ModelFileFault.TooShort : ModelFileFault.WrongLength, fault);
        }
    }

    [Fact]
    public void A_longer_file_is_refused() => Assert.Equal(ModelFileFault.WrongLength, Fault([.. good, 0]));

    [Fact]
    public void Other_files_are_not_models() => Assert.Equal(ModelFileFault.WrongMagic, Fault([.. "PK"u8, .. good[2..]]));

    [Fact]
    public void An_older_format_is_refused_with_what_to_do()
    {
        Assert.Equal(ModelFileFault.OlderVersion, Fault(With(bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), 1))));
        Assert.Contains("重新训练", new ModelFileException(ModelFileFault.OlderVersion, "1 < 2").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_format_is_named_as_such() => Assert.Equal(ModelFileFault.NewerVersion, Fault(With(bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), 99))));

    [Fact]
    public void A_huge_length_reserves_nothing() => Assert.Equal(ModelFileFault.TooLarge, Fault(With(bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(12), long.MaxValue))));

    [Fact]
    public void One_changed_bit_anywhere_is_found()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
            Assert.Equal(ModelFileFault.WrongHash, Fault(With(bytes => bytes[random.Next(HeaderSize, bytes.Length)] ^= (byte)(1 << random.Next(8)))));
    }

    [Fact]
    public void Garbage_under_a_right_hash_is_malformed_never_a_crash()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var bytes = With(b =>
            {
                // Lengths and counts are where harm hides: mostly near the start of the sections.
                for (var k = 0; k < 4; k++) b[random.Next(HeaderSize, random.Next(2) == 0 ? b.Length : HeaderSize + 4)] = (byte)random.Next(256);
                Seal(b);
            });
            try
            {
                // A changed weight or letter of the card still makes a model; it must then predict without failing.
                ModelFile.Load(new MemoryStream(bytes)).CreatePredictionEngine().Predict("借钱不还");
            }
            catch (ModelFileException e)
            {
                Assert.True(e.Fault == ModelFileFault.Malformed, $"seed {seed}: {e.Fault}");
            }
        }
    }

    [Theory]
    [InlineData("\"abstention\":{")]
    [InlineData("\"families\":[")]
    public void A_card_that_lacks_what_predicting_needs_is_malformed(string member) => Assert.Equal(ModelFileFault.Malformed, Fault(With(bytes =>
    {
        var value = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(member)) + member.Length - 1;
        var length = bytes.AsSpan(value).IndexOf(member[^1] == '{' ? (byte)'}' : (byte)']') + 1;
        bytes.AsSpan(value, length).Fill((byte)' ');
        "null"u8.CopyTo(bytes.AsSpan(value));
        Seal(bytes);
    })));

    [Fact]
    public void Two_classes_of_one_name_are_malformed() => Assert.Equal(ModelFileFault.Malformed, Fault(With(bytes =>
    {
        ReadOnlySpan<byte> lending = [7, 0, 0, 0, .. "lending"u8];
        "traffic"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(lending) + sizeof(int)));
        Seal(bytes);
    })));

    [Fact]
    public void Random_bytes_are_never_a_model()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var bytes = new byte[random.Next(0, 4096)];
            random.NextBytes(bytes);
            Assert.Throws<ModelFileException>(() => ModelFile.Load(new MemoryStream(bytes)));
        }
    }

    [Fact]
    public void Each_fault_has_a_code_and_a_Chinese_sentence()
    {
        foreach (var fault in Enum.GetValues<ModelFileFault>())
        {
            var exception = new ModelFileException(fault, "x");
            Assert.Matches("^model_[a-z_]+$", exception.Code);
            Assert.Matches("[\u4E00-\u9FFF]", exception.Message);
        }
    }

    [Fact]
    public void Saving_leaves_no_temporary_file_behind()
    {
        var folder = Directory.CreateTempSubdirectory("triage-model-");
        try
        {
            ModelFile.Save(SmallCourt.Model, Path.Combine(folder.FullName, "a.model"));
            ModelFile.Save(SmallCourt.Model, Path.Combine(folder.FullName, "a.model"));
            Assert.Equal(["a.model"], folder.EnumerateFiles().Select(file => file.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] With(Action<byte[]> change)
    {
        var bytes = good.ToArray();
        change(bytes);
        return bytes;
    }

    private static void Seal(byte[] bytes) => SHA256.HashData(bytes.AsSpan(HeaderSize), bytes.AsSpan(20, 32));

    private static ModelFileFault Fault(byte[] bytes) => Assert.Throws<ModelFileException>(() => ModelFile.Load(new MemoryStream(bytes))).Fault;
}
