namespace Triage.Training.Sample;

/// <summary>Invented people and companies; a likeness to anybody is chance.</summary>
internal sealed class SampleNames(Random random)
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    private static readonly string[] Given =
        ["建国", "秀英", "玉兰", "志强", "海涛", "春梅", "桂花", "永福", "立新", "晓燕", "守义", "凤霞", "长林", "红霞", "庆华", "传水", "兆明", "翠莲", "明亮", "新春", "广田", "爱玲", "金贵", "淑芳", "振兴", "小军", "大勇", "文静", "亚楠", "宝山",
         "厚德", "善良", "玉柱", "秋菊", "二妮", "铁柱", "兰芝", "丰收", "满仓", "巧云", "伟", "芳", "涛", "敏", "静", "强", "磊", "娟", "波", "勇", "丽", "鹏", "霞", "超", "刚", "平", "辉", "玲"];
    private static readonly string[] Lenders = ["汶阳农村商业银行股份有限公司", "汶阳惠农村镇银行股份有限公司", "汶水小额贷款有限公司"];
    private static readonly string[] Managers = ["汶阳安居物业服务有限公司", "汶阳新城物业管理有限公司", "鲁中和园物业服务有限公司"];
    private static readonly string[] Traders = ["汶阳丰泽农资有限公司", "汶阳聚源建材有限公司", "东庄瑞禾种植专业合作社", "汶阳宏达机械有限公司", "柳泉旺农养殖专业合作社", "汶阳恒通运输有限公司"];

    public (string Plaintiff, string Defendant) Parties(string cause) => cause switch
    {
        "金融借款合同纠纷" or "借款合同纠纷" or "信用卡纠纷" => (One(Lenders), People(1, 3)),
        "离婚纠纷" or "变更抚养关系纠纷" or "名誉权纠纷" => (People(1, 1), People(1, 1)),
        "物业服务合同纠纷" => (One(Managers), People(1, 2)),
        "买卖合同纠纷" or "合同纠纷" or "承揽合同纠纷" => (random.NextDouble() < 0.5 ? One(Traders) : People(1, 1), random.NextDouble() < 0.25 ? One(Traders) : People(1, 2)),
        "劳务合同纠纷" or "追索劳动报酬纠纷" => (People(1, 3), random.NextDouble() < 0.4 ? One(Traders) : People(1, 1)),
        _ => (People(1, 1), People(1, 2)),
    };

    private string One(string[] from) => from[random.Next(from.Length)];

    private string People(int least, int most) => string.Join('；', Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => Surnames[random.Next(Surnames.Length)] + One(Given)).Distinct());
}
