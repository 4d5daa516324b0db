using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Metrics;

/// <summary>Figures for those who answer for them; every one opens to its cases.</summary>
internal static class MetricsEndpoints
{
    private static readonly Role[] Readers = [Role.Leader, Role.President, Role.TribunalHead];

    public static void MapMetrics(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/metrics").WithTags("Metrics");
        group.MapGet("/definitions", GetMetricDefinitions.Handle).WithName("GetMetricDefinitions").WithSummary("指标定义：公式、口径、参考区间、来源").RequireSignedIn();
        group.MapGet("/monthly", GetMonthlyFigures.Handle).WithName("GetMonthlyFigures").WithSummary("各月、合计与各法庭的全部指标；asOf 为当时所记")
            .RequireRoles(Readers).ProducesProblems(400);
        group.MapGet("/{id}/cases", GetMetricCases.Handle).WithName("GetMetricCases").WithSummary("一项指标分子或分母的案件清单，合计恒等于该数；part=shortfall 为在分母、未计入分子的，part=excess 为超过参考上限的；family=、cause= 只列一类纠纷、一个案由（none 为未定）").RequireRoles(Readers).ProducesProblems(400, 404);
        group.MapGet("/monthly.csv", PrintReport.Csv).WithName("GetMonthlyCsv").WithSummary("月报：CSV，数字与 /metrics/monthly 相同").RequireRoles(Readers).ProducesProblems(400);
        group.MapGet("/monthly.xlsx", PrintReport.Xlsx).WithName("GetMonthlyXlsx").WithSummary("月报：Excel 工作簿，每个法庭一张表，A4 横向").RequireRoles(Readers).ProducesProblems(400);
        group.MapGet("/monthly.html", PrintReport.Html).WithName("GetMonthlyPage").WithSummary("月报：可打印的 A4 页面，黑白可读").RequireRoles(Readers).ProducesProblems(400);
        group.MapGet("/trend", GetTrend.Handle).WithName("GetTrend").WithSummary("一个月的指标与上月、上年同月相比：比率说百分点，数量说百分比").RequireRoles(Readers).ProducesProblems(400);
        group.MapGet("/stages", GetStages.Handle).WithName("GetStages").WithSummary("某段时间收的案件现在走到哪一步：各状态的件数").RequireRoles(Readers).ProducesProblems(400);
        group.MapGet("/triage-quality", GetTriageQuality.Handle).WithName("GetTriageQuality").WithSummary("分流质量：按案由（by=cause）、纠纷类型和法庭的弃权、改派、二次分流、程序转换").RequireRoles(Readers).ProducesProblems(400);
        group.MapGet("/alerts", GetAlerts.Handle).WithName("GetAlerts").WithSummary("预警：参考区间之外、将超审限、长期未结、积压、超负荷；各附案件清单").RequireRoles(Readers).ProducesProblems(400);
        group.MapGet("/alerts/{kind}/cases", GetAlertCases.Handle).WithName("GetAlertCases").WithSummary("一项期限或负荷预警的案件清单").RequireRoles(Readers).ProducesProblems(400, 404);
        group.MapGet("/exclusions", ExcludeCase.List).WithName("ListExclusions").WithSummary("指标计算中排除的案件：何人、何故、至何时").RequireRoles([.. Readers, Role.Auditor]);
        group.MapPost("/exclusions", ExcludeCase.Handle).WithName("ExcludeCase").WithSummary("在一项指标中排除一件案件，须说明理由和截止日期")
            .RequireRoles(Role.TribunalHead, Role.President).CreatesWithKey().ProducesProblems(404);
    }
}
