using System.Reflection;

namespace Triage.Api.Domain;

/// <summary>The articles that the guards of <see cref="CaseLifecycle"/> rest on, word for word. What a statute says about one kind of dispute is data (Rules/gates); this is what it says about the steps.</summary>
internal static class Statutes
{
    public static readonly Citation DeficiencyOnce = new("登记立案规定", "2015", "7", "当事人提交的诉状和材料不符合要求的，人民法院应当一次性书面告知在指定期限内补正。");
    public static readonly Citation MustAccept = new("民事诉讼法", "2023", "126", "对符合本法第一百二十二条的起诉，必须受理。");
    public static readonly Citation NotAccepted = new("民事诉讼法", "2023", "126", "不符合起诉条件的，应当在七日内作出裁定书，不予受理；原告对裁定不服的，可以提起上诉。");

    public static readonly Citation OralReadBack = new("简易程序规定", "2020", "4", "人民法院应当将上述记录和登记的内容向原告当面宣读，原告认为无误后应当签名或者按指印。");

    public static readonly Citation MediateUnlessRefused = new("民事诉讼法", "2023", "125", "适宜调解的，先行调解，但当事人拒绝调解的除外。");
    public static readonly Citation NotMediable = new("民事诉讼法解释", "2022", "143", "婚姻等身份关系确认案件以及其他根据案件性质不能进行调解的案件，不得调解。");
    public static readonly Citation Voluntary = new("民事诉讼法", "2023", "96", "人民法院审理民事案件，根据当事人自愿的原则，在事实清楚的基础上，分清是非，进行调解。");
    public static readonly Citation AcceptInThreeDays = new("在线调解规则", "2021", "12", "调解组织或者调解员不予接受或者超过规定期限未予确认的，人民法院、当事人可以重新指定或者选定。");
    public static readonly Citation ChangeOnce = new("在线调解规则", "2021", "14", "在线调解过程中，当事人可以申请更换调解组织或者调解员；更换后，当事人仍不同意且拒绝自行选择的，视为当事人拒绝调解。");
    public static readonly Citation ExtensionByConsent = new("特邀调解规定", "2016", "27", "但是双方当事人同意延长调解期限的，不受此限。");
    public static readonly Citation AppointedMediator = new("特邀调解规定", "2016", "12", "双方当事人应当在名册中协商确定特邀调解员；协商不成的，由特邀调解组织或者人民法院指定。");
    public static readonly Citation DeclineWithReason = new("在线调解规则", "2021", "12", "调解组织或者调解员可以写明理由后不予接受。");
    public static readonly Citation MediatorReplaced = new("特邀调解规定", "2016", "13", "当事人有正当理由的，可以申请更换特邀调解员。");
    public static readonly Citation OnlineRefused = new("在线调解规则", "2021", "16", "各方当事人均不具备使用音视频技术条件或者拒绝通过音视频方式调解的，确定现场调解的时间、地点。");
    public static readonly Citation TieKin = new("特邀调解规定", "2016", "15", "（一）是一方当事人或者其代理人近亲属的；");
    public static readonly Citation TieInterest = new("特邀调解规定", "2016", "15", "（二）与纠纷有利害关系的；");
    public static readonly Citation TieOther = new("特邀调解规定", "2016", "15", "（三）与纠纷当事人、代理人有其他关系，可能影响公正调解的。");
    public static readonly Citation MediatorTie = new("特邀调解规定", "2016", "15", "特邀调解员有上述情形的，应当自行回避；但是双方当事人同意由该调解员调解的除外。");
    public static readonly Citation NoLaterRole = new("特邀调解规定", "2016", "16", "特邀调解员不得在后续的诉讼程序中担任该案的人民陪审员、诉讼代理人、证人、鉴定人以及翻译人员等。");
    public static readonly Citation FalseMediation = new("特邀调解规定", "2016", "18", "特邀调解员发现双方当事人存在虚假调解可能的，应当中止调解，并向人民法院或者特邀调解组织报告。");
    public static readonly Citation FailureGoesToCourt = new("特邀调解规定", "2016", "21", "当事人坚持诉讼的，人民法院应当依法登记立案。");
    public static readonly Citation ConcessionsStay = new("特邀调解规定", "2016", "22", "在调解过程中，当事人为达成调解协议作出妥协而认可的事实，不得在诉讼程序中作为对其不利的根据，但是当事人均同意的除外。");
    public static readonly Citation AgreementAfterFiling = new("特邀调解规定", "2016", "20", "达成调解协议后，当事人申请撤诉的，人民法院应当依法作出裁定。");
    public static readonly Citation ProtectionOrder = new("反家庭暴力法", "2015", "28", "人民法院受理申请后，应当在七十二小时内作出人身安全保护令或者驳回申请；情况紧急的，应当在二十四小时内作出。");

