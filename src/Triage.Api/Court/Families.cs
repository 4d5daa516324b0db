using System.Collections.Frozen;

namespace Triage.Api.Court;

/// <summary>The eleven kinds of dispute that the text model tells apart. Causes, teams and mediators name them in the court's data.</summary>
internal static class Families
{
    /// <summary>A matter against the government: no civil case, so never a tribunal's.</summary>
    public const string Administrative = "administrative";

    public static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["family"] = "婚姻家庭、继承",
        ["land"] = "农村土地",
        ["labour"] = "劳动、劳务",
        ["traffic"] = "交通事故",
        ["lending"] = "借贷、担保",
        ["contract"] = "合同",
        ["housing"] = "房屋、物业",
        ["tort"] = "侵权",
        ["neighbour"] = "相邻关系",
        ["other"] = "其他",
        [Administrative] = "行政事项",
    }.ToFrozenDictionary();
}
