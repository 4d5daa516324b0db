using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>A page of cases; <paramref name="NextCursor"/> is null on the last one.</summary>
/// <param name="Total">How many there are in all.</param>
internal sealed record CasePage(IReadOnlyList<CaseResponse> Items, string? NextCursor, int? Total);

/// <summary>Which page: after which row, and how many. The cursor is opaque to clients: the sort key of the last row and its id.</summary>
/// <typeparam name="TKey">DateOnly or DateTimeOffset: what the list is sorted by.</typeparam>
internal sealed record PageRequest<TKey>(int Limit, TKey? After, string? AfterId) where TKey : struct, ISpanParsable<TKey>, IFormattable
{
    private const int Default = 50, Most = 200;

    public static (PageRequest<TKey> Page, Refusal? Refusal) Read(int? limit, string? cursor)
    {
        var first = new PageRequest<TKey>(limit ?? Default, null, null);
        if (limit is < 1 or > Most)
            return (first, Invalid("limit", $"limit 应为 1 至 {Most}。"));
        if (cursor is null)
            return (first, null);
        var text = Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && TKey.TryParse(text.AsSpan(0, bar), CultureInfo.InvariantCulture, out var key)
            ? (new PageRequest<TKey>(first.Limit, key, text[(bar + 1)..]), null)
            : (first, Invalid("cursor", "cursor 无效；请使用上一页返回的 nextCursor。"));
    }

    /// <summary>The condition that continues after the last row; empty on the first page, so that no untyped null reaches PostgreSQL.</summary>
    public string Seek(string column, bool descending = false) => After is null ? ""
        : descending ? $"and ({column} < @After or ({column} = @After and id < @AfterId))"
        : $"and ({column} > @After or ({column} = @After and id > @AfterId))";

    public static string Next(TKey key, string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{key.ToString("O", CultureInfo.InvariantCulture)}|{id}"));

    private static Refusal Invalid(string field, string reason) => new(RefusalCodes.BadQuery, reason, $"'{field}' is not valid.")
    { Errors = new Dictionary<string, string[]> { [field] = [reason] } };
}
