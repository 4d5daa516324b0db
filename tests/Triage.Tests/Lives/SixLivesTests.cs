using System.Text.Json.Nodes;
using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Lives;

/// <summary>Six matters from the counter to the archive, through HTTP only.</summary>
public sealed class SixLivesTests
{
    private static readonly string[] LongSessions = ["Session:IdleMinutes", "Session:AbsoluteHours"];

    /// <summary>On both databases word for word the same: every step's statements run on both.</summary>
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Six_lives_go_as_they_are_written(string provider)
    {
        List<LifeScript> lives = [];
        foreach (var life in new Func<TriageService, Task<LifeScript>>[] { Irrigation, Loan, Divorce, Missing, Violence, Redo })
        {
            await using var service = TriageService.Start(provider, [.. LongSessions.Select(name => (name, (string?)"900000"))]);
            lives.Add(await life(service));
        }
        Approved.CheckFile(Path.Combine(Repository.Root, "docs", "six-lives.md"), LifeDocuments.Markdown(lives));
        Approved.CheckFile(Path.Combine(Repository.Root, "requests", "six-lives.http"), LifeDocuments.Requests(lives));
    }

    /// <summary>The seed's own story: four days, by video, with the village cadre, and a confirmation at the end.</summary>
    private static async Task<LifeScript> Irrigation(TriageService service)
    {
        var life = new LifeScript(service, "浇水纠纷：视频调解，四天达成协议，司法确认", "先立案后调解（2025年起）：一件事先后有收件号、民初号、人调号、诉前调确号。协议生效三十日内双方共同申请确认；已立案的，确认之后仍须准许撤诉结案。");
        life.On("2026-11-16");
        await life.Submit("收件，接受建议：先立案，先行调解", Disputes.Irrigation().With("cause", "相邻用水、排水纠纷"));
        await life.Do("双方选定调解员，程序分流员交办；三个工作日不答复的，自动转同组织的下一人", "officer", "mediation/offer", new { to = "M01", next = new[] { "M02" }, chosenBy = "parties", reason = "双方在名册中选定" });
        await life.Claim("调解员领取，即接受交办");
        await life.Do("原告同意调解", "mediator", "mediation/consent", new { party = "李波", given = true, on = "2026-11-16" });
        life.On("2026-11-17");
        await life.Do("被告在外打工，电话里同意", "mediator", "mediation/consent", new { party = "李强", given = true, on = "2026-11-17" });
        life.On("2026-11-18");
        await life.Do("手机视频调解，请村干部到场", "mediator", "mediation/sessions", new { mode = "video", heldOn = "2026-11-18", helpers = new[] { "李家洼村党支部书记" }, note = "被告私下表示愿意多出五百元" });
        Assert.DoesNotContain("五百", (await life.Case("judge")).Body.Plain(), StringComparison.Ordinal);
        life.On("2026-11-20");
        await life.Do("达成协议", "mediator", "mediation/outcome", new
        {
            outcome = "agreed",
            endedOn = "2026-11-20",
            focus = "轮流浇水的次序和已旱死玉米的损失",
            complexityOpinion = "simple",
            agreement = new { text = "一、每月逢五、逢十由李波先浇；二、李强赔偿李波一千六百元。", signedOn = "2026-11-19", mediatorSealedOn = "2026-11-20", performance = new[] { new { what = "给付1600元", dueOn = "2026-11-30" } } },
        });
        var refused = await life.Do("只有一方申请确认：不行", "clerk", "confirmation", new { applicants = new[] { "李波" }, appliedOn = "2026-11-20" }, 422);
        Assert.Equal(("民事诉讼法", "205"), (refused.Text("citation.law"), refused.Text("citation.article")));
        await life.Do("双方共同申请司法确认，被告在外，由调解员转交双方签署的申请书（调解员不是代理人）", "mediator", "confirmation", new { applicants = new[] { "李波", "李强" }, appliedOn = "2026-11-20", handedIn = new { signedOn = "2026-11-20", authority = "双方签名的共同申请书和转交委托" } });
        await life.Do("受理", "clerk", "confirmation/accept", new { acceptedOn = "2026-11-20" });
        var confirmed = await life.Do("裁定调解协议有效", "judge", "confirmation/decision", new { decision = "confirmed", decidedOn = "2026-11-20" });
        Assert.Equal(["receipt", "first_instance", "mediation_agreement", "confirmation"], confirmed.Body!["numbers"]!.AsArray().Select(n => n!["kind"]!.GetValue<string>()));
        await life.Do("原告撤诉，裁定准许", "judge", "closure", new
        {
            mode = "withdrawal",
            document = new { kind = "准许撤诉裁定书", madeOn = "2026-11-20" },
            service = new[] { new { party = "李波", method = "electronic", on = "2026-11-20" }, new { party = "李强", method = "electronic", on = "2026-11-20" } },
        });
        life.On("2026-12-02");
        await life.Do("回访：钱已给付，水已轮流浇", "mediator", "follow-up", new { performed = true, satisfied = true, note = "1600元已转账", on = "2026-12-02" });
        await life.Do("归档", "clerk", "archive", new { papers = new[] { "identity", "rights_notice", "follow_up", "fee", "evidence", "back_cover" } });
        return life;
    }

