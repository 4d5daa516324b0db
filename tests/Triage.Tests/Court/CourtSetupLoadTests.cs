using System.Text;
using Triage.Api.Court;

namespace Triage.Tests.Court;

public sealed class CourtSetupLoadTests
{
    /// <summary>One added row, one error: file, the row, the column and a word of the reason.</summary>
    [Theory]
    [InlineData("court.csv", "second,第二法院,山东,某县,鲁0998,REGISTER_FIRST_2025,10,城镇非私营单位", "", "只能登记一个法院")]
    [InlineData("tribunals.csv", "dongzhuang,又一个东庄法庭,tribunal,东庄镇,,false", "code", "“dongzhuang”重复")]
    [InlineData("people.csv", "J01,某甲,judge,dongzhuang,judge,普通话,,0", "id", "“J01”重复")]
    [InlineData("people.csv", "J98,某甲,judge,nowhere,judge,普通话,,0", "tribunal", "没有法庭“nowhere”")]
    [InlineData("people.csv", "A98,某甲,assistant,dongzhuang,triage_officer,普通话,,0", "roles", "已有程序分流员")]
    [InlineData("people.csv", "J98,某甲,judge,dongzhuang,judge,普通话,2026-02-30~2026-03-01,0", "leave", "不是有效日期")]
    [InlineData("people.csv", "J98,某甲,judge,dongzhuang,judge,普通话,2026-03-02~2026-03-01,0", "leave", "止日早于起日")]
    [InlineData("people.csv", "J98,某甲,judge,dongzhuang,judge,普通话,2026-03-01~2026-03-05;2026-03-05~2026-03-09,0", "leave", "重叠")]
    [InlineData("people.csv", "J98,某甲,judge,dongzhuang,judge,普通话,,5", "leader_quota", "只有院领导")]
    [InlineData("people.csv", "J98,某甲,法官,dongzhuang,judge,普通话,,0", "position", "不在可选值之内")]
    [InlineData("people.csv", "J98,,judge,dongzhuang,judge,普通话,,0", "name", "不能为空")]
    [InlineData("people.csv", "J98,某甲,judge,dongzhuang", "", "应有8列，实有4列")]
    [InlineData("teams.csv", "t98,dongzhuang,某团队,mediation,,,,J01,50", "type", "不是团队类型")]
    [InlineData("teams.csv", "t98,dongzhuang,某团队,fast_track,,婚姻,,J01,50", "families", "没有纠纷大类“婚姻”")]
    [InlineData("teams.csv", "t98,dongzhuang,某团队,fast_track,,,没有的案由,J01,50", "causes", "没有案由")]
    [InlineData("teams.csv", "t98,dongzhuang,某团队,fast_track,,,,J77,50", "members", "没有人员“J77”")]
    [InlineData("teams.csv", "t98,dongzhuang,某团队,fast_track,,,,J01;J04,50", "members", "不在该法庭")]
    [InlineData("teams.csv", "t98,dongzhuang,某团队,fast_track,,,,A01,50", "members", "没有法官")]
    [InlineData("teams.csv", "t98,dongzhuang,某团队,fast_track,,,,J01,0", "cap", "不小于1")]
    [InlineData("organisations.csv", "O98,某调解室,lawyers_room,司法局,mars,family", "tribunals", "没有法庭“mars”")]
    [InlineData("organisations.csv", "O98,某调解室,lawyers_room,司法局,dongzhuang,", "families", "不能为空")]
    [InlineData("mediators.csv", "M98,某甲,O77,,family,普通话,,10,退休教师,", "organisation", "没有调解组织“O77”")]
    [InlineData("mediators.csv", "M01,某甲,O01,,family,普通话,,10,退休教师,", "id", "“M01”重复")]
    [InlineData("mediators.csv", "J02,某甲,O01,,family,普通话,,10,退休教师,", "id", "在 people.csv 中是")]
    [InlineData("villages.csv", "V998,李家洼村,东庄镇,dongzhuang,3.0,某甲", "name", "“东庄镇李家洼村”重复")]
    [InlineData("villages.csv", "V998,新村,东庄镇,atlantis,3.0,某甲", "tribunal", "没有法庭“atlantis”")]
    [InlineData("villages.csv", "V998,新村,柳泉镇,dongzhuang,3.0,某甲", "town", "不在“汶阳县人民法院东庄法庭”辖区")]
    [InlineData("villages.csv", "V998,新村,东庄镇,dongzhuang,三里,某甲", "distance_km", "“三里”应为")]
    [InlineData("stations.csv", "W98,某站,service_station,东庄镇,dongzhuang,monday,32", "reception_days", "不是每月的日期")]
    [InlineData("stations.csv", "W98,某站,service_station,东庄镇,dongzhuang,monday;monday,5", "open_days", "“monday”重复")]
    [InlineData("accounts.csv", "clerk,C02,clerk,dongzhuang", "user_name", "“clerk”重复")]
    [InlineData("accounts.csv", "someone,X99,clerk,dongzhuang", "person", "没有人员或调解员“X99”")]
    [InlineData("accounts.csv", "someone,C02,clerk,", "tribunal", "该角色须属于一个法庭")]
    [InlineData("accounts.csv", "someone,C02,clerk;judge,dongzhuang", "roles", "没有该角色（judge）")]
    [InlineData("accounts.csv", "someone,R02,mediator,dongzhuang", "person", "不在调解员名册")]
    [InlineData("accounts.csv", "someone,C02,clerk,liuquan", "tribunal", "属于“dongzhuang”")]
    [InlineData("calendar.csv", "2026-10-03,workday,国庆节,false,某文", "date", "既登记为放假又登记为上班")]
    [InlineData("calendar.csv", "2026-10-01,holiday,国庆节,false,某文", "date", "重复登记")]
    [InlineData("calendar.csv", "2026-11-17,workday,某日,false,某文", "date", "不是周六或周日")]
    [InlineData("calendar.csv", "2026-13-01,holiday,某日,false,某文", "date", "“2026-13-01”不是有效日期")]
    [InlineData("wages.csv", "山东,2025,2026-07-01,99999,城镇非私营单位,某处,false", "year", "重复")]
    [InlineData("wages.csv", "山东,2026,2026-07-01,99999,城镇非私营单位,某处,false", "published_on", "应在该年度之后")]
    [InlineData("wages.csv", "山东,2019,2020-07-01,八万,城镇非私营单位,某处,false", "amount", "“八万”应为")]
    [InlineData("wages.csv", "山东,2019,2020-07-01,81446,城镇非私营单位,某处,不详", "verified", "应为 true 或 false")]
    [InlineData("causes.csv", "C26-999,C26-P99,3,999,某纠纷,tort,2026-01-01,,", "parent", "没有上级案由“C26-P99”")]
    [InlineData("causes.csv", "C26-999,C26-108-3,3,999,某纠纷,tort,2026-01-01,,", "level", "应低于上级案由")]
    [InlineData("causes.csv", "C26-999,C26-P35,3,999,某纠纷,tort,2025-01-01,,", "valid_from", "有效期间超出上级案由")]
    [InlineData("causes.csv", "C26-999,C26-P35,3,999,离婚纠纷,family,2026-06-01,,", "valid_from", "有效期间重叠")]
    [InlineData("causes.csv", "C26-999,C26-P35,3,999,某纠纷,tort,2026-06-01,2026-05-01,", "valid_to", "失效日早于生效日")]
    [InlineData("causes.csv", "C26-999,C26-P35,3,999,某纠纷,tort,2026-01-01,2026-12-31,C99-1", "replaced_by", "没有案由“C99-1”")]
    [InlineData("causes.csv", "C26-999,C26-P35,3,999,某纠纷,侵权,2026-01-01,,", "family", "没有纠纷大类“侵权”")]
    public void A_bad_row_is_reported_with_its_file_line_and_column(string file, string row, string column, string reason)
    {
        using var files = new CourtFiles();
        var line = files.Append(file, row);
        var load = files.Load();
        Assert.Null(load.Setup);
        var error = Assert.Single(load.Errors);
        Assert.Equal((file, line, column), (error.File, error.Line, error.Column));
        Assert.Contains(reason, error.Reason);
    }