    public static readonly Citation ProtectionSixMonths = new("反家庭暴力法", "2015", "30", "人身安全保护令的有效期不超过六个月，自作出之日起生效。");
    public static readonly Citation ProtectionAnyTime = new("人身安全保护令规定", "2022", "1", "向人民法院申请人身安全保护令，不以提起离婚等民事诉讼为条件。");

    public static readonly Citation PartiesApply = new("民事诉讼法解释", "2022", "351", "申请司法确认调解协议的，双方当事人应当本人或者由符合民事诉讼法第六十一条规定的代理人依照民事诉讼法第二百零一条的规定提出申请。");
    public static readonly Citation ConfirmationInThirtyDays = new("民事诉讼法", "2023", "205", "由双方当事人自调解协议生效之日起三十日内，共同向下列人民法院提出：");
    public static readonly Citation AfterRefusedConfirmation = new("民事诉讼法", "2023", "206", "不符合法律规定的，裁定驳回申请，当事人可以通过调解方式变更原调解协议或者达成新的调解协议，也可以向人民法院提起诉讼。");
    public static readonly Citation ObjectionToConfirmation = new("民事诉讼法解释", "2022", "372", "对人民法院作出的确认调解协议、准许实现担保物权的裁定，当事人有异议的，应当自收到裁定之日起十五日内提出；");
    public static readonly Citation ConfirmationWithdrawn = new("民事诉讼法解释", "2022", "357", "确认调解协议的裁定作出前，当事人撤回申请的，人民法院可以裁定准许。");

