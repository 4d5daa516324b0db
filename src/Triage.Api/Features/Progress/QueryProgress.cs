using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Progress;

/// <summary>Number, name and the last four digits of the telephone for the stage and the next date, nothing else. A wrong name and a number that does not exist get the same answer, in the same time.</summary>
internal static class QueryProgress
{
    private const int LongestNumber = 64, LongestName = 100;

    public static async Task<Results<Ok<ProgressResponse>, Problem>> Handle(ProgressRequest body, HttpRequest request, ProgressLimit limit, Database database, CaseStore store, CalendarStore calendar, RuleBook rules, Sealer sealer,
        AuditChain audit, IOptions<PublicQueryOptions> options, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var fields = new FieldErrors();
        var number = fields.Text("number", body.Number, LongestNumber, "案号");
        var name = fields.Text("name", body.Name, LongestName, "姓名");
        if (PublicProgress.LastFour(body.PhoneLastFour) is not { } lastFour || lastFour != body.PhoneLastFour.Trim().Normalize(NormalizationForm.FormKC)) fields.Add("phoneLastFour", "请填写手机号的最后四位数字。");
        if (fields.Refusal is { } refusal) return Problems.From(refusal);
        var searched = CaseNumbers.Canonical(number);
        if (limit.Refuse(searched) is { } wait)
            return new Problem(new Refusal(ProblemCodes.TooManyRequests, "这个案号查询得太频繁，请稍后再试，或者电话询问法庭。", "This number was asked for too often; try later, or telephone the tribunal.")) { RetryAfter = wait };

        var c = await database.ReadAsync((connection, token) => store.FindByNumberAsync(connection, searched, token), ct);
        var key = sealer.NameKey(Undotted(name));
        var progress = c is null ? null : PublicProgress.Of(c, other => CryptographicOperations.FixedTimeEquals(sealer.NameKey(Undotted(other)), key), PublicProgress.LastFour(body.PhoneLastFour)!, calendar.Clocks.Of(c), AppealPeriods.Of(c, calendar.Clocks.Catalogue), time.Today(), SentTo(c, rules));
        // Who asked is not known and what was typed is not kept: only that somebody asked, and of a case that was found, about which.
        _ = await database.WriteAsync(async unit =>
        {
            await audit.AppendAsync(unit, progress is null ? null : c!.Id, null, new HistoryEntry(time.GetUtcNow(), HistoryEntry.Public, null, progress is null ? HistoryEvents.ProgressNotFound : HistoryEvents.ProgressQueried), null);
            return 0;
        }, ct);
        if (TimeSpan.FromMilliseconds(options.Value.AnswerMilliseconds) - time.GetElapsedTime(started) is { Ticks: > 0 } left) await Task.Delay(left, ct);
        return progress is null
            ? Problems.NotFound("没有查到相符的案件。请核对案号、姓名和手机号后四位；仍查不到的，请电话询问法庭。", "Nothing matches. Check the number, the name and the last four digits; or telephone the tribunal.")
            : TypedResults.Ok(Told(progress, Problem.PrefersEnglish(request)));
    }

    /// <summary>As the rule words it: what somebody typed into the notice is not for everybody.</summary>
    private static SentTo? SentTo(CourtCase c, RuleBook rules) =>
        c.Referral is { } referral && rules.Rules.FirstOrDefault(rule => rule.Id == referral.Rule) is { Target: { } target, Effect: var effect } ? new(target.Name, target.NameEn, effect.Target != "refile_later") : null;

    private static ProgressResponse Told(PublicProgress progress, bool english) =>
        english ? new(progress.StageEn, progress.Next?.On, progress.Next?.WhatEn) : new(progress.Stage, progress.Next?.On, progress.Next?.What);

    /// <summary>买买提·艾力 is typed with half a dozen dots, and without.</summary>
    private static string Undotted(string name) => string.Concat(name.Normalize(NormalizationForm.FormKC).Where(c => c is not ('·' or '•' or '・' or '‧' or '∙' or '.' or '。')));
}

/// <param name="Number">In any spelling: half- or full-width brackets, blanks, without 号.</param>
/// <param name="Name">Of a party.</param>
/// <param name="PhoneLastFour">Of that party's telephone.</param>
internal sealed record ProgressRequest(string Number, string Name, string PhoneLastFour);

/// <param name="Stage">Where it stands, in plain words.</param>
/// <param name="NextOn">The next day to keep in mind; null where none lies ahead.</param>
/// <param name="NextWhat">What that day is for; null where there is none.</param>
internal sealed record ProgressResponse(string Stage, DateOnly? NextOn, string? NextWhat);

/// <summary>How often one number may be asked for, whether it exists or not.</summary>
internal sealed class ProgressLimit(IOptions<PublicQueryOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _numbers = PartitionedRateLimiter.Create<string, string>(number => RateLimitPartition.GetTokenBucketLimiter(
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(number))),
        _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.NumberTimes,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(options.Value.NumberMinutes) / options.Value.NumberTimes,
            QueueLimit = 0,
        }));

    /// <returns>How long to wait; null where it may be asked for now.</returns>
    public TimeSpan? Refuse(string number)
    {
        using var lease = _numbers.AttemptAcquire(number);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => _numbers.Dispose();
}
