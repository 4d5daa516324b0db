using System.Buffers.Text;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>Opens a figure to its cases: what they add up to is the figure, always.</summary>
internal static class GetMetricCases
{
    private const int DefaultLimit = 50, MostLimit = 200;

    public static async Task<Results<Ok<MetricCases>, Problem>> Handle(string id, string? from, string? to, string? tribunal, string? asOf, string? part, string? family, string? cause, int? limit, string? cursor,
        CurrentUser user, CourtSetup court, MetricBook book, FigureTable table, Database database, CaseStore store, TimeProvider time, CancellationToken ct)
    {
        if (book.Find(id) is not { } metric) return Problems.NotFound($"没有名为“{id}”的指标；可用的见 GET /api/v1/metrics/definitions。", $"There is no metric '{id}'.");
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, asOf, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        (query, refusal) = query.Narrowed(family, cause, court);
        if (refusal is not null) return Problems.From(refusal);
        var asked = MetricPart.Numerator;
        if (part is { Length: > 0 } && !EnumText.TryParse(part, out asked)) return Invalid("part", "应为 numerator、denominator、shortfall（在分母、未计入分子）或 excess（超过参考上限）。");
        if (!metric.Has(asked)) return Invalid("part", asked == MetricPart.Shortfall ? "只有比率才有 shortfall（在分母、未计入分子的案件）。" : "只有设参考上限的平均数才有 excess（超过上限的案件）。");
        // A share is of the whole court: whoever belongs to one tribunal sees its number, not the others' cases.
        if (user.Tribunal is not null && metric.Part(asked).Any(term => term.Scope == TermScope.Court))
            return Problems.From(user.RefuseTribunal("")!);
        if (limit is < 1 or > MostLimit) return Invalid("limit", $"应为 1 至 {MostLimit}。");
        if (Offset(cursor) is not { } offset) return Invalid("cursor", "cursor 无效；请使用上一页返回的 nextCursor。");
        return TypedResults.Ok(await database.ReadAsync((connection, token) =>
            ReadAsync(connection, store, table, court, metric, asked, query, user, new Page(limit ?? DefaultLimit, offset), token), ct));
    }

    public static async Task<MetricCases> ReadAsync(DbConnection connection, CaseStore store, FigureTable table, CourtSetup court, MetricDefinition metric, MetricPart part, MetricQuery query,
        CurrentUser user, Page page, CancellationToken ct)
    {
        var filter = $"from ({CaseListSql.Of(metric, part, query, court)}) as l where {CaseListSql.Counted}";
        var values = new { query.From, query.To, query.AsOf, Metric = metric.Id, page.Limit, page.Offset };
        var sums = (await connection.QueryAsync<TermRow>(new CommandDefinition(
            $"select l.term, cast(sum(l.amount) as bigint) as amount from ({CaseListSql.Terms(metric, part, query, court)}) as l where {CaseListSql.Counted} group by l.term", values, cancellationToken: ct)))
            .ToDictionary(row => row.Term, row => row.Amount);
        List<MetricSummand> summands = [.. metric.Part(part).Index().Select(term => new MetricSummand(CaseListWords.Of(metric, part, term.Index), term.Item.Kind == TermKind.One ? 1 : sums.GetValueOrDefault(term.Index)))];
        var count = await connection.QuerySingleAsync<long>(new CommandDefinition($"select cast(count(*) as bigint) {filter}", values, cancellationToken: ct));
        // What is counted above the line and not below it (an agreement confirmed that was reached earlier) makes up for nothing that is missing.
        if (part == MetricPart.Shortfall && count - summands.Sum(summand => summand.Amount) is > 0 and var besides) summands.Add(new MetricSummand("计入分子而不在分母内", besides));
        var rows = (await connection.QueryAsync<ListRow>(new CommandDefinition(
            $"select l.case_id, l.on_day, cast(l.amount as bigint) as amount, l.item, l.term {filter} order by l.on_day, l.case_id, l.item limit @Limit offset @Offset", values, cancellationToken: ct))).AsList();
        var cases = await OpenAsync(connection, store, [.. rows.Select(row => row.CaseId)], ct);
        return new MetricCases
        {
            Metric = metric.Id,
            Name = metric.Name,
            Part = part,
            From = query.FromMonth,
            To = query.ToMonth,
            Scope = query.Scope,
            Only = query.Only,
            AsOf = query.AsOf,
            Total = summands.Sum(summand => summand.Amount),
            Summands = summands,
            Note = CaseListWords.Note(metric, part, summands, count),
            Count = count,
            Items = [.. rows.Select(row => MetricCase.From(row.OnDay, row.Amount, CaseListWords.Why(part, metric.Part(part)[row.Term], row.OnDay, row.Item, row.Amount, cases[row.CaseId]), cases[row.CaseId], user, court) with { Handling = Handling(metric.Part(part)[row.Term], row.Item, cases[row.CaseId], table, query.AsOf) })],
            NextCursor = page.Offset + rows.Count < count ? Cursor(page.Offset + rows.Count) : null,
        };
    }

