using System.Text.Json.Nodes;
using Triage.Tests.Support;

namespace Triage.Tests.Lives;

/// <summary>One case of the simulation: its own dice, its tribunal's people, and what they do with it day by day.</summary>
/// <remarks>Nothing here knows what is allowed: people try things, the service says yes or no. What it may never say is that it failed.</remarks>
internal sealed class SimulatedCase(TriageService service, int index, int seed, DateOnly arrives)
{
    private static readonly int[] Accepted = [200, 201, 204];
    /// <summary>No by role, state, race or law; anything else is a fault of the service or of this simulation.</summary>
    private static readonly int[] Refused = [403, 409, 422];
    private static readonly string[] Channels = ["counter", "online", "oral", "police", "grid", "hotline", "petition", "liaison", "governance_centre"];
    private static readonly string[] Mediators = ["mediator", "mediator2", "assessor"];
    private static readonly string[] LaterFacts = ["counterclaim", "appraisal", "groupDispute", "titleClaim", "foreign", "violence", "preservation", "undisputed"];
    private static readonly string[] EventKinds = ["served", "hearing", "evidence", "public_notice", "counterclaim", "appraisal", "adjourned", "mediation", "fee_notice", "fee_paid", "procedure_objection", "objection_dismissed"];
    private static readonly string[] Grounds = ["public_notice", "appraisal", "settlement", "jurisdiction"];

    private readonly Random _dice = new(seed + index);
    private readonly bool _dongzhuang = new Random(seed + index).Next(5) > 0;
    private DateOnly _next = arrives;
    private string? _id;
    private int _version;

    public string State { get; private set; } = "";
    public DateOnly Next => _next;
    public int Calls { get; private set; }
    public Dictionary<string, int> Outcomes { get; } = [];
    public bool Over => State is "archived" || (State is "withdrawn" or "referred_out" && _dice.Next(2) == 0);

    private string Clerk => _dongzhuang ? "clerk" : "clerk2";
    private string Officer => _dongzhuang ? "officer" : "officer2";
    /// <summary>J02 keeps out of the cases of kin.</summary>
    private string Judge => _dongzhuang ? index % 23 == 7 && _dice.Next(10) > 0 ? "head" : "judge" : "judge2";
    private string Head => _dongzhuang ? "head" : "head2";
    /// <summary>Now and then kin of a judge, or somebody who lives with a clerk of the team.</summary>
    private string Plaintiff => (index % 23) switch { 7 => "崔玉成", 11 => "汤建军", _ => $"原告{index}" };
    private string Defendant => $"被告{index % 700}";

    /// <summary>What somebody does with the case on this day.</summary>
    public async Task Live(DateOnly today)
    {
        _next = today.AddDays(1 + _dice.Next(State is "closed" or "effective" or "appealed" ? 40 : 12));
        if (_id is null)
            await Submit(today);
        else if (_dice.Next(12) == 0)
            await Stray(today);
        else
            await Onward(today);
    }

    private async Task Submit(DateOnly today)
    {
        var body = _dice.Next(5) switch
        {
            0 => Disputes.Loan().With("mediationWish", _dice.Next(2) == 0 ? "agree" : "refuse").With("amount", (decimal)_dice.Next(500, 90_000)).With("cause", "民间借贷纠纷"),
            1 => Disputes.Dismissal(),
            2 => Disputes.Irrigation().With("cause", "离婚纠纷").With("amount", null).WithFact("statusClaim", true).WithFact("statusConfirmation", false).WithFact("violence", _dice.Next(3) == 0)
                .With("narrative", "俺和他结婚八年，他常年在外打工不着家，两个人早就没感情了，分居三年多，俺要跟他离婚，孩子跟着俺过。"),
            _ => Disputes.Irrigation().With("cause", _dice.Next(2) == 0 ? "相邻用水、排水纠纷" : null).With("amount", (decimal)_dice.Next(100, 60_000)),
        };
        var channel = Channels[_dice.Next(Channels.Length)];
        body["tribunal"] = _dongzhuang ? "dongzhuang" : "liuquan";
        body["receivedOn"] = $"{today:yyyy-MM-dd}";
        body["channel"] = channel;
        if (channel != "counter")
            body["source"] = new JsonObject { ["kind"] = channel, ["name"] = "移送单位", ["reference"] = $"移〔{index}〕号" };
        body["parties"]![0]!["name"] = Plaintiff;
        body["parties"]![1]!["name"] = Defendant;
        body["parties"]![1]!["contact"] = _dice.Next(10) switch { 0 => "missing", 1 => "uncertain", _ => "reachable" };
        body["acceptProposal"] = _dice.Next(4) > 0;
        foreach (var fact in LaterFacts)
            if (_dice.Next(12) == 0)
                body.WithFact(fact, true);
        if (_dice.Next(15) == 0)
            body.WithFact("landTitle", true);
        var answer = Count(await (await service.As(Clerk)).Post("/cases", body));
        answer.Expect(201);
        Take(answer);
        _id = answer.Id;
    }