    private static async Task<LifeScript> Loan(TriageService service)
    {
        var life = new LifeScript(service, "借款纠纷：调解不成，小额诉讼结案", "调解终止单带着争议焦点、无争议事实和繁简意见进入二次分流；立案材料随案移转，不再录入；调解过本案的人不得再任陪审员（特邀调解规定第16条）；承办法官随机抽取，种子和候选人可查。小额诉讼一审终审，上诉被拒绝并附条文。");
        life.On("2026-11-20");
        await life.Submit("收件，双方愿意先调解", Disputes.Loan().With("cause", "民间借贷纠纷").With("mediationWish", "agree"));
        await life.Claim("调解员领取（此人兼任人民陪审员）", "assessor");
        await life.Do("电话调解，被告只肯还一半", "assessor", "mediation/sessions", new { mode = "phone", heldOn = "2026-11-20" });
        life.On("2026-11-30");
        await life.Do("终止调解", "assessor", "mediation/outcome", new
        {
            outcome = "failed",
            endedOn = "2026-11-30",
            reason = "双方分歧较大",
            focus = "是否已还六千元",
            undisputedFacts = new[] { "2024年借款20000元，有借条" },
            complexityOpinion = "simple",
        });
        var filed = await life.Do("当事人坚持诉讼，转入审判，随机分案", "clerk", "filing", new { filedOn = "2026-11-30" });
        Assert.Equal("2026-11-20", filed.Text("filedOn"));
        await life.Look("为什么是这位法官", "clerk", "/assignment");
        var barred = await life.Do("请调解过本案的人担任陪审员：不行", "clerk", "participants", new { person = "R01", @as = "assessor" }, 422);
        Assert.Equal(("特邀调解规定", "16"), (barred.Text("citation.law"), barred.Text("citation.article")));
        await life.Do("日期写到将来：不行", "clerk", "events", new { kind = "served", on = "2026-12-02", party = "李强" }, 422);
        life.On("2026-12-02");
        await life.Do("起诉状副本送达被告", "clerk", "events", new { kind = "served", on = "2026-12-02", party = "李强" });
        life.On("2026-12-18");
        await life.Do("开庭", "judge", "events", new { kind = "hearing", on = "2026-12-18" });
        var closed = await life.Do("当庭宣判并送达", "judge", "closure", new
        {
            mode = "judgment",
            document = new { kind = "民事判决书", madeOn = "2026-12-18" },
            service = new[] { new { party = "李波", method = "in_person", on = "2026-12-18" }, new { party = "李强", method = "in_person", on = "2026-12-18" } },
        });
        Assert.Equal(("small_claims", "2026-12-18"), (closed.Text("procedure"), closed.Text("closedOn")));
        var appeal = await life.Do("被告要上诉：小额诉讼一审终审", "clerk", "appeal", new { party = "李强", on = "2026-12-18" }, 422);
        Assert.Equal(("民事诉讼法", "165"), (appeal.Text("citation.law"), appeal.Text("citation.article")));
        await life.TakeEffect();
        Assert.Equal("effective", (await life.Look("一审终审，送达即生效", "clerk", "")).State);
        life.On("2027-01-08");
        await life.Do("回访：已还清", "clerk", "follow-up", new { performed = true, satisfied = true, on = "2027-01-08" });
        await life.Do("归档", "clerk", "archive", new { papers = new[] { "identity", "small_claims_notice", "evidence", "hearing_record" } });
        return life;
    }

