using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;
using Triage.Api.Tables;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Triage.Api.Features.Ledger;

/// <summary>New disputes from a file, each by the same way as at the counter: a line of NDJSON is the body of POST /cases, a spreadsheet has its commonest members as columns.</summary>
internal sealed class ImportIntake(CourtSetup court, SubmissionReader submissions, Reception reception, Screening screening, Database database, Sealer sealer, IOptions<JsonOptions> json, TimeProvider time)
{
    /// <summary>Kept for good: a file that is sent again by somebody else, or next year, adds nothing.</summary>
    private static readonly PreparedSql Find = new("select case_id from import_rows where row_key = @row_key");

    private static readonly PreparedSql Remember = new("insert into import_rows (row_key, case_id, taken_at) values (@row_key, @case_id, @taken_at)");

    public static readonly IReadOnlyList<TableColumn> Columns =
    [
        new("narrative", "案情", "纠纷经过", "事实和理由"), new("plaintiffs", "原告", "申请人") { Needed = true }, new("defendants", "被告", "被申请人") { Needed = true }, new("tribunal", "法庭"), new("receivedOn", "收件日期"),
        new("channel", "渠道") { Needed = true }, new("claims", "诉讼请求", "请求"), new("amount", "标的额"), new("cause", "案由"), new("mediationWish", "调解意愿"), new("acceptProposal", "接受建议"),
        new("proxyName", "代办人"), new("proxyAuthority", "授权", "代办授权"), new("sourceKind", "来源类别"), new("sourceName", "来源单位"), new("sourceReference", "来源编号", "警情编号", "工单编号", "信访编号", "网格编号", "移送文号"),
    ];

    public static readonly Words<MediationWish> Wishes = new((MediationWish.Agree, ["同意", "愿意", "是"]), (MediationWish.Refuse, ["不同意", "不愿意", "否"]), (MediationWish.Unknown, ["未知"]));

    private readonly Dictionary<string, string> _tribunals = LedgerReader.TribunalNames(court);

    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;

    /// <param name="result">Filled in row by row, so that it tells what was kept where the store gives up half way.</param>
    public async Task RunAsync(Upload upload, OpenTable table, ImportResult result, CurrentUser user, Func<ImportResult, Task>? progress, CancellationToken ct)
    {
        if (upload.Format == TableFormat.Ndjson)
        {
            foreach (var (line, body, problem) in Lines(upload)) await DealAsync(line, body, problem, null);
        }
        else
        {
            foreach (var row in table.Rows)
            {
                var (line, body, problem) = Read(row);
                await DealAsync(line, body, problem, row);
            }
        }

        async Task DealAsync(int line, CaseSubmission? body, IReadOnlyList<RowProblem> problem, TableRow? row)
        {
            ct.ThrowIfCancellationRequested();
            await TakeAsync(line, body, problem, user, result, ct, row: row);
            result.DoneTo(line);
            if (progress is not null && result.Dealt % 100 == 0) await progress(result);
        }
    }

