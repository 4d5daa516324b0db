using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Features.Intake;

/// <summary>Cases, the latest first. A person of one tribunal sees that one; a mediator sees the cases taken.</summary>
internal static class ListCases
{
    public static async Task<Results<Ok<CasePage>, Problem>> Handle([AsParameters] CaseFilter filter, CurrentUser user, Database database, CaseStore store,
        CourtSetup court, Sealer sealer, CaseViews views, TimeProvider time, CancellationToken ct)
    {
        var (page, refusal) = PageRequest<DateOnly>.Read(filter.Limit, filter.Cursor);
        if (refusal is not null)
            return Problems.From(refusal);
        var several = filter.Tribunal?.Split(',') ?? [];
        if (several.Select(user.RefuseTribunal).FirstOrDefault(refused => refused is not null) is { } elsewhere)
            return Problems.From(elsewhere);
        if (Unknown(filter) is { } word)
            return Problems.From(word);
        var onlyOwn = user.Is(Role.Mediator) && !user.IsAny(Role.Clerk, Role.TriageOfficer, Role.Judge, Role.TribunalHead);
        var where = new
        {
            Tribunal = onlyOwn ? filter.Tribunal : user.Tribunal ?? filter.Tribunal,
            filter.Route,
            filter.Cause,
            Mediator = onlyOwn ? user.PersonId : filter.Mediator,
            filter.Judge,
            filter.From,
            filter.To,
            Today = time.Today(),
            Number = filter.Q is { } number ? $"%{CaseNumbers.Normalise(number).Replace("%", "", StringComparison.Ordinal)}%" : null,
            // Who may not see names may not look for them either.
            Name = filter.Q is { } name && !user.IsAny(Role.Leader, Role.DataStaff) ? sealer.NameKey(name) : [],
            page.After,
            page.AfterId,
            Limit = page.Limit + 1,
        };
        var codes = court.Tribunals.Select(one => one.Code).Intersect(several, StringComparer.Ordinal);
        var conditions = several.Length > 1 && (onlyOwn || user.Tribunal is null)
            ? $"{Conditions(filter, tribunal: false, where.Mediator is not null)} and tribunal in ({string.Join(", ", codes.Append("").Select(code => $"'{code}'"))})"
            : Conditions(filter, where.Tribunal is not null, where.Mediator is not null);
        return await database.ReadAsync(async (connection, token) =>
        {
            var rows = (await connection.QueryAsync<CaseRow>(new CommandDefinition(
                $"select {CaseStore.Columns} from cases where {conditions} {page.Seek("received_on", descending: true)} order by received_on desc, id desc limit @Limit",
                where, cancellationToken: token))).AsList();
            int? total = page.After is null ? await connection.ExecuteScalarAsync<int>(new CommandDefinition($"select count(*) from cases where {conditions}", where, cancellationToken: token)) : null;
            var cases = rows.Take(page.Limit).Select(store.Open).ToArray();
            var next = rows.Count > page.Limit ? PageRequest<DateOnly>.Next(cases[^1].ReceivedOn, cases[^1].Id) : null;
            return TypedResults.Ok(new CasePage([.. cases.Select(c => views.Of(c, CaseAccess.Of(user, c, court).Masked))], next, total));
        }, ct);
    }

    private static Refusal? Unknown(CaseFilter f) =>
        f.State?.Split(',').FirstOrDefault(state => !EnumText.TryParse<CaseState>(state, out _)) is { } state ? BadWord("state", state)
        : f.Route is { } route && !EnumText.TryParse<Route>(route, out _) ? BadWord("route", route)
        : null;

    private static Refusal BadWord(string field, string word) => new(RefusalCodes.BadQuery, $"{field} 不能是“{word}”。", $"'{word}' is no {field}.")
    { Errors = new Dictionary<string, string[]> { [field] = [$"没有“{word}”这个值。"] } };

    /// <summary>Only conditions that were asked for, so that each query finds its index and no untyped null reaches PostgreSQL.</summary>
    private static string Conditions(CaseFilter f, bool tribunal, bool mediator)
    {
        List<string> conditions = ["1 = 1"];
        void If(bool asked, string condition)
        {
            if (asked)
                conditions.Add(condition);
        }
        If(tribunal, "tribunal = @Tribunal");
        // Names of the enumeration, checked above. Written out, because the two databases take a list in different ways.
        If(f.State is not null, $"state in ({string.Join(", ", (f.State ?? "").Split(',').Select(state => $"'{state}'"))})");
        If(f.Route is not null, "route = @Route");
        If(f.Cause is not null, "(cause_code = @Cause or family = @Cause)");
        If(mediator, "mediator = @Mediator");
        If(f.Judge is not null, "judge = @Judge");
        If(f.From is not null, "received_on >= @From");
        If(f.To is not null, "received_on <= @To");
        If(f.Overdue is true, "due_on < @Today");
        If(f.Overdue is false, "(due_on is null or due_on >= @Today)");
        If(f.Q is not null, "(id in (select case_id from case_numbers where number like @Number) or id in (select case_id from case_parties where party_key = @Name))");
        return string.Join(" and ", conditions);
    }
}

/// <summary>All optional; together they narrow.</summary>
internal sealed record CaseFilter
{
    /// <summary>e.g. awaiting_mediator; several with commas.</summary>
    public string? State { get; init; }
    /// <summary>e.g. fast_track.</summary>
    public string? Route { get; init; }
    /// <summary>Code of a tribunal; several with commas.</summary>
    public string? Tribunal { get; init; }
    /// <summary>Code of a cause, or a family.</summary>
    public string? Cause { get; init; }
    /// <summary>Id of a mediator.</summary>
    public string? Mediator { get; init; }
    /// <summary>Id of a judge.</summary>
    public string? Judge { get; init; }
    /// <summary>True: the court or a mediator is late with something.</summary>
    public bool? Overdue { get; init; }
    /// <summary>A number, whole or in part and however typed, or the whole name of a party.</summary>
    public string? Q { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public int? Limit { get; init; }
    public string? Cursor { get; init; }
}
