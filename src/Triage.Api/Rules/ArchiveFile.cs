using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>archive.json: which papers a file must hold.</summary>
internal sealed record ArchiveList
{
    public const string Name = "archive.json";

    public required string Source { get; init; }

    public required IReadOnlyList<Paper> Papers { get; init; }

    /// <summary>Null, and an error, where the file is not as it must be.</summary>
    public static ArchiveList? Read(string directory, List<string> errors)
    {
        var list = WholeFile.Read<ArchiveList>(Path.Combine(directory, Name), errors);
        foreach (var twice in (list?.Papers ?? []).GroupBy(p => p.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            errors.Add($"{Name}：材料“{twice.Key}”重复。");
        return list;
    }
}
