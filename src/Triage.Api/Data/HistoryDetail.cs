using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Triage.Api.Domain;

namespace Triage.Api.Data;

/// <summary>What an entry says about a change, as JSON: {reason?, before?, after?}.</summary>
internal static class HistoryDetail
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A new case repeats neither its text nor its people: the body holds them. Written member by member, because every receipt passes here.</summary>
    public static byte[] OfNew(string? reason, CourtCase c)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            if (reason is not null) json.WriteString("reason", reason);
            json.WriteStartObject("after");
            json.WriteString("state", EnumText.Of(c.State));
            json.WriteString("regime", c.Regime);
            json.WriteString("tribunal", c.Tribunal);
            json.WriteString("channel", EnumText.Of(c.Channel));
            json.WriteString("receivedOn", c.ReceivedOn.ToString("O", CultureInfo.InvariantCulture));
            json.WriteStartArray("numbers");
            foreach (var number in c.Numbers) json.WriteStringValue(number.Number);
            json.WriteEndArray();
            if (c.Route is { } route) json.WriteString("route", EnumText.Of(route));
            if (c.Procedure is { } procedure) json.WriteString("procedure", EnumText.Of(procedure));
            if (c.Bench is { } bench) json.WriteString("bench", EnumText.Of(bench));
            if (c.Team is { } team) json.WriteString("team", team);
            if (c.Cause is { } cause) json.WriteString("cause", cause.Name);
            json.WriteString("mediationWish", EnumText.Of(c.MediationWish));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[]? OfChange(HistoryEntry entry, byte[] body)
    {
        if (entry.Before is null) return entry.Reason is null ? null : Write(entry.Reason, null, [], default);
        using var before = JsonDocument.Parse(CaseJson.Write(entry.Before));
        using var after = JsonDocument.Parse(body);
        string[] names = [.. before.RootElement.EnumerateObject().Select(member => member.Name)
            .Union(after.RootElement.EnumerateObject().Select(member => member.Name))
            .Where(name => name != "version" && !Same(before.RootElement, after.RootElement, name))];
        return Write(entry.Reason, before.RootElement, names, after.RootElement);
    }

    public static byte[]? OfEvent(string? reason) => reason is null ? null : Write(reason, null, [], default);

    public static (string? Reason, JsonElement? Before, JsonElement? After) Read(ReadOnlyMemory<byte> detail)
    {
        using var document = JsonDocument.Parse(detail);
        return (document.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null, Member("before"), Member("after"));

        JsonElement? Member(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }

    private static bool Same(JsonElement before, JsonElement after, string name) =>
        before.TryGetProperty(name, out var old) == after.TryGetProperty(name, out var young) &&
        (old.ValueKind == JsonValueKind.Undefined || JsonElement.DeepEquals(old, young));

    private static byte[] Write(string? reason, JsonElement? before, string[] names, JsonElement after)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            if (reason is not null) json.WriteString("reason", reason);
            if (before is { } old) WriteMembers(json, "before", names, old);
            if (after.ValueKind == JsonValueKind.Object) WriteMembers(json, "after", names, after);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, string name, string[] names, JsonElement of)
    {
        json.WriteStartObject(name);
        foreach (var member in names)
        {
            json.WritePropertyName(member);
            if (of.TryGetProperty(member, out var value)) value.WriteTo(json);
            else json.WriteNullValue();
        }
        json.WriteEndObject();
    }
}