    private static async Task<LifeScript> Divorce(TriageService service)
    {
        var life = new LifeScript(service, "离婚纠纷：调解离婚，以调解书结案，不能司法确认", "离婚应当调解，但身份关系的解除不能司法确认（解释第355条），只能由法院制作调解书；调解书签收后生效，不能上诉。");
        life.On("2026-11-20");
        var body = Disputes.Irrigation(plaintiff: "王芳", defendant: "赵刚").With("amount", null).With("claims", new JsonArray("判令离婚", "孩子由原告抚养")).With("cause", "离婚纠纷")
            .With("narrative", "俺和赵刚结婚八年，他常年在外打工不着家，两个人早就没感情了，分居三年多，俺要跟他离婚，孩子跟着俺过。")
            .WithFact("statusClaim", true).WithFact("statusConfirmation", false).WithFact("minorInvolved", true).WithFact("withdrawnDivorceWithinSixMonths", false).WithFact("wifePregnantHusbandSues", false).WithFact("decidedBefore", false);
        var submitted = await life.Submit("收件，接受建议：先立案，先行调解", body);
        if (submitted.State != "awaiting_mediator")
            await life.Do("程序分流员确认先行调解", "officer", "triage/confirm", new { route = "mediation", reason = "离婚案件应当调解" });
        await life.Claim("调解员领取");
        await life.Do("现场调解，请妇联干部到场", "mediator", "mediation/sessions", new { mode = "on_site", heldOn = "2026-11-20", helpers = new[] { "镇妇联主席" } });
        life.On("2026-11-25");
        await life.Do("达成离婚协议", "mediator", "mediation/outcome", new
        {
            outcome = "agreed",
            endedOn = "2026-11-25",
            agreement = new { text = "一、双方离婚；二、婚生子随王芳生活，赵刚每月给付抚养费八百元。", signedOn = "2026-11-25", mediatorSealedOn = "2026-11-25", performance = new[] { new { what = "首月抚养费800元", dueOn = "2026-12-05" } } },
        });
        var refused = await life.Do("申请司法确认：身份关系不予受理", "clerk", "confirmation", new { applicants = new[] { "王芳", "赵刚" }, appliedOn = "2026-11-25" }, 422);
        Assert.Equal(("民事诉讼法解释", "355"), (refused.Text("citation.law"), refused.Text("citation.article")));
        life.On("2026-11-27");
        await life.Do("调解书不能留置送达", "judge", "closure", new
        {
            mode = "mediation_statement",
            document = new { kind = "民事调解书", madeOn = "2026-11-26" },
            service = new[] { new { party = "王芳", method = "in_person", on = "2026-11-26" }, new { party = "赵刚", method = "left_at_domicile", on = "2026-11-27" } },
        }, 422);
        var closed = await life.Do("出具民事调解书，双方签收", "judge", "closure", new
        {
            mode = "mediation_statement",
            document = new { kind = "民事调解书", madeOn = "2026-11-26" },
            service = new[] { new { party = "王芳", method = "in_person", on = "2026-11-26" }, new { party = "赵刚", method = "in_person", on = "2026-11-27" } },
        });
        Assert.Equal("2026-11-27", closed.Text("closedOn"));
        var appeal = await life.Do("调解书不能上诉", "clerk", "appeal", new { party = "赵刚", on = "2026-11-27" }, 422);
        Assert.Equal("100", appeal.Text("citation.article"));
        await life.TakeEffect();
        var effective = await life.Look("最后一名当事人签收之日生效", "clerk", "");
        Assert.Equal(("effective", "2026-11-27"), (effective.State, effective.Text("effectiveOn")));
        life.On("2026-12-10");
        await life.Do("回访：抚养费已给付", "clerk", "follow-up", new { performed = true, satisfied = true, on = "2026-12-10" });
        await life.Do("归档", "clerk", "archive", new { });
        return life;
    }