    public static readonly Citation ReviewExtended = new("民事诉讼法", "2023", "187", "有特殊情况需要延长的，由本院院长批准。");
    public static readonly Citation WithdrawalIsRuled = new("民事诉讼法", "2023", "148", "宣判前，原告申请撤诉的，是否准许，由人民法院裁定。");
    public static readonly Citation TimeFromFiling = new("审理期限规定", "2000", "8", "案件的审理期限从立案次日起计算。");
    public static readonly Citation JudicialTie = new("民事诉讼法", "2023", "47", "审判人员有下列情形之一的，应当自行回避，当事人有权用口头或者书面方式申请他们回避：");
    public static readonly Citation JudicialKin = new("民事诉讼法", "2023", "47", "（一）是本案当事人或者当事人、诉讼代理人近亲属的；");
    public static readonly Citation JudicialInterest = new("民事诉讼法", "2023", "47", "（二）与本案有利害关系的；");
    public static readonly Citation JudicialOther = new("民事诉讼法", "2023", "47", "（三）与本案当事人、诉讼代理人有其他关系，可能影响对案件公正审理的。");
    public static readonly Citation StaffToo = new("民事诉讼法", "2023", "47", "前三款规定，适用于法官助理、书记员、司法技术人员、翻译人员、鉴定人、勘验人。");
    public static readonly Citation RecusalInThreeDays = new("民事诉讼法", "2023", "50", "人民法院对当事人提出的回避申请，应当在申请提出的三日内，以口头或者书面形式作出决定。");
    public static readonly Citation RecusalDecider = new("民事诉讼法", "2023", "49", "审判人员的回避，由院长决定；其他人员的回避，由审判长或者独任审判员决定。");
    public static readonly Citation RecusalReviewOnce = new("民事诉讼法", "2023", "50", "申请人对决定不服的，可以在接到决定时申请复议一次。");
    public static readonly Citation ReviewPausesNothing = new("民事诉讼法", "2023", "50", "复议期间，被申请回避的人员，不停止参与本案的工作。");
    public static readonly Citation ReviewInThreeDays = new("民事诉讼法", "2023", "50", "人民法院对复议申请，应当在三日内作出复议决定，并通知复议申请人。");
    public static readonly Citation RecusalPauses = new("民事诉讼法", "2023", "48", "被申请回避的人员在人民法院作出是否回避的决定前，应当暂停参与本案的工作，但案件需要采取紧急措施的除外。");
    public static readonly Citation ConvertBeforeExpiry = new("民事诉讼法解释", "2022", "258", "人民法院发现案件不宜适用简易程序，需要转为普通程序审理的，应当在审理期限届满前作出裁定并将审判人员及相关事项书面通知双方当事人。");
    public static readonly Citation ConversionNeverResets = new("民事诉讼法解释", "2022", "258", "案件转为普通程序审理的，审理期限自人民法院立案之日计算。");
    public static readonly Citation NotBackToSimple = new("民事诉讼法解释", "2022", "260", "已经按照普通程序审理的案件，在开庭后不得转为简易程序审理。");
    public static readonly Citation SmallClaimsUnsuitable = new("民事诉讼法", "2023", "169", "人民法院在审理过程中，发现案件不宜适用小额诉讼的程序的，应当适用简易程序的其他规定审理或者裁定转为普通程序。");
    public static readonly Citation SimpleUnsuitable = new("民事诉讼法", "2023", "170", "人民法院在审理过程中，发现案件不宜适用简易程序的，裁定转为普通程序。");
    public static readonly Citation SpecialEnds = new("民事诉讼法", "2023", "186", "人民法院在依照本章程序审理案件的过程中，发现本案属于民事权益争议的，应当裁定终结特别程序，并告知利害关系人可以另行起诉。");
    public static readonly Citation StayEnds = new("民事诉讼法解释", "2022", "246", "裁定中止诉讼的原因消除，恢复诉讼程序时，不必撤销原裁定，从人民法院通知或者准许当事人双方继续进行诉讼时起，中止诉讼的裁定即失去效力。");
    public static readonly Citation ExtensionFifteenDaysBefore = new("延长审限规定", "2019", "1", "独任审判员或合议庭应当在期限届满十五日前向本院院长提出申请，并说明详细情况和理由。院长应当在期限届满五日前作出决定。");
    public static readonly Citation SuperiorExtension = new("民事诉讼法", "2023", "152", "还需要延长的，报请上级人民法院批准。");
    public static readonly Citation SuperiorAfterPresident = new("延长审限规定", "2019", "1", "经本院院长批准延长审限后尚不能结案，需要再次延长的，应当在期限届满十五日前报请上级人民法院批准。上级人民法院应当在审限届满五日前作出决定。");
    public static readonly Citation AdjournedAtMost = new("延长审限规定", "2019", "3", "适用普通程序审理民商事案件，延期开庭审理次数不超过两次；适用简易程序以及小额速裁程序审理民商事案件，延期开庭审理次数不超过一次。");
    public static readonly Citation HearingsWithinAMonth = new("延长审限规定", "2019", "5", "两次开庭间隔时间不得超过一个月，但因不可抗力或当事人同意的除外。");
    public static readonly Citation ObjectionBeforeHearing = new("民事诉讼法解释", "2022", "279", "当事人对按照小额诉讼案件审理有异议的，应当在开庭前提出。");
    public static readonly Citation ObjectionToSmallClaims = new("民事诉讼法", "2023", "169", "人民法院对当事人提出的异议应当审查，异议成立的，应当适用简易程序的其他规定审理或者裁定转为普通程序；异议不成立的，裁定驳回。");
    public static readonly Citation ObjectionToSimple = new("民事诉讼法解释", "2022", "269", "当事人就案件适用简易程序提出异议，人民法院经审查，异议成立的，裁定转为普通程序；异议不成立的，裁定驳回。");
    public static readonly Citation ObjectionToSoleJudge = new("民事诉讼法", "2023", "43", "人民法院对当事人提出的异议应当审查，异议成立的，裁定转由合议庭审理；异议不成立的，裁定驳回。");
    public static readonly Citation EvidencePeriodByCourt = new("民事诉讼法", "2023", "68", "人民法院根据当事人的主张和案件审理情况，确定当事人应当提供的证据及其期限。");
    public static readonly Citation EvidenceAgain = new("民事诉讼法解释", "2022", "99", "举证期限届满后，当事人对已经提供的证据，申请提供反驳证据或者对证据来源、形式等方面的瑕疵进行补正的，人民法院可以酌情再次确定举证期限，该期限不受前款规定的限制。");
    public static readonly Citation EvidenceExtensionBefore = new("民事诉讼法解释", "2022", "100", "当事人申请延长举证期限的，应当在举证期限届满前向人民法院提出书面申请。");
    public static readonly Citation EvidenceExtensionForAll = new("民事诉讼法解释", "2022", "100", "申请理由成立的，人民法院应当准许，适当延长举证期限，并通知其他当事人。延长的举证期限适用于其他当事人。");