    /// <summary>Somebody tries what does not belong here: nothing may change, and nothing may break.</summary>
    private async Task Stray(DateOnly today)
    {
        var (who, action, body) = _dice.Next(12) switch
        {
            9 => (Clerk, "protection-notice", new { to = Plaintiff, urgent = _dice.Next(2) == 0, appliedAt = _dice.Next(2) == 0 ? $"{today:yyyy-MM-dd}T08:00:00+08:00" : null }),
            10 => (Judge, "protection-order/decision", new { decision = Pick("granted", "refused", "withdrawn"), ground = "没有证据", validUntil = _dice.Next(2) == 0 ? today.AddMonths(3) : (DateOnly?)null }),
            11 => (Officer, "mediation/offer", new { to = Pick("M01", "O02", "M09") }),
            0 => (Clerk, "confirmation", (object)new { applicants = new[] { Plaintiff, Defendant }, appliedOn = today }),
            1 => (Judge, "closure", Closure("judgment", "民事判决书", today, "in_person")),
            2 => (Clerk, "filing", new { filedOn = today }),
            3 => (Clerk, "appeal", new { party = Defendant, on = today }),
            4 => (Clerk, "archive", new { }),
            5 => ("leader", "follow-up", new { performed = true, satisfied = true, on = today }),
            6 => (Officer, "triage/confirm", new { route = "fast_track", reason = "试一试" }),
            7 => (Judge, "procedure", new { procedure = "small_claims", bench = "sole", ruledOn = today, reason = "试一试" }),
            _ => ("president", "limit-extension/decision", new { granted = true, decidedOn = today }),
        };
        await Act(who, action, body);
    }