    private static async Task<LifeScript> Missing(TriageService service)
    {
        var life = new LifeScript(service, "外省被告找不到：公告送达，简易转普通，审限扣除", "立案时只知道“联系不定”，审理中才发现下落不明：登记公告即引起二次分流；不转普通程序就不能判决；审限自立案次日连续计算，公告期间扣除；结案日为公告刊登之日。");
        life.On("2026-11-20");
        var body = Disputes.Loan().With("cause", "民间借贷纠纷");
        body["parties"]!.AsArray()[1]!["contact"] = "uncertain";
        body["parties"]!.AsArray()[1]!["address"] = "河南省某县某村";
        body.Remove("facts");
        body["facts"] = new JsonObject { ["counterclaim"] = false, ["appraisal"] = false, ["foreign"] = false, ["violence"] = false, ["undisputed"] = true, ["titleClaim"] = false };
        var submitted = await life.Submit("收件，原告不愿调解，转速裁", body);
        if (submitted.State == "human_review")
            await life.Do("程序分流员确认", "officer", "triage/confirm", new { route = "fast_track", procedure = "simple", bench = "sole", reason = "有借条，标的不大" });
        await life.Do("立案分案", "clerk", "filing", new { filedOn = "2026-11-20" });
        life.On("2026-12-10");
        var second = await life.Do("多方查找不到被告，需要公告送达：二次分流", "judge", "events", new { kind = "public_notice", on = "2026-12-10", note = "户籍地村委会证明下落不明" });
        Assert.Equal("public_notice", second.Text("secondTriage.trigger"));
        Assert.Equal("ordinary", second.Text("secondTriage.proposal.procedure"));
        var blocked = await life.Do("不转程序就判决：不行", "judge", "closure", new
        {
            mode = "judgment",
            document = new { kind = "民事判决书", madeOn = "2026-12-10" },
            service = new[] { new { party = "李波", method = "in_person", on = "2026-12-10" }, new { party = "李强", method = "in_person", on = "2026-12-10" } },
        }, 422);
        Assert.Equal("forbidden_by_statute", blocked.Code);
        var converted = await life.Do("裁定转为普通程序，独任", "judge", "procedure", new { procedure = "ordinary", bench = "sole", ruledOn = "2026-12-10", reason = "被告下落不明，须公告送达" });
        Assert.NotEqual("", converted.Text("secondTriage.answeredOn"));
        await life.Do("公告期间扣除审限", "judge", "suspensions", new { ground = "public_notice", from = "2026-12-10" });
        life.On("2027-01-11");
        await life.Do("公告期满，恢复审理", "judge", "suspensions", new { ground = "public_notice", to = "2027-01-09" });
        await life.Look("每一天怎么算的", "judge", "/deadlines");
        life.On("2027-02-25");
        await life.Do("缺席开庭", "judge", "events", new { kind = "hearing", on = "2027-02-25" });
        life.On("2027-03-02");
        var closed = await life.Do("判决，被告公告送达", "judge", "closure", new
        {
            mode = "judgment",
            document = new { kind = "民事判决书", madeOn = "2027-03-01" },
            service = new[] { new { party = "李波", method = "in_person", on = "2027-03-01" }, new { party = "李强", method = "announcement", on = "2027-03-02" } },
        });
        Assert.Equal("2027-03-02", closed.Text("closedOn"));
        await life.TakeEffect();
        Assert.Equal("closed", (await life.Case()).State);
        life.On("2027-05-06");
        await life.TakeEffect();
        Assert.Equal("effective", (await life.Look("公告期、上诉期届满，自动生效", "clerk", "")).State);
        return life;
    }

