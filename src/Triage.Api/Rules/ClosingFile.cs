using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>closing.json: what is said to whoever closes a case before it is closed. A remark refuses nothing.</summary>
internal sealed record ClosingBook
{
    public const string Name = "closing.json";

    public required string Source { get; init; }

    public required IReadOnlyList<ClosingRemark> Remarks { get; init; }

    /// <summary>Null, and an error, where the file is not as it must be.</summary>
    public static ClosingBook? Read(string directory, List<string> errors) => WholeFile.Read<ClosingBook>(Path.Combine(directory, Name), errors);

    /// <summary>What is to be said of this case, each with the ways of closing that it is about.</summary>
    public IReadOnlyList<ClosingRemark> Of(CourtCase c) => c is not { FiledOn: not null, Closure: null, Procedure: { } procedure } ? []
        : [.. Remarks.Where(remark => remark.Procedures.Contains(procedure) && !(c.Trial?.Events ?? []).Any(happened => happened.Kind == remark.Missing))];
}

/// <param name="Missing">The event whose absence calls for the remark.</param>
internal sealed record ClosingRemark(string Id, IReadOnlyList<ClosureMode> Modes, IReadOnlyList<Procedure> Procedures, string Missing, string Text, string TextEn, IReadOnlyList<Citation> Citations);