    private Task Onward(DateOnly today) => State switch
    {
        "in_triage" => _dice.Next(12) switch
        {
            0 => Act(Clerk, "deficiency", new { items = new[] { "证据复印件" }, due = today.AddDays(15) }),
            1 => Act(Officer, "triage/confirm", new { route = "ordinary_team", procedure = "ordinary", bench = "sole", reason = "案情较复杂" }),
            2 => Act(Clerk, "withdrawal", new { reason = "双方和好", on = today }),
            3 => Act(Clerk, "facts", new { facts = new Dictionary<string, bool> { [LaterFacts[_dice.Next(LaterFacts.Length)]] = true }, reason = "当事人补充" }),
            4 => Act(Judge, "closure", Closure("ruling", "不予受理裁定书", today, "in_person")),
            _ => Act(Clerk, "triage/confirm", new { }),
        },
        "human_review" => _dice.Next(5) switch
        {
            0 => Act(Officer, "facts", new { facts = new { labourArbitrationDone = true, violence = false, undisputed = true }, reason = "询问后补充" }),
            1 => Act(Officer, "triage/confirm", new { route = "mediation", reason = "双方愿意调解" }),
            2 => Act(Officer, "triage/confirm", new { route = "refer_out", reason = "应当先由其他机关处理" }),
            _ => Act(Officer, "triage/confirm", new { route = "ordinary_team", procedure = "ordinary", bench = _dice.Next(2) == 0 ? "sole" : "panel", reason = "人工甄别" }),
        },
        "deficient" => Act(Clerk, "correction", new { receivedOn = today, note = "已补正" }),
        "awaiting_mediator" when _dongzhuang && _dice.Next(3) == 0 => Offer(),
        "awaiting_mediator" => _dongzhuang && _dice.Next(10) > 0 ? Claim() : Act(Clerk, "mediation/consent", new { party = Defendant, given = false, on = today }),
        "mediating" => Mediate(today),
        "agreed" => _dice.Next(4) switch
        {
            0 => Act(Clerk, "follow-up", new { performed = true, satisfied = true, on = today }),
            1 => Act(Judge, "closure", Closure("mediation_statement", "民事调解书", today, "in_person")),
            2 => Act(Clerk, "filing", new { filedOn = today }),
            _ when _dice.Next(3) == 0 => Act(Holder, "confirmation", new { applicants = new[] { Plaintiff, Defendant }, appliedOn = today, handedIn = new { signedOn = today, authority = "双方签名的转交委托" } }),
            _ => Act(Clerk, "confirmation", new { applicants = _dice.Next(5) == 0 ? [Plaintiff] : new[] { Plaintiff, Defendant }, appliedOn = today }),
        },
        "mediation_failed" => Act(Clerk, "filing", new { filedOn = today }),
        "confirmation_applied" when _dice.Next(2) == 0 => Act(Clerk, "confirmation/accept", new { acceptedOn = today }),
        "confirmation_applied" or "confirmation_review" => _dice.Next(5) == 0
            ? Act(Judge, "confirmation/decision", new { decision = "rejected", ground = "（五）内容不明确", decidedOn = today })
            : Act(Judge, "confirmation/decision", new { decision = "confirmed", decidedOn = today }),
        "confirmation_refused" => _dice.Next(2) == 0 ? Act(Clerk, "mediation/resume", new { reason = "变更协议" }) : Act(Clerk, "filing", new { filedOn = today }),
        "confirmed" => _dice.Next(2) == 0
            ? Act(Judge, "closure", Closure("withdrawal", "准许撤诉裁定书", today, "electronic"))
            : Act(Clerk, "follow-up", new { performed = true, satisfied = true, on = today }),
        "filed" => _dice.Next(8) switch
        {
            0 => Act(Head, "assignment", new { judge = _dongzhuang ? "J03" : "J06", reason = "系列案件" }),
            1 => Act(Judge, "closure", Closure("withdrawal", "准许撤诉裁定书", today, "in_person")),
            _ => Act(Clerk, "filing", new { filedOn = today }),
        },
        "assigned" or "preparing" or "in_trial" => Try(today),
        "suspended" => Act(Judge, "suspensions", new { ground = Grounds[_dice.Next(Grounds.Length)], to = today }),
        "closed" => _dice.Next(4) switch
        {
            0 => Act(Clerk, "appeal", new { party = Defendant, on = today }),
            1 => Act(Clerk, "archive", new { }),
            _ => Act(Clerk, "follow-up", new { performed = true, satisfied = true, on = today }),
        },
        "not_accepted" => _dice.Next(3) == 0 ? Act(Clerk, "appeal", new { party = Plaintiff, on = today }) : Act(Clerk, "archive", new { }),
        "appealed" => Act(Clerk, "events", new { kind = "second_instance_result", on = today, note = "维持原判" }),
        "effective" or "redo" or "follow_up" => After(today),
        "withdrawn" or "referred_out" => Act(Clerk, "archive", new { }),
        _ => throw new InvalidOperationException($"A case stands in '{State}', where nobody knows what to do."),
    };