    [Fact]
    public void A_tribunal_without_a_triage_officer_is_named()
    {
        using var files = new CourtFiles();
        files.Replace("people.csv", "assistant,liuquan,triage_officer", "assistant,liuquan,");
        files.Replace("accounts.csv", "officer2,", "officer9,");
        var errors = files.Load().Errors;
        Assert.Contains(errors, error => error is { File: "tribunals.csv", Column: "code" } && error.Reason.Contains("柳泉法庭”没有程序分流员"));
        // And the account that lost its role is reported in the same breath.
        Assert.Contains(errors, error => error is { File: "accounts.csv", Column: "roles" } && error.Reason.Contains("triage_officer"));
    }

    [Fact]
    public void All_errors_of_all_files_come_at_once_in_order()
    {
        using var files = new CourtFiles();
        files.Append("villages.csv", "V998,新村,东庄镇,atlantis,三里,某甲");
        files.Append("calendar.csv", "2026-10-01,workday,国庆节,false,某文");
        files.Append("people.csv", "J98,,judge,nowhere,judge,普通话,昨天,0");
        File.Delete(files.PathOf("stations.csv"));

        var load = files.Load();

        Assert.Null(load.Setup);
        Assert.Equal(
            ["calendar.csv/date", "calendar.csv/date", "people.csv/leave", "people.csv/name", "people.csv/tribunal", "stations.csv/", "villages.csv/distance_km", "villages.csv/tribunal"],
            load.Errors.Select(error => $"{error.File}/{error.Column}").Order(StringComparer.Ordinal));
        Assert.Equal(load.Errors.Select(error => (error.File, error.Line)), load.Errors.OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).Select(error => (error.File, error.Line)));
        Assert.Equal("stations.csv：缺少该文件", load.Errors.Single(error => error.File == "stations.csv").ToString());
    }

    [Fact]
    public void A_missing_and_an_unknown_column_are_named()
    {
        using var files = new CourtFiles();
        files.Replace("wages.csv", "published_on", "published");
        Assert.Equal(
            ["wages.csv 第1行 published_on 列：缺少该列", "wages.csv 第1行 published 列：不认识的列"],
            files.Load().Errors.Where(error => error.File == "wages.csv").Select(error => error.ToString()));
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_and_not_misread()
    {
        using var files = new CourtFiles();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        File.WriteAllText(files.PathOf("villages.csv"), File.ReadAllText(files.PathOf("villages.csv")), Encoding.GetEncoding("GB18030"));
        Assert.Contains(files.Load().Errors, error => error is { File: "villages.csv", Line: 0 } && error.Reason.Contains("不是 UTF-8"));
    }

    [Fact]
    public void What_excel_does_to_a_file_on_saving_is_understood()
    {
        using var files = new CourtFiles();
        files.Replace("wages.csv", "2024-06-14", "2024/6/14");
        files.Replace("tribunals.csv", ",true", ",TRUE");
        files.Replace("mediators.csv", "family;land;labour", "family；land; labour");
        files.Append("stations.csv", ",,,,,,");
        File.WriteAllText(files.PathOf("teams.csv"), File.ReadAllText(files.PathOf("teams.csv")).Replace("\n", "\r\n"));
        var load = files.Load();
        Assert.True(load.Errors.Count == 0, string.Join('\n', load.Errors));
        Assert.Equal(new DateOnly(2024, 6, 14), load.Setup!.Wages.Figures.Single(figure => figure is { Province: "安徽", Year: 2023 }).PublishedOn);
    }

    [Fact]
    public void A_cell_of_several_lines_does_not_shift_the_lines_after_it()
    {
        using var files = new CourtFiles();
        files.Append("mediators.csv", "M97,某甲,O01,,family,普通话,,10,\"退休教师\n住村东\",");
        var line = files.Append("mediators.csv", "M98,某乙,O77,,family,普通话,,10,退休教师,");
        Assert.Equal(line, Assert.Single(files.Load().Errors).Line);
    }

    [Theory]
    [InlineData("V998,\"新\"村,东庄镇,dongzhuang,3,某甲")]
    [InlineData("V998,\"新村,东庄镇,dongzhuang,3,某甲")]
    public void A_stray_or_unclosed_quote_is_reported(string row)
    {
        using var files = new CourtFiles();
        files.Append("villages.csv", row);
        Assert.Contains(files.Load().Errors, error => error.File == "villages.csv" && error.Reason == "引号不成对");
    }

    [Fact]
    public void An_empty_directory_names_every_missing_file()
    {
        var empty = Directory.CreateTempSubdirectory("court-");
        try
        {
            Assert.Equal(12, CourtSetup.Load(empty.FullName).Errors.Count(error => error.Reason == "缺少该文件"));
        }
        finally
        {
            empty.Delete();
        }
    }
}