    public static readonly Citation ClosingDate = new("审理期限规定", "2000", "10", "人民法院判决书宣判、裁定书宣告或者调解书送达最后一名当事人的日期为结案时间。");
    public static readonly Citation FeeInSevenDays = new("诉讼费用交纳办法", "2006", "22", "原告自接到人民法院交纳诉讼费用通知次日起7日内交纳案件受理费；反诉案件由提起反诉的当事人自提起反诉次日起7日内交纳案件受理费。");
    public static readonly Citation FeeUnpaid = new("民事诉讼法解释", "2022", "213", "原告应当预交而未预交案件受理费，人民法院应当通知其预交，通知后仍不预交或者申请减、缓、免未获批准而仍不预交的，裁定按撤诉处理。");
    public static readonly Citation StatementEffect = new("民事诉讼法", "2023", "100", "调解书经双方当事人签收后，即具有法律效力。");
    public static readonly Citation SimpleByOneJudge = new("民事诉讼法", "2023", "163", "简单的民事案件由审判员一人独任审理");
    public static readonly Citation SmallClaimsByAgreement = new("民事诉讼法", "2023", "165", "标的额超过各省、自治区、直辖市上年度就业人员年平均工资百分之五十但在二倍以下的，当事人双方也可以约定适用小额诉讼的程序。");
    public static readonly Citation SmallClaimsFinal = new("民事诉讼法", "2023", "165", "适用小额诉讼的程序审理，实行一审终审。");
    public static readonly Citation JudgmentAppeal = new("民事诉讼法", "2023", "171", "当事人不服地方人民法院第一审判决的，有权在判决书送达之日起十五日内向上一级人民法院提起上诉。");
    public static readonly Citation RulingAppeal = new("民事诉讼法", "2023", "171", "当事人不服地方人民法院第一审裁定的，有权在裁定书送达之日起十日内向上一级人民法院提起上诉。");
    public static readonly Citation AppealableRulings = new("民事诉讼法", "2023", "157", "对前款第一项至第三项裁定，可以上诉。");
    public static readonly Citation Effective = new("民事诉讼法", "2023", "158", "以及依法不准上诉或者超过上诉期没有上诉的判决、裁定，是发生法律效力的判决、裁定。");
    public static readonly Citation PerformanceWatched = new("人民调解法", "2010", "31", "人民调解委员会应当对调解协议的履行情况进行监督，督促当事人履行约定的义务。");
    public static readonly Citation RetrialInstead = new("民事诉讼法", "2023", "210", "当事人对已经发生法律效力的判决、裁定，认为有错误的，可以向上一级人民法院申请再审；");
    public static readonly Citation CaseFile = new("民事诉讼法解释", "2022", "263", "适用简易程序审理案件，卷宗中应当具备以下材料：");
    public static readonly Citation MediationFile = new("人民调解法", "2010", "27", "人民调解委员会应当建立调解工作档案，将调解登记、调解工作记录、调解协议书等材料立卷归档。");

    /// <summary>Every article above, and those behind counting, closing dates, appeals and effect.</summary>
    public static IReadOnlyList<Citation> All { get; } =
        [.. new[] { typeof(Statutes), typeof(Clocks.Counting), typeof(ClosingDate), typeof(AppealPeriods), typeof(Effectiveness) }.SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(f => f.FieldType == typeof(Citation)).Select(f => (Citation)f.GetValue(null)!).Distinct()];
}
