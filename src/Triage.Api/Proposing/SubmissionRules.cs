using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Proposing;

/// <summary>Makes a case of a submission, or says everything that is wrong with its fields.</summary>
internal sealed class SubmissionReader(CourtSetup court, RuleBook rules, TimeProvider time)
{
    public static readonly string[] UnknownFact = ["没有这一事实项；可用的见 GET /api/v1/rules。"];

    /// <summary>The case as received, in state received and version 0; or what is wrong with the fields.</summary>
    /// <param name="ownTribunal">Taken where the body names none.</param>
    public (CourtCase? Draft, Refusal? Refusal) Read(CaseSubmission body, string? ownTribunal) => new SubmissionRules(court, rules, time).Read(body, ownTribunal);
}

/// <summary>What a submission must hold before anybody looks at the dispute. Reports every fault at once, by the JSON path of the field.</summary>
internal sealed partial class SubmissionRules(CourtSetup court, RuleBook rules, TimeProvider time)
{
    private const int MostParties = 500;
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);
    private readonly List<string> _unknownMembers = [];

    public (CourtCase? Draft, Refusal? Refusal) Read(CaseSubmission body, string? ownTribunal)
    {
        var today = time.Today();
        var receivedOn = body.ReceivedOn ?? today;
        if (receivedOn > today)
            Fail("receivedOn", $"收件日期不能晚于今天（{today:yyyy-MM-dd}）。");
        var tribunal = body.Tribunal ?? ownTribunal;
        if (tribunal is null)
            Fail("tribunal", "请填写法庭代码。");
        else if (court.FindTribunal(tribunal) is null)
            Fail("tribunal", $"没有代码为“{tribunal}”的法庭；可用：{string.Join("、", court.Tribunals.Select(t => t.Code))}。");
        if (body.Channel is null)
            Fail("channel", "请填写收件渠道（counter、online、oral、proxy、police、grid、hotline、petition、liaison、governance_centre、other_court）。");
        if (body.Channel == Channel.Proxy && body.FiledByProxy is null)
            Fail("filedByProxy", "代办立案须写明代办人及其授权（民事诉讼法第61、62条）。");
        var narrative = Text("narrative", body.Narrative, 10, 20_000, "案情叙述");
        var claims = (body.Claims ?? []).Select((c, i) => Text($"claims[{i}]", c, 1, 2_000, "诉讼请求")).ToArray();
        if (claims.Length > 100)
            Fail("claims", "诉讼请求不能超过 100 项。");
        if (body.Amount is { } amount && (amount < 0 || amount > 1_000_000_000_000m || decimal.Round(amount, 2) != amount))
            Fail("amount", "标的额以元为单位，不能为负数，最多两位小数。");
        var draft = new CourtCase
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Version = 0,
            State = CaseState.Received,
            Regime = RegimeOn(receivedOn),
            Tribunal = tribunal ?? "",
            Channel = body.Channel ?? default,
            Source = Source(body.Source),
            FiledByProxy = Proxy(body.FiledByProxy),
            OralRecord = Oral(body.OralRecord, receivedOn, today),
            ReceivedOn = receivedOn,
            Parties = Parties(body.Parties ?? []),
            Narrative = narrative,
            Claims = claims,
            Amount = body.Amount,
            Facts = Facts(body.Facts),
            MediationWish = body.MediationWish ?? MediationWish.Unknown,
            Cause = Cause(body.Cause, receivedOn),
            CreatedAt = time.Now(),
        };
        if (_unknownMembers.Count > 0)
            return (null, new Refusal(RefusalCodes.UnknownMember, "请求中有不认识的事实项。", "The request names facts that do not exist.")
            { Errors = _unknownMembers.ToDictionary(m => m, _ => SubmissionReader.UnknownFact) });
        return _errors.Count == 0
            ? (draft, null)
            : (null, new Refusal(RefusalCodes.FieldInvalid, $"有 {_errors.Count} 处填写不符合要求。", $"{_errors.Count} field(s) are not as they must be.")
            { Errors = _errors.ToDictionary(e => e.Key, e => e.Value.ToArray()) });
    }

    /// <summary>The court's own regime; a matter received before that regime began keeps the one of its time.</summary>
    private string RegimeOn(DateOnly day) =>
        rules.Regimes.Single(r => r.Id == court.Court.Regime).EffectiveFrom <= day ? court.Court.Regime : rules.Regimes.FirstOrDefault(r => r.InForce(day))?.Id ?? court.Court.Regime;

    private List<Party> Parties(IReadOnlyList<PartyBody> bodies)
    {
        var parties = bodies.Select(Party).ToList();
        if (parties.Count > MostParties)
            Fail("parties", $"当事人不能超过 {MostParties} 名。");
        if (!parties.Any(p => p.Role is PartyRole.Plaintiff or PartyRole.Applicant))
            Fail("parties", "至少要有一名原告（申请人）。");
        var opponents = parties.Where(p => p.Role is PartyRole.Defendant or PartyRole.Respondent).ToArray();
        if (opponents.Length == 0)
            Fail("parties", "要有明确的被告：至少一名可与他人相区别的被告（民事诉讼法第122条）。");
        else if (opponents.All(o => o.Name.Length > 0 && !Distinguishable(o, parties)))
            Fail("parties", "被告不明确：姓名须足以与他人相区别（民事诉讼法解释第209条）。");
        return parties;
    }

    /// <summary>明确的被告: a name that tells one person from others (解释209), and not the plaintiff's own.</summary>
    private static bool Distinguishable(Party opponent, List<Party> all) =>
        opponent.Name.Length > 1 && !Nobody().IsMatch(opponent.Name)
        && !all.Any(p => p.Role is PartyRole.Plaintiff or PartyRole.Applicant && p.Name == opponent.Name && p.IdNumber == opponent.IdNumber);

    private Party Party(PartyBody body, int index)
    {
        var path = $"parties[{index}]";
        if (body.Role is null)
            Fail($"{path}.role", "请填写诉讼地位（plaintiff、defendant、third_party）。");
        if (body.IdNumber is { Length: > 0 } id && !IdNumber().IsMatch(Folded(id)))
            Fail($"{path}.idNumber", "证件号码只能是 6 至 20 位数字或字母。");
        if (body.Phone is { Length: > 0 } phone && !Phone().IsMatch(Folded(phone)))
            Fail($"{path}.phone", "电话只能是 5 至 20 位数字，可带区号、加号或短横。");
        return new Party
        {
            Role = body.Role ?? default,
            Kind = body.Kind ?? PartyKind.Person,
            Name = Name($"{path}.name", body.Name),
            IdNumber = body.IdNumber is { Length: > 0 } number ? Folded(number) : null,
            Phone = body.Phone is { Length: > 0 } line ? Folded(line) : null,
            Address = Optional($"{path}.address", body.Address, 300),
            Village = Optional($"{path}.village", body.Village, 100),
            Contact = body.Contact,
        };
    }

    private CaseSource? Source(SourceBody? body)
    {
        if (body is null)
            return null;
        var kind = Text("source.kind", body.Kind, 1, 50, "来源类别");
        return new CaseSource(kind, Optional("source.name", body.Name, 200), Optional("source.reference", body.Reference, 200));
    }

    private ProxyFiling? Proxy(ProxyBody? body) => body is null
        ? null
        : new ProxyFiling(Name("filedByProxy.name", body.Name), Text("filedByProxy.authority", body.Authority, 2, 300, "授权"));

    /// <summary>口头起诉：记录、当面宣读、签名或者按指印 (简易程序规定4).</summary>
    private OralRecord? Oral(OralRecordBody? body, DateOnly receivedOn, DateOnly today)
    {
        if (body is null)
            return null;
        var readBackOn = body.ReadBackOn ?? receivedOn;
        if (readBackOn > today)
            Fail("oralRecord.readBackOn", $"宣读日期不能晚于今天（{today:yyyy-MM-dd}）。");
        if (body.Signature is null)
            Fail("oralRecord.signature", "请填写原告签名（signed）还是按指印（fingerprint）。");
        return new OralRecord(Name("oralRecord.recordedBy", body.RecordedBy), readBackOn, body.Signature ?? default);
    }

    private Dictionary<string, bool> Facts(IReadOnlyDictionary<string, bool?>? body)
    {
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (id, value) in body ?? new Dictionary<string, bool?>())
        {
            if (!rules.Facts.TakesFromForm(id))
                _unknownMembers.Add($"facts.{id}");
            else if (value is { } said)
                known[id] = said;
        }
        return known;
    }

    private CaseCause? Cause(string? codeOrName, DateOnly asOf)
    {
        if (string.IsNullOrWhiteSpace(codeOrName))
            return null;
        if (court.Causes.Find(codeOrName.Trim(), asOf) is { } cause)
            return new CaseCause(cause.Code, cause.Name, cause.Family);
        Fail("cause", $"《民事案件案由规定》里没有“{codeOrName.Trim()}”这个案由，请从列出的案由中选择，或者留空。");
        return null;
    }

    private string Name(string path, string? value)
    {
        var name = Blank().Replace(Text(path, value, 1, 100, "姓名（名称）"), " ");
        return name.Any(char.IsAsciiLetter) ? name : name.Replace(" ", "", StringComparison.Ordinal);
    }

    private string? Optional(string path, string? value, int most) => string.IsNullOrWhiteSpace(value) ? null : Text(path, value, 1, most, "内容");

    private string Text(string path, string? value, int least, int most, string what)
    {
        var length = value?.Trim().Length ?? 0;
        if (length == 0)
            Fail(path, $"请填写{what}。");
        else if (length < least || length > most)
            Fail(path, string.Create(CultureInfo.InvariantCulture, $"{what}应为 {least} 至 {most:N0} 个字，现为 {length:N0} 个字。"));
        return path == "narrative" ? value ?? "" : (value ?? "").Trim().Normalize(NormalizationForm.FormC);
    }

    private static string Folded(string value) => value.Normalize(NormalizationForm.FormKC).Trim();

    private void Fail(string path, string reason)
    {
        if (!_errors.TryGetValue(path, out var reasons))
            _errors[path] = reasons = [];
        reasons.Add(reason);
    }

    [GeneratedRegex(@"^[0-9A-Za-z()-]{6,20}$")]
    private static partial Regex IdNumber();

    [GeneratedRegex(@"^\+?[0-9][0-9 -]{4,19}$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^(某+人?|不详|不明|未知|无|无名氏|姓名不详)$")]
    private static partial Regex Nobody();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