    private Task Mediate(DateOnly today)
    {
        var who = Holder;
        return _dice.Next(15) switch
        {
            14 => Act(Clerk, "facts", new { facts = new Dictionary<string, bool> { [Pick("statusConfirmation", "landTitle", "violence", "preservation")] = true }, reason = "调解中查明" }),
            0 => Act(who, "mediation/return", new { reason = "不熟悉" }),
            1 => Act(who, "mediation/extend", new { days = 15, consentOn = today }),
            2 => Act(Officer, "mediation/change", new { reason = "当事人申请" }),
            3 => Act(who, "mediation/consent", new { party = Defendant, given = _dice.Next(3) > 0, on = today }),
            4 or 5 => Act(who, "mediation/sessions", new { mode = "video", heldOn = today, helpers = new[] { "村干部" }, note = "保密笔记" }),
            6 => Act(who, "protection-notice", new { to = Plaintiff, givenOn = today }),
            7 => Act(who, "mediation/outcome", new { outcome = "settled_privately", endedOn = today }),
            8 or 9 => Act(who, "mediation/outcome", new { outcome = "failed", endedOn = today, focus = "赔偿数额", complexityOpinion = _dice.Next(2) == 0 ? "simple" : "complex" }),
            _ => Act(who, "mediation/outcome", new
            {
                outcome = "agreed",
                endedOn = today,
                agreement = new { text = "被告给付一千元。", signedOn = today, mediatorSealedOn = today, performance = new[] { new { what = "给付1000元", dueOn = today.AddDays(10) } } },
            }),
        };
    }

    private Task Try(DateOnly today) => _dice.Next(24) switch
    {
        0 or 16 => Recuse(today),
        1 => Act("president", "recusal/decision", new { person = _judge, granted = _dice.Next(2) == 0, decidedOn = today }),
        17 or 18 => Act(Judge, "evidence-period", new { days = Pick(5, 7, 10, 15, 20), agreed = _dice.Next(4) == 0, rebuttal = _dice.Next(4) == 0, reason = _dice.Next(3) == 0 ? "证人在外地" : null }),
        19 => Act(Clerk, "evidence-period/extension", new { party = Defendant, days = 5, requestedOn = today, reason = "证人在外地" }),
        20 => Act(Judge, "evidence-period/extension/decision", new { granted = _dice.Next(2) == 0, decidedOn = today }),
        21 => Act("president", "limit-extension/superior", new { months = _dice.Next(1, 5), court = "中级人民法院", reason = "两次鉴定", requestedOn = today }),
        22 => Act("president", "limit-extension/superior/decision", new { granted = true, document = "批复1号", decidedOn = today }),
        23 => Act(Judge, "limit-extension", new { months = Pick(1, 6), requestedOn = today, reason = "案情复杂" }),
        2 => Act(Clerk, "participants", new { person = Pick("R01", "R03"), @as = "assessor" }),
        3 => Act(Judge, "procedure", new { procedure = "ordinary", bench = _dice.Next(2) == 0 ? "sole" : "panel", ruledOn = today, reason = "案情复杂" }),
        4 => Act(Judge, "suspensions", new { ground = Grounds[_dice.Next(Grounds.Length)], from = today }),
        5 => Act(Judge, "limit-extension", new { months = 1, requestedOn = today, reason = "案情复杂" }),
        6 => Act("president", "limit-extension/decision", new { granted = true, decidedOn = today }),
        7 or 8 or 9 => Act(Judge, "events", new { kind = EventKinds[_dice.Next(EventKinds.Length)], party = Plaintiff, on = today, note = "程序事项" }),
        10 => Act(Judge, "facts", new { facts = new Dictionary<string, bool> { [LaterFacts[_dice.Next(LaterFacts.Length)]] = true }, reason = "庭审查明" }),
        11 => Act(Judge, "closure", Closure("withdrawal", "准许撤诉裁定书", today, "in_person")),
        12 => Act(Judge, "closure", Closure("mediation_statement", "民事调解书", today, "in_person")),
        13 => Act(Judge, "closure", Closure("dismissal", "驳回起诉裁定书", today, "in_person")),
        _ => Act(Judge, "closure", Closure("judgment", "民事判决书", today, Pick("in_person", "left_at_domicile", "post", "announcement"))),
    };

    /// <summary>Asked for, refused, asked again, and now and then granted after all.</summary>
    private async Task Recuse(DateOnly today)
    {
        var judge = _judge;
        await Act(Clerk, "recusal", new { person = judge, ground = "与一方是亲戚", requestedOn = today });
        if (_dice.Next(2) == 0) return;
        await Act("president", "recusal/decision", new { person = judge, granted = false, decidedOn = today });
        await Act(Clerk, "recusal/review", new { person = judge, ground = "有户籍材料", requestedOn = today });
        if (_dice.Next(2) == 0) await Act("president", "recusal/review/decision", new { person = judge, granted = _dice.Next(2) == 0, decidedOn = today });
    }

