using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Triage.Api.Domain;
using Triage.Api.Proposing;
using Triage.Tests.Http;

namespace Triage.Tests.Support;

/// <summary>Submissions that tests start from; each call gives a fresh one to change.</summary>
internal static class Disputes
{
    /// <summary>The contract's own example: an irrigation claim of 3,200 yuan between two neighbours, facts agreed.</summary>
    public static JsonObject Irrigation(bool accept = true, string plaintiff = "李波", string defendant = "李强") => new()
    {
        ["tribunal"] = "dongzhuang",
        ["receivedOn"] = "2026-11-16",
        ["channel"] = "counter",
        ["parties"] = new JsonArray(
            new JsonObject { ["role"] = "plaintiff", ["kind"] = "person", ["name"] = plaintiff, ["idNumber"] = "370921198001011234", ["phone"] = "13812345678", ["address"] = "东庄镇李家洼村12号", ["contact"] = "reachable" },
            new JsonObject { ["role"] = "defendant", ["kind"] = "person", ["name"] = defendant, ["contact"] = "reachable" }),
        ["narrative"] = $"俺跟西院{defendant}为浇地的事吵起来了，他把渠口堵上不让水过来，俺那三亩玉米眼看旱死了，让他赔三千二百块钱。",
        ["claims"] = new JsonArray("赔偿损失3200元"),
        ["amount"] = 3200.00m,
        ["facts"] = new JsonObject
        {
            ["counterclaim"] = false,
            ["appraisal"] = false,
            ["foreign"] = false,
            ["statusClaim"] = false,
            ["titleClaim"] = false,
            ["groupDispute"] = false,
            ["remanded"] = false,
            ["publicInterest"] = false,
            ["violence"] = false,
            ["undisputed"] = true,
        },
        ["mediationWish"] = "agree",
        ["acceptProposal"] = accept,
    };

    /// <summary>A dismissal without arbitration: a decisive fact is missing, so triage abstains.</summary>
    public static JsonObject Dismissal() => Irrigation().With("facts", new JsonObject())
        .With("narrative", "我在镇上服装厂干了三年，没签合同也没交社保，上个月说厂里效益不好把我辞了，一分补偿不给，我要双倍工资和经济补偿。").With("amount", 42000m);

    /// <summary>A loan whose lender does not want mediation: goes to the fast track.</summary>
    public static JsonObject Loan() => Irrigation().With("mediationWish", "refuse").With("claims", new JsonArray("归还借款20000元"))
        .With("narrative", "前年李强说买车差钱，从我这拿走两万块，打了借条，微信转的账，说秋后就还，到现在催了多少回都不还。").With("amount", 20000m);

    /// <summary>The case that the service makes of a submission, before triage.</summary>
    public static CourtCase Read(JsonObject body)
    {
        var (draft, refusal) = new SubmissionReader(Shipped.Court, Shipped.Rules, MovingClock.At(new DateTimeOffset(2026, 11, 20, 9, 0, 0, ChinaTime.Offset))).Read(body.Deserialize<CaseSubmission>(Json)!, null);
        return draft ?? throw new ArgumentException(refusal!.Detail);
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public static JsonObject With(this JsonObject body, string member, JsonNode? value)
    {
        body[member] = value;
        return body;
    }

    public static JsonObject WithFact(this JsonObject body, string fact, bool value)
    {
        body["facts"]![fact] = value;
        return body;
    }
}