    /// <param name="checks">Marks that a source's ledger brings with the row.</param>
    /// <param name="row">The row of a table, whose columns a refusal is told by; null for the body of a request.</param>
    /// <param name="known">What the row is known again by, where it is not by what it says.</param>
    public async Task TakeAsync(int line, CaseSubmission? body, IReadOnlyList<RowProblem> problems, CurrentUser user, ImportResult result, CancellationToken ct,
        IReadOnlyList<LedgerCheck>? checks = null, byte[]? known = null, TableRow? row = null)
    {
        if (body is null)
        {
            result.Reject(line, problems);
            return;
        }
        var (draft, refusal) = submissions.Read(body, user.Tribunal);
        if ((refusal ?? user.RefuseTribunal(draft!.Tribunal)) is { } refused)
        {
            result.Reject(line, refused.Errors is { Count: > 0 } errors ? [.. errors.SelectMany(error => error.Value.Select(reason => row is null ? new RowProblem(error.Key, reason) : InColumn(error.Key, reason, body, row)))] : [new("", refused.Detail)]);
            return;
        }
        var key = known ?? sealer.RowKey(Essence(body));
        if (await database.ReadAsync((connection, token) => connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(Find.Text, new { row_key = key }, cancellationToken: token)), ct) is { } taken)
        {
            result.Keep(line, taken);
            return;
        }
        if (checks is { Count: > 0 }) draft = draft! with { LedgerChecks = checks };
        var (received, duplicates) = await screening.ScreenAsync(reception.Propose(draft!), ct);
        RowProblem[] warnings = [.. duplicates.Select(one => new RowProblem("案情", $"可能重复（{one.Number ?? one.CaseId}）：{one.Why}")), .. received.Flags.Select(flag => new RowProblem("", flag.Reason))];
        if (result.DryRun)
        {
            result.Accept(line, null, warnings);
            return;
        }
        var (id, before) = await database.WriteAsync(async unit =>
        {
            if (await unit.ScalarAsync(Find, key) is string earlier) return (earlier, true);
            var c = await reception.ReceiveAsync(unit, received, body.AcceptProposal == true, user, HistoryEvents.Received);
            _ = await unit.ExecuteAsync(Remember, key, c.Id, time.GetUtcNow());
            return (c.Id, false);
        }, ct);
        if (before) result.Keep(line, id);
        else result.Accept(line, id, warnings);
    }

    /// <summary>What makes two rows the same dispute: who, about what, for how much, since when, from where. Not the tribunal that the sender belongs to, nor the wishes that may be asked anew.</summary>
    private static string Essence(CaseSubmission body) => JsonSerializer.Serialize((string?[])
    [
        body.ReceivedOn?.ToString("O", CultureInfo.InvariantCulture), Sealer.NormaliseName(body.Narrative ?? ""), body.Amount?.ToString("0.##", CultureInfo.InvariantCulture), body.Cause,
        body.Source?.Kind, body.Source?.Name, body.Source?.Reference, .. body.Claims ?? [],
        .. (body.Parties ?? []).Select(party => $"{party.Role}:{Sealer.NormaliseName(party.Name ?? "")}:{party.IdNumber}"),
    ]);

    private IEnumerable<(int Line, CaseSubmission? Body, IReadOnlyList<RowProblem> Problems)> Lines(Upload upload)
    {
        using var text = upload.OpenText();
        for (var line = 1; text.ReadLine() is { } row; line++)
            if (!string.IsNullOrWhiteSpace(row)) yield return Parse(line, row);
    }

    private (int, CaseSubmission?, IReadOnlyList<RowProblem>) Parse(int line, string row)
    {
        try
        {
            return (line, JsonSerializer.Deserialize<CaseSubmission>(row, _json), [new("", "空行")]);
        }
        catch (JsonException malformed)
        {
            var refusal = StrictJson.Refuse(malformed);
            return (line, null, refusal.Errors is { Count: > 0 } errors ? [.. errors.Select(error => new RowProblem(error.Key, string.Join("；", error.Value)))] : [new("", refusal.Detail)]);
        }
    }

    private (int, CaseSubmission?, IReadOnlyList<RowProblem>) Read(TableRow row)
    {
        if (row.Fault is { } fault) return (row.Line, null, [new("", fault)]);
        var problems = new List<RowProblem>();
        string? At(string key) => row.Cells[Columns.Index().First(column => column.Item.Key == key).Index];
        var body = new CaseSubmission
        {
            Narrative = At("narrative"),
            Parties = [.. Names("plaintiffs", PartyRole.Plaintiff), .. Names("defendants", PartyRole.Defendant)],
            Tribunal = At("tribunal") is { } tribunal ? _tribunals.GetValueOrDefault(tribunal, tribunal) : null,
            ReceivedOn = Date("receivedOn"),
            Channel = Word("channel", LedgerWords.Channels),
            Claims = At("claims") is { } claims ? [.. Split(claims)] : [],
            Amount = Amount("amount"),
            Cause = At("cause"),
            MediationWish = Word("mediationWish", Wishes),
            AcceptProposal = At("acceptProposal") is { } accept ? LedgerWords.YesNo(accept) : null,
            FiledByProxy = At("proxyName") is { } proxy ? new ProxyBody { Name = proxy, Authority = At("proxyAuthority") } : null,
            Source = At("sourceKind") is { } kind ? new SourceBody { Kind = kind, Name = At("sourceName"), Reference = At("sourceReference") } : null,
        };
        return problems.Count > 0 ? (row.Line, null, problems) : (row.Line, body, []);

        IEnumerable<PartyBody> Names(string key, PartyRole role) => Split(At(key) ?? "").Select(name => new PartyBody { Role = role, Kind = PartyKind.Person, Name = name });

        DateOnly? Date(string key)
        {
            if (At(key) is not { } text) return null;
            if (LedgerReader.TryDate(text, out var date)) return date;
            problems.Add(new(Headed(key), $"“{text}”不是有效日期", text));
            return null;
        }

        decimal? Amount(string key)
        {
            if (At(key) is not { } text) return null;
            if (LedgerReader.TryAmount(text, out var amount)) return amount;
            problems.Add(new(Headed(key), $"“{text}”不是金额", text));
            return null;
        }

        T? Word<T>(string key, Words<T> words) where T : struct, Enum
        {
            if (At(key) is not { } text) return null;
            if (words.Read(text) is { } value) return value;
            problems.Add(new(Headed(key), $"“{text}”不在可选值之内：{words.Choices}", text));
            return null;
        }
    }

    private static string Headed(string key) => Columns.First(column => column.Key == key).Header;

    /// <summary>What is wrong with a field of the case, told by the column that it came from.</summary>
    private RowProblem InColumn(string path, string reason, CaseSubmission body, TableRow row)
    {
        var key = path.Split('.', '[')[0] switch
        {
            "parties" when path == "parties" => reason.Contains("被告", StringComparison.Ordinal) ? "defendants" : "plaintiffs",
            "parties" => body.Parties is { } parties && path.Split('[', ']') is [_, var at, ..] && int.TryParse(at, CultureInfo.InvariantCulture, out var i) && i < parties.Count && parties[i].Role == PartyRole.Defendant ? "defendants" : "plaintiffs",
            "filedByProxy" => path.EndsWith("authority", StringComparison.OrdinalIgnoreCase) ? "proxyAuthority" : "proxyName",
            "source" => path.EndsWith("name", StringComparison.Ordinal) ? "sourceName" : path.EndsWith("reference", StringComparison.Ordinal) ? "sourceReference" : "sourceKind",
            var same => same,
        };
        // A file has the words of the ledger, not those of the contract.
        if (key == "channel") reason = $"请填写渠道：{LedgerWords.Channels.Choices}";
        if (key == "tribunal") reason = $"{(body.Tribunal is { } asked ? $"没有“{asked}”这个法庭" : "请填写法庭")}；可用：{string.Join("、", court.Tribunals.Select(one => LedgerReader.ShortName(court, one)))}";
        return Columns.Index().FirstOrDefault(column => column.Item.Key == key) is { Item: { } found } column ? new(found.Header, reason, RowProblem.Shown(row.Cells[column.Index])) : new(path, reason);
    }

    private static string[] Split(string text) => text.Split(['；', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
