using System.Text;
using System.Text.Json;

namespace Triage.Training.Rows;

/// <summary>One JSON object to one row. Members that are not ours are skipped: above all those that give the answer away.</summary>
internal sealed class JsonRowParser(string path)
{
    private byte[] buffer = new byte[1 << 14];

    public DataRow Parse(string json, int line)
    {
        var need = Encoding.UTF8.GetMaxByteCount(json.Length);
        if (buffer.Length < need) buffer = new byte[need];
        try
        {
            var length = Encoding.UTF8.GetBytes(json, buffer);
            return Read(new Utf8JsonReader(buffer.AsSpan(0, length), new JsonReaderOptions { MaxDepth = 64 }), line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException(path, line, $"不是有效的 JSON：{e.Message}");
        }
    }

    private DataRow Read(Utf8JsonReader reader, int line)
    {
        string? id = null, text = null, family = null, cause = null, second = null, register = null, split = null, answer = null;
        float? weight = null;
        bool? unanimous = null;
        Dictionary<string, string>? options = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new InputException(path, line, "每行应是一个 JSON 对象");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "id": id = Text(ref reader, name, line); break;
                case "text": text = Text(ref reader, name, line); break;
                case "family": family = Text(ref reader, name, line); break;
                case "cause": cause = Text(ref reader, name, line); break;
                case "second": second = Text(ref reader, name, line); break;
                case "register": register = Text(ref reader, name, line); break;
                case "split": split = Text(ref reader, name, line); break;
                case "answer": answer = Text(ref reader, name, line); break;
                case "weight": weight = Weight(ref reader, line); break;
                case "unanimous": unanimous = reader.TokenType == JsonTokenType.True; break;
                case "options" when reader.TokenType == JsonTokenType.StartObject: options = Options(ref reader, line); break;
                default: reader.Skip(); break;
            }
        }

        while (reader.Read())
        {
        }

        return new DataRow(line, id, text ?? "", family, cause, second, weight, register, split, options, answer, unanimous);
    }

    private string? Text(ref Utf8JsonReader reader, string name, int line)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) throw new InputException(path, line, $"{name} 应为字符串");
        var value = reader.GetString();
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private float? Weight(ref Utf8JsonReader reader, int line)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var weight) && weight > 0 && float.IsFinite(weight)) return weight;
        throw new InputException(path, line, "weight 应为正数");
    }

    private Dictionary<string, string> Options(ref Utf8JsonReader reader, int line)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            options[key] = Text(ref reader, key, line) ?? "";
        }

        return options;
    }
}