    private Task After(DateOnly today) => State == "follow_up" && _dice.Next(2) == 0
        ? Act(Clerk, "archive", new { })
        : Act(State == "redo" && _dice.Next(3) == 0 ? "president" : Clerk, "follow-up", new { performed = true, satisfied = _dice.Next(3) > 0, note = "回访记录", on = today });

    private object Closure(string mode, string kind, DateOnly today, string method) => new
    {
        mode,
        document = new { kind, madeOn = today },
        service = _parties.Select(p => new { party = p, method, on = today, receivedOn = method == "post" ? today : (DateOnly?)null }).ToArray(),
    };

    private string[] _parties = [];
    private string _judge = "J02";
    private string _mediator = "";

    private string Holder => _mediator switch { "M01" => "mediator", "M02" => "mediator2", _ => "assessor" };

    private T Pick<T>(params T[] choices) => choices[_dice.Next(choices.Length)];

    /// <summary>An officer names somebody, who takes it, declines, or lets it lie; meanwhile others try.</summary>
    private async Task Offer()
    {
        await Act(Officer, "mediation/offer", new { to = Pick("M01", "M02", "O02"), next = _dice.Next(2) == 0 ? new[] { "R01" } : [], reason = "案情适合" });
        if (_dice.Next(3) == 0) await Act(Mediators[_dice.Next(Mediators.Length)], "mediation/decline", new { reason = "与一方相识" });
        else if (_dice.Next(2) == 0) await Claim();
    }

    private async Task Claim()
    {
        // Now and then two reach for the same case: one gets it, whoever is first.
        var (one, other) = (await service.As(Mediators[_dice.Next(2)]), await service.As("assessor"));
        var rivals = _dice.Next(4) == 0 ? new[] { one, other } : [_dice.Next(3) == 0 ? other : one];
        var answers = await Task.WhenAll(rivals.Select(mediator => mediator.Post("/mediation/queue/claim", new { caseId = _id })));
        Assert.True(answers.Count(answer => answer.Status == 200) <= 1, $"case {index} is held by two");
        foreach (var answer in answers.OrderBy(answer => answer.Status == 200)) Settle(Count(answer));
    }

    private async Task Act(string who, string action, object body)
    {
        var (user, state) = (await service.As(who), State);
        var answer = Count(await user.Post($"/cases/{_id}/{action}", body, _version));
        // Timers were here first: a lease or an offer ran out, one after the other perhaps, and its mediator sees the case no more, or a judgment took effect.
        for (var again = 0; again < 3 && (answer.Status == 412 || (answer.Code == "other_tribunal" && State == "mediating")); again++)
        {
            var now = (await (await service.As("president")).Get($"/cases/{_id}")).Expect(200);
            Take(now);
            // What was meant for another state is not tried again.
            if (State != state) return;
            answer = Count(await user.Post($"/cases/{_id}/{action}", body, _version));
        }
        Settle(answer);
    }

    private void Settle(Answer answer)
    {
        if (Accepted.Contains(answer.Status))
        {
            Take(answer);
            return;
        }
        Assert.True(Refused.Contains(answer.Status), $"case {index} in {State}: {answer.Status} {answer.Body.Plain()}");
        if (answer.Code == "forbidden_by_statute")
            Assert.False(string.IsNullOrEmpty(answer.Text("citation.text")), $"a refusal by law without its article: {answer.Body.Plain()}");
    }

    private void Take(Answer answer)
    {
        if (answer.Body is null)
            return;
        _version = answer.Version;
        State = answer.State;
        _parties = [.. answer.Body["parties"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()).Where(n => !n.Contains('某', StringComparison.Ordinal))];
        _judge = answer.Text("judge") is { Length: > 0 } judge ? judge : _judge;
        _mediator = answer.Text("mediator");
    }

    private Answer Count(Answer answer)
    {
        Calls++;
        var key = $"{answer.Status}{(answer.Code.Length > 0 ? " " + answer.Code : "")}";
        Outcomes[key] = Outcomes.GetValueOrDefault(key) + 1;
        return answer;
    }
}