    private static async Task<LifeScript> Violence(TriageService service)
    {
        var life = new LifeScript(service, "派出所移送的打骂：不能一调了之", "警民联调移送，来源、警号入台账，定期核查；家庭暴力必须告知人身安全保护令，申请的七十二小时、紧急的二十四小时内作出；没有告知就不能达成调解协议。");
        life.On("2026-11-20");
        var body = Disputes.Irrigation(plaintiff: "孙梅", defendant: "周强").With("channel", "police").With("amount", null).With("claims", new JsonArray("判令离婚"))
            .With("source", new JsonObject { ["kind"] = "police_station", ["name"] = "东庄派出所", ["reference"] = "东公（治）〔2026〕318号" }).With("cause", "离婚纠纷")
            .With("narrative", "周强喝了酒就打我，前天夜里把我打得住了院，派出所出的警，结婚六年打了不知多少回，我要跟他离婚。")
            .WithFact("violence", true).WithFact("urgentDanger", true).WithFact("statusClaim", true).WithFact("statusConfirmation", false).WithFact("undisputed", false).WithFact("minorInvolved", false)
            .WithFact("withdrawnDivorceWithinSixMonths", false).WithFact("wifePregnantHusbandSues", false).WithFact("decidedBefore", false);
        var submitted = await life.Submit("派出所移送，立案人员单独询问后收件", body);
        Assert.NotEqual("mediation", submitted.Text("triage.route"));
        Assert.Contains(submitted.Body!["flags"]!.AsArray(), f => f!["flag"]!.GetValue<string>() == "domestic_violence");
        await life.Do("告知人身安全保护令，当场申请，情况紧急", "clerk", "protection-notice", new { to = "孙梅", urgent = true, appliedAt = "2026-11-20T09:00:00+08:00" });
        var clocks = await life.Look("二十四小时的期限", "clerk", "/deadlines");
        Assert.Contains(clocks.Body!["clocks"]!.AsArray(), k => k!["code"]!.GetValue<string>() == "K14");
        Assert.Equal("2026-11-21T09:00:00+08:00", clocks.Body["clocks"]!.AsArray().Single(k => k!["code"]!.GetValue<string>() == "K14")!["dueAt"]!.GetValue<string>());
        await life.Do("尚未立案分案，当值法官当天作出保护令，有效期六个月", "judge", "protection-order/decision", new { decision = "granted", validUntil = "2027-05-20" });
        if (submitted.State != "filed")
            await life.Do("程序分流员转家事团队", "officer", "triage/confirm", new { route = "family_team", procedure = "simple", bench = "sole", reason = "家庭暴力，不适宜先行调解" });
        await life.Do("立案分案", "clerk", "filing", new { filedOn = "2026-11-20" });
        life.On("2026-11-23");
        await life.Do("台账定期核查", "officer", "ledger-checks", new { note = "保护令已作出，已送达派出所" });
        await life.Do("送达", "clerk", "events", new { kind = "served", on = "2026-11-23", party = "周强" });
        await life.Do("庭长发提醒函", "head", "reminders", new { to = "J02", text = "家暴案件，请优先排期开庭", answerBy = "2026-11-30" });
        await life.Do("答复提醒函", "judge", "reminders/1/answer", new { answer = "已定于十二月十日开庭" });
        life.On("2026-12-10");
        await life.Do("开庭", "judge", "events", new { kind = "hearing", on = "2026-12-10" });
        await life.Do("判决离婚", "judge", "closure", new
        {
            mode = "judgment",
            document = new { kind = "民事判决书", madeOn = "2026-12-10" },
            service = new[] { new { party = "孙梅", method = "in_person", on = "2026-12-10" }, new { party = "周强", method = "left_at_domicile", on = "2026-12-10" } },
        });
        life.On("2026-12-22");
        await life.Do("被告在上诉期内上诉", "clerk", "appeal", new { party = "周强", on = "2026-12-22" });
        life.On("2027-03-10");
        await life.Do("收到二审结果：维持", "clerk", "events", new { kind = "second_instance_result", on = "2027-03-10", note = "驳回上诉，维持原判" });
        return life;
    }

    private static async Task<LifeScript> Redo(TriageService service)
    {
        var life = new LifeScript(service, "回访不满意：重办，满三次由院领导决定", "诉前调解时期（2024年收件）的纠纷，没有民初号，协议履行不好，回访不满意即重办，同一件事、次数递增，不是再审；满三次立案人员不能再办，由院领导决定；重办未完不能归档。");
        life.On("2026-11-20");
        await life.Submit("2024年的旧纠纷，按当时的规则诉前调解", Disputes.Irrigation().With("receivedOn", "2024-11-18").With("cause", "相邻用水、排水纠纷"));
        await life.Claim("调解员领取");
        await life.Do("达成协议", "mediator", "mediation/outcome", new
        {
            outcome = "agreed",
            endedOn = "2026-11-20",
            agreement = new { text = "李强于十二月五日前清理水渠。", signedOn = "2026-11-20", mediatorSealedOn = "2026-11-20", performance = new[] { new { what = "清理水渠", dueOn = "2026-12-05" } } },
        });
        foreach (var day in new[] { "2026-12-08", "2026-12-11", "2026-12-16" })
        {
            life.On(day);
            await life.Do("回访：水渠没有清理干净，不满意，重办", "mediator", "follow-up", new { performed = false, satisfied = false, note = "下游仍然堵着", on = day });
        }
        await life.Do("重办未完，不能归档", "clerk", "archive", new { }, 409);
        life.On("2026-12-21");
        var refused = await life.Do("满三次，调解员不能再办", "mediator", "follow-up", new { performed = true, satisfied = true, on = "2026-12-21" }, 403);
        Assert.Equal("wrong_role", refused.Code);
        await life.Do("院领导现场查看，渠已疏通，双方满意", "president", "follow-up", new { performed = true, satisfied = true, note = "会同镇水利站现场查看", on = "2026-12-21" });
        await life.Do("归档", "clerk", "archive", new { });
        return life;
    }
}
