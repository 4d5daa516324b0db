using System.Data.Common;
using Dapper;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Proposing;

/// <summary>What one case alone cannot show: one plaintiff with many like claims (professional lending, false suits), many plaintiffs against one (a group dispute in pieces). They warn, with the reason; a person judges.</summary>
internal sealed class SafetyScreens(Sealer sealer, ScreenLimits limits)
{
    private static readonly Citation FalseSuit = new("民事诉讼法", "2023", "115", "当事人之间恶意串通，企图通过诉讼、调解等方式侵害国家利益、社会公共利益或者他人合法权益的，人民法院应当驳回其请求");
    private static readonly Citation Group = new("民事诉讼法解释", "2022", "75", "人数众多，一般指十人以上。");

    public static IReadOnlyList<Citation> Citations { get; } = [FalseSuit, Group];

    public async Task<IReadOnlyList<CaseFlag>> ReadAsync(DbConnection connection, CourtCase c, CancellationToken ct)
    {
        List<CaseFlag> flags = [];
        var since = c.ReceivedOn.AddMonths(-limits.Months);
        if (c.Cause?.Family is { } family)
            foreach (var party in Of(c, PartyRole.Plaintiff, PartyRole.Applicant))
                if (await CountAsync(connection, SameFamily, party, "plaintiff", since, family, ct) is var earlier && earlier >= limits.SimilarClaims)
                    flags.Add(new CaseFlag(CaseFlags.ManySimilarClaims, $"原告“{party.Name}”{limits.Months}个月内在本院已有{earlier}件同类案件，请核查借据来源和是否虚假诉讼、职业放贷。", FalseSuit));
        foreach (var party in Of(c, PartyRole.Defendant, PartyRole.Respondent))
            if (await CountAsync(connection, AnyFamily, party, "defendant", since, "", ct) is var others && others + 1 >= limits.AgainstOne)
                flags.Add(new CaseFlag(CaseFlags.ManyAgainstOne, $"被告“{party.Name}”{limits.Months}个月内在本院已被诉{others}件，可能是拆开的群体性纠纷，请核实并考虑由同一审判组织审理。", Group));
        return flags;
    }

    private static IEnumerable<Party> Of(CourtCase c, PartyRole one, PartyRole other) => c.Parties.Where(p => p.Role == one || p.Role == other).Take(3);

    /// <summary>By the identity number where it is known, else by the name: a namesake is for people to rule out.</summary>
    private async Task<int> CountAsync(DbConnection connection, string sql, Party party, string role, DateOnly since, string family, CancellationToken ct) =>
        (int)await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql,
            new { key = string.IsNullOrWhiteSpace(party.IdNumber) ? sealer.NameKey(party.Name) : sealer.IdNumberKey(party.IdNumber), role, since, family }, cancellationToken: ct));

    private const string SameFamily = """
        select count(distinct cases.id) from case_parties join cases on cases.id = case_parties.case_id
        where case_parties.party_key = @key and case_parties.role = @role and cases.received_on >= @since and cases.family = @family
        """;

    private const string AnyFamily = """
        select count(distinct cases.id) from case_parties join cases on cases.id = case_parties.case_id
        where case_parties.party_key = @key and case_parties.role = @role and cases.received_on >= @since
        """;
}

/// <summary>Section Screens of the settings: from how many cases on a pattern is shown.</summary>
internal sealed record ScreenLimits
{
    public int Months { get; init; } = 12;
    /// <summary>Earlier cases of one plaintiff of one kind.</summary>
    public int SimilarClaims { get; init; } = 5;
    /// <summary>Cases against one defendant (解释 75: 人数众多，一般指十人以上).</summary>
    public int AgainstOne { get; init; } = 10;
    /// <summary>How alike two narratives of the same people are, 0 to 1, from which on the earlier one is shown at the counter.</summary>
    public double Alike { get; init; } = 0.5;
    /// <summary>From here on the case carries a flag.</summary>
    public double VeryAlike { get; init; } = 0.8;
}
