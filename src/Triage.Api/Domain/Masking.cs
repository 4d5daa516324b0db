using System.Text.RegularExpressions;

namespace Triage.Api.Domain;

/// <summary>Personal data for those who need none of it: minimum collection and de-identification (个人信息保护法 6, 51).</summary>
/// <remarks>A text keeps its length, so that evidence offsets still point at the words they meant.</remarks>
internal static partial class Masking
{
    private const char Somebody = '某';

    /// <summary>The case without names, ID numbers, phones and addresses, in the parties and wherever the texts repeat them.</summary>
    public static CourtCase Mask(CourtCase c)
    {
        var names = Names(c).Append(c.Source?.Name).OfType<string>().Where(n => n.Length > 1).Distinct().OrderByDescending(n => n.Length).ToArray();
        var addresses = c.Parties.Select(p => p.Address).OfType<string>().Where(a => a.Length > 3).Distinct().ToArray();
        string Text(string text) => MaskText(text, names, addresses);
        var narrative = Text(c.Narrative);
        return c with
        {
            Parties = [.. c.Parties.Select(Mask)],
            Narrative = narrative,
            Claims = [.. c.Claims.Select(Text)],
            FiledByProxy = c.FiledByProxy is { } proxy ? proxy with { Name = MaskName(proxy.Name), Authority = Text(proxy.Authority) } : null,
            Source = c.Source is { } source ? source with { Name = source.Name is { } n ? Text(n) : null, Reference = null } : null,
            Triage = c.Triage is { } t ? Mask(t, narrative, Text) : null,
            SecondTriage = c.SecondTriage is { } second ? second with { Proposal = Mask(second.Proposal, narrative, Text) } : null,
            Deficiency = c.Deficiency is { } deficiency ? deficiency with { Items = [.. deficiency.Items.Select(Text)] } : null,
            Mediation = c.Mediation is { } mediation ? Mask(mediation, Text) : null,
            Confirmation = c.Confirmation is { } confirmation ? confirmation with { Applicants = [.. confirmation.Applicants.Select(Text)], Extension = confirmation.Extension is { } more ? more with { Reason = more.Reason is { } asked ? Text(asked) : null } : null, Service = [.. confirmation.Service.Select(s => s with { Party = Text(s.Party) })], HandedIn = confirmation.HandedIn is { } carried ? carried with { Authority = Text(carried.Authority) } : null, Ground = confirmation.Ground is { } ground ? Text(ground) : null, Earlier = [.. confirmation.Earlier.Select(e => e with { Ground = e.Ground is { } was ? Text(was) : null })] } : null,
            Trial = c.Trial is { } trial ? Mask(trial, Text) : null,
            Flags = [.. c.Flags.Select(f => f with { Reason = Text(f.Reason) })],
            Closure = c.Closure is { } closure ? closure with { Service = [.. closure.Service.Select(s => s with { Party = Text(s.Party) })], Performance = [.. closure.Performance.Select(p => p with { What = Withheld })] } : null,
            Appeals = [.. c.Appeals.Select(a => a with { Party = Text(a.Party) })],
            FollowUps = [.. c.FollowUps.Select(f => f with { Note = f.Note is { } note ? Text(note) : null })],
            Protection = c.Protection is { } protection ? Mask(protection, Text) : null,
            EarlierProtections = [.. c.EarlierProtections.Select(p => Mask(p, Text))],
            Reminders = [.. c.Reminders.Select(r => r with { Text = Text(r.Text), Answer = r.Answer is { } answer ? Text(answer) : null, Note = r.Note is { } note ? Text(note) : null })],
            LedgerChecks = [.. c.LedgerChecks.Select(l => l with { Note = Text(l.Note) })],
        };
    }

    /// <summary>Whom the case concerns: its parties, who acts or speaks for them, who is to be protected although no party.</summary>
    public static IEnumerable<string> Names(CourtCase c) =>
    [
        .. c.Parties.Where(PartyKinds.IsPerson).Select(p => p.Name), .. (c.Trial?.Participants ?? []).Select(p => p.Name),
        .. c.EarlierProtections.Append(c.Protection).OfType<ProtectionNotice>().Select(p => p.To), .. c.FiledByProxy is { } proxy ? [proxy.Name] : Array.Empty<string>(),
    ];

    /// <summary>Evidence is cut anew from the masked narrative: a snippet that begins in the middle of a name would keep the rest of it.</summary>
    private static TriageRecord Mask(TriageRecord t, string narrative, Func<string, string> text) => t with
    {
        Evidence = [.. t.Evidence.Select(e => e with { Text = e.Start + e.Length <= narrative.Length ? narrative.Substring(e.Start, e.Length) : Withheld })],
        DecidedBy = t.DecidedBy is { } by ? by with { Reason = by.Reason is { } reason ? text(reason) : null } : null,
    };

