using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Sources;

/// <summary>台账: what one kind of source has handed over (警民联调、网格、热线、信访…), each with its reference, its two clocks (accepted in time, finished in time) and its check marks.</summary>
internal static class GetSourceLedger
{
    private const int Most = 1000;

    public static async Task<Results<Ok<SourceLedgerResponse>, Problem>> Handle(CurrentUser user, Database database, CaseStore store, CourtSetup court, CalendarStore calendar, TimeProvider time, CancellationToken ct,
        string? channel = null, DateOnly? from = null, DateOnly? to = null, string? tribunal = null)
    {
        var today = time.Today();
        var (first, last) = (from ?? new DateOnly(today.Year, today.Month, 1), to ?? today);
        if (channel is not null && !EnumText.TryParse<Channel>(channel, out _))
            return Problems.From(new Refusal(RefusalCodes.BadQuery, $"channel 不能是“{channel}”。", $"'{channel}' is no channel.") { Errors = new Dictionary<string, string[]> { ["channel"] = [$"没有“{channel}”这个来源。"] } });
        if (first > last)
            return Problems.From(new Refusal(RefusalCodes.BadQuery, "from 不能晚于 to。", "'from' is after 'to'.") { Errors = new Dictionary<string, string[]> { ["from"] = ["from 不能晚于 to。"] } });
        if (tribunal is not null && user.RefuseTribunal(tribunal) is { } elsewhere)
            return Problems.From(elsewhere);
        var where = new { Tribunal = user.Tribunal ?? tribunal, first, last, Most };
        var cases = await database.ReadAsync(async (connection, token) =>
            (await connection.QueryAsync<CaseRow>(new CommandDefinition(Sql(where.Tribunal is not null), where, cancellationToken: token))).Select(store.Open).ToArray(), ct);
        var entries = cases.Where(c => (c.Source is not null || AsideSteps.HasLedger(c)) && (channel is null || EnumText.Of(c.Channel) == channel))
            .Select(c => Entry(CaseAccess.Of(user, c, court).Masked ? Masking.Mask(c) : c, calendar.Clocks, today)).ToArray();
        return TypedResults.Ok(new SourceLedgerResponse(first, last,
            [.. entries.GroupBy(e => e.Channel).OrderBy(g => g.Key).Select(g => new SourceSummary(g.Key, g.Count(), g.Count(e => e.AcceptedInTime == true), g.Count(e => e.AcceptedInTime is not null),
                g.Count(e => e.FinishedInTime == true), g.Count(e => e.FinishedInTime is not null)))],
            entries));
    }

    /// <summary>Accepted or sent on within the review for filing (民事诉讼法 126); settled or before a judge within the time of a mediation (特邀调解规定 27).</summary>
    private static SourceEntry Entry(CourtCase c, CaseClocks clocks, DateOnly today)
    {
        var (calendar, begun) = (clocks.Calendars.Current, c.Deficiency?.CorrectedOn ?? c.ReceivedOn);
        var acceptBy = Counting.Days(calendar, begun, clocks.Catalogue.LengthOf(Spans.FilingReview, begun));
        var finishBy = Counting.Days(calendar, c.ReceivedOn, clocks.Catalogue.LengthOf(Spans.MediationBeforeFiling, c.ReceivedOn));
        var acceptedOn = c.Triage?.DecidedBy?.At is { } at ? DateOnly.FromDateTime(at.DateTime) : c.Referral?.On;
        var finishedOn = c.ClosedOn ?? c.Mediation?.EndedOn ?? c.Referral?.On ?? (c.State is CaseState.Filed or CaseState.Assigned or CaseState.Preparing or CaseState.InTrial or CaseState.Suspended ? c.FiledOn : null);
        return new SourceEntry(c.Id, c.Numbers is [.., var last] ? last.Number : null, c.Channel, c.Source, c.Tribunal, c.ReceivedOn, c.State, acceptBy.Due, acceptedOn, InTime(acceptedOn, acceptBy.Due, today),
            finishBy.Due, finishedOn, InTime(finishedOn, finishBy.Due, today), c.LedgerChecks);
    }

    /// <summary>Null while it is open and not yet late.</summary>
    private static bool? InTime(DateOnly? done, DateOnly? due, DateOnly today) => due is null ? null : done is { } day ? day <= due : today > due ? false : null;

    private static string Sql(bool tribunal) => $"""
        select {CaseStore.Columns} from cases
        where received_on >= @first and received_on <= @last {(tribunal ? "and tribunal = @Tribunal" : "")}
        order by received_on, id limit @Most
        """;
}

/// <param name="BySource">Counts in time and of all that are done or late; no ranking.</param>
internal sealed record SourceLedgerResponse(DateOnly From, DateOnly To, IReadOnlyList<SourceSummary> BySource, IReadOnlyList<SourceEntry> Items);

internal sealed record SourceSummary(Channel Channel, int Cases, int AcceptedInTime, int AcceptedOrLate, int FinishedInTime, int FinishedOrLate);

/// <param name="Source">Null where the reference of the other body has not been entered.</param>
/// <param name="AcceptedInTime">Null while it is open and not late.</param>
internal sealed record SourceEntry(string CaseId, string? Number, Channel Channel, CaseSource? Source, string Tribunal, DateOnly ReceivedOn, CaseState State,
    DateOnly? AcceptBy, DateOnly? AcceptedOn, bool? AcceptedInTime, DateOnly? FinishBy, DateOnly? FinishedOn, bool? FinishedInTime, IReadOnlyList<LedgerCheck> Checks);
