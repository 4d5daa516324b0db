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
        var names = c.Parties.Where(p => p.Kind == PartyKind.Person).Select(p => p.Name)
            .Append(c.FiledByProxy?.Name).Append(c.Source?.Name).OfType<string>().Where(n => n.Length > 1).Distinct().OrderByDescending(n => n.Length).ToArray();
        var addresses = c.Parties.Select(p => p.Address).OfType<string>().Where(a => a.Length > 3).Distinct().ToArray();
        string Text(string text) => MaskText(text, names, addresses);
        return c with
        {
            Parties = [.. c.Parties.Select(Mask)],
            Narrative = Text(c.Narrative),
            Claims = [.. c.Claims.Select(Text)],
            FiledByProxy = c.FiledByProxy is { } proxy ? proxy with { Name = MaskName(proxy.Name), Authority = Text(proxy.Authority) } : null,
            Source = c.Source is { } source ? source with { Name = source.Name is { } n ? Text(n) : null, Reference = null } : null,
            Triage = c.Triage is { } t ? t with { Evidence = [.. t.Evidence.Select(e => e with { Text = Text(e.Text) })] } : null,
        };
    }

    /// <summary>李波 becomes 李某, 王小明 becomes 王某某.</summary>
    public static string MaskName(string name) => name.Length < 2 ? name : name[0] + new string(Somebody, name.Length - 1);

    /// <summary>Masks what can be found without knowing the parties: ID numbers, phones, bank cards.</summary>
    public static string MaskNumbers(string text) => LongNumbers().Replace(text, m => new string('*', m.Length));

    private static Party Mask(Party p) => p with
    {
        Name = p.Kind == PartyKind.Person ? MaskName(p.Name) : p.Name,
        IdNumber = p.IdNumber is null ? null : new string('*', p.IdNumber.Length),
        Phone = p.Phone is null ? null : new string('*', p.Phone.Length),
        Address = p.Address is null ? null : "***",
    };

    private static string MaskText(string text, string[] names, string[] addresses)
    {
        foreach (var address in addresses)
            text = text.Replace(address, new string('*', address.Length), StringComparison.Ordinal);
        foreach (var name in names)
            text = text.Replace(name, MaskName(name), StringComparison.Ordinal);
        return MaskNumbers(text);
    }

    /// <summary>Seven digits or more in a row, half- or full-width, with the usual blanks and dashes between, and an X at the end of an ID number.</summary>
    [GeneratedRegex(@"(?<![\d０-９.．])[\d０-９](?:[ \-－]?[\d０-９]){6,}[xXｘＸ]?(?![\d０-９])", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumbers();
}