    /// <summary>What people said in mediation is confidential (特邀调解规定 22, 28): who needs no names needs no words either.</summary>
    private static MediationRecord Mask(MediationRecord m, Func<string, string> text) => m with
    {
        Consents = [.. m.Consents.Select(c => c with { Party = text(c.Party) })],
        Returns = [.. m.Returns.Select(r => r with { Reason = text(r.Reason) })],
        Offer = m.Offer is { } offer ? offer with { Reason = offer.Reason is { } asked ? text(asked) : null } : null,
        Offers = [.. m.Offers.Select(o => o with { Reason = o.Reason is { } why ? text(why) : null })],
        Extensions = [.. m.Extensions.Select(e => e with { ConsentedBy = e.ConsentedBy is { } who ? [.. who.Select(MaskName)] : null })],
        Sessions = [.. m.Sessions.Select(s => s with { Helpers = [.. s.Helpers.Select(MaskName)] })],
        Reason = m.Reason is { } reason ? text(reason) : null,
        Agreement = m.Agreement is { } agreement ? Mask(agreement) : null,
        EarlierAgreements = [.. m.EarlierAgreements.Select(Mask)],
        UndisputedFacts = [.. m.UndisputedFacts.Select(_ => Withheld)],
        Focus = m.Focus is { } focus ? text(focus) : null,
    };

    private static ProtectionNotice Mask(ProtectionNotice p, Func<string, string> text) => p with
    {
        To = MaskName(p.To),
        AppliedBy = p.AppliedBy is { } by ? MaskName(by) : null,
        Decision = p.Decision is { } decision ? decision with { Ground = decision.Ground is { } ground ? text(ground) : null } : null,
    };

    private static MediationAgreement Mask(MediationAgreement a) => a with { Text = Withheld, Performance = [.. a.Performance.Select(p => p with { What = Withheld })] };

    private static TrialRecord Mask(TrialRecord t, Func<string, string> text) => t with
    {
        Draw = t.Draw is { } draw ? draw with { Reason = draw.Reason is { } why ? text(why) : null, Excluded = draw.Excluded.ToDictionary(tie => tie.Key, tie => text(tie.Value)) } : null,
        Extensions = [.. t.Extensions.Select(x => x with { Reason = x.Reason is { } asked ? text(asked) : null })],
        Recusals = [.. t.Recusals.Select(r => r with { Ground = text(r.Ground), Review = r.Review is { } review ? review with { Ground = text(review.Ground) } : null })],
        EvidencePeriods = [.. t.EvidencePeriods.Select(p => p with { Reason = p.Reason is { } set ? text(set) : null, Extensions = [.. p.Extensions.Select(e => e with { Party = text(e.Party), Reason = text(e.Reason) })] })],
        ProcedureChanges = [.. t.ProcedureChanges.Select(p => p with { Reason = text(p.Reason) })],
        Events = [.. t.Events.Select(e => e with { Party = e.Party is { } party ? text(party) : null, Note = e.Note is { } note ? text(note) : null })],
        Participants = [.. t.Participants.Select(p => p with { Name = MaskName(p.Name) })],
    };

    private const string Withheld = "（不公开）";

    /// <summary>李波 becomes 李某, 王小明 becomes 王某某.</summary>
    public static string MaskName(string name) => name.Length < 2 ? name : AfterFirst(name);

    /// <summary>The first character stays whole, also one that takes two units of UTF-16 (𠮷, 𫍯): half of it is no character at all.</summary>
    private static string AfterFirst(string text)
    {
        var first = char.IsSurrogatePair(text, 0) ? 2 : 1;
        return string.Concat(text.AsSpan(0, first), new string(Somebody, text.Length - first));
    }

    /// <summary>Masks what can be found without knowing the parties: ID numbers, phones, bank cards.</summary>
    public static string MaskNumbers(string text) => LongNumbers().Replace(text, m => new string('*', m.Length));

    private static Party Mask(Party p) => p with
    {
        Name = PartyKinds.IsPerson(p) ? MaskName(p.Name) : p.Name,
        IdNumber = p.IdNumber is null ? null : new string('*', p.IdNumber.Length),
        Phone = p.Phone is null ? null : new string('*', p.Phone.Length),
        Address = p.Address is null ? null : "***",
    };

    private static string MaskText(string text, string[] names, string[] addresses)
    {
        foreach (var address in addresses)
            text = text.Replace(address, new string('*', address.Length), StringComparison.Ordinal);
        foreach (var name in names)
            text = Regex.Replace(text, string.Join(@"\s*", name.Select(c => Regex.Escape(c.ToString()))), m => AfterFirst(m.Value), RegexOptions.CultureInvariant);
        return MaskNumbers(text);
    }

    /// <summary>Seven digits or more in a row, half- or full-width, with the usual blanks and dashes between, and an X at the end of an ID number.</summary>
    [GeneratedRegex(@"(?<![\d０-９.．])[\d０-９](?:[ \-－]?[\d０-９]){6,}[xXｘＸ]?(?![\d０-９])", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumbers();
}