    /// <summary>Of a figure about time: what was due when, when it was done, and how late that was.</summary>
    private static Handling? Handling(MetricTerm term, int item, CourtCase c, FigureTable table, DateOnly asOf)
    {
        if (term.Measure?.Kind is not (FigureKind.IntakeDecided or FigureKind.IntakePending or FigureKind.TaskDone or FigureKind.TaskPending)) return null;
        var kind = term.Measure.Kind is FigureKind.IntakeDecided or FigureKind.IntakePending ? FigureKind.IntakePending : FigureKind.TaskPending;
        // What waits ends with the day on which it was done; what was done on the very day it came never waited.
        if (table.Of(c).FirstOrDefault(figure => figure.Event.Kind == kind && figure.Event.Item == item) is not { Event.Due: { } due } waited) return null;
        return new Handling(due, waited.Until, Math.Max(0, (waited.Until ?? asOf).DayNumber - due.DayNumber));
    }

    public static async Task<IReadOnlyDictionary<string, CourtCase>> OpenAsync(DbConnection connection, CaseStore store, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var cases = new Dictionary<string, CourtCase>(StringComparer.Ordinal);
        foreach (var id in ids)
            if (!cases.ContainsKey(id)) cases.Add(id, (await store.FindAsync(connection, id, ct))!);
        return cases;
    }

    private static Problem Invalid(string field, string reason) => Problems.From(new Refusal(RefusalCodes.BadQuery, reason, $"'{field}' is not valid.")
    { Errors = new Dictionary<string, string[]> { [field] = [reason] } });

    private static string Cursor(int offset) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(offset.ToString(CultureInfo.InvariantCulture)));

    private static int? Offset(string? cursor) =>
        cursor is null ? 0
        : Base64Url.IsValid(cursor) && int.TryParse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset
        : null;

    internal sealed record Page(int Limit, int Offset);

    private sealed record TermRow
    {
        public int Term { get; init; }
        public long Amount { get; init; }
    }

    private sealed record ListRow
    {
        public string CaseId { get; init; } = "";
        public DateOnly OnDay { get; init; }
        public long Amount { get; init; }
        public int Item { get; init; }
        public int Term { get; init; }
    }
}

/// <summary>A page of the cases behind one part of a figure.</summary>
internal sealed record MetricCases
{
    public required string Metric { get; init; }
    public required string Name { get; init; }
    public required MetricPart Part { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Scope { get; init; }
    /// <summary>The kind of dispute or the cause that was asked for, in words; null where every matter is meant.</summary>
    public required string? Only { get; init; }
    public required DateOnly AsOf { get; init; }
    /// <summary>Equals the numerator or denominator of the figure (or counts what falls short, or adds what exceeds), and what the summands and the amounts of all rows add up to.</summary>
    public required long Total { get; init; }
    /// <summary>What the definition adds and takes away.</summary>
    public required IReadOnlyList<MetricSummand> Summands { get; init; }
    /// <summary>Why there are more or fewer rows than the total says; null where there are as many.</summary>
    public required string? Note { get; init; }
    /// <summary>Rows in all pages; differs from the total only where the note says why.</summary>
    public required long Count { get; init; }
    public required IReadOnlyList<MetricCase> Items { get; init; }
    public required string? NextCursor { get; init; }
}

/// <param name="DoneOn">Null where it has not been done.</param>
/// <param name="DaysLate">Until it was done, or to the day of the figures; 0 in time.</param>
internal sealed record Handling(DateOnly DueOn, DateOnly? DoneOn, int DaysLate);

/// <param name="Amount">Negative where it is taken away.</param>
internal sealed record MetricSummand(string Name, long Amount);

/// <param name="On">The day by which it is counted.</param>
/// <param name="Amount">What it adds: 1; days, where days are summed; -1 for an appeal of a case closed before the period.</param>
/// <param name="Why">Why the row is in the list, in words.</param>
/// <param name="Plaintiffs">Masked for those who do not need the names.</param>
internal sealed record MetricCase(string Id, DateOnly On, long Amount, string Why, string? Number, string Tribunal, CaseState State, string? Cause, IReadOnlyList<string> Plaintiffs,
    IReadOnlyList<string> Defendants, Procedure? Procedure, string? Judge, DateOnly ReceivedOn, DateOnly? FiledOn, DateOnly? DueOn, DateOnly? ClosedOn)
{
    /// <summary>Only of figures about intake and tasks.</summary>
    public Handling? Handling { get; init; }

    public static MetricCase From(DateOnly on, long amount, string why, CourtCase stored, CurrentUser user, CourtSetup court)
    {
        var c = user.Is(Role.President) || user.Tribunal == stored.Tribunal ? stored : Masking.Mask(stored);
        return new(c.Id, on, amount, why, c.Numbers.Count > 0 ? c.Numbers[^1].Number : null, c.Tribunal, c.State, c.Cause?.Name, Names(PartyRole.Plaintiff, PartyRole.Applicant),
            Names(PartyRole.Defendant, PartyRole.Respondent), c.Procedure, c.Judge is { } judge ? court.NameOf(judge) ?? judge : null, c.ReceivedOn, c.FiledOn, c.Trial?.DueOn, c.ClosedOn);

        IReadOnlyList<string> Names(params ReadOnlySpan<PartyRole> roles)
        {
            var names = new List<string>();
            foreach (var party in c.Parties)
                if (roles.Contains(party.Role)) names.Add(party.Name);
            return names;
        }
    }
}
