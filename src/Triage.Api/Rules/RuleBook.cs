using System.Buffers;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;

namespace Triage.Api.Rules;

/// <summary>Why a file of rules was refused: <c>Where</c> is the id of the rule, fact or factor, or the place in the file.</summary>
internal sealed record LoadError(string File, string? Where, string Reason)
{
    public override string ToString() => Where is null ? $"{File}: {Reason}" : $"{File}: {Where}: {Reason}";
}

/// <summary>A book, or every reason why there is none.</summary>
internal sealed record RuleBookLoad(RuleBook? Book, IReadOnlyList<LoadError> Errors);

/// <summary>The gates, the complexity table, the regimes and the facts they speak of. Immutable and safe to share between threads.</summary>
internal sealed class RuleBook
{
    private readonly (FactDefinition Fact, SearchValues<string> Words)[] signals;
    private readonly SearchValues<string> anySignal;
    private readonly FactDefinition[] claimed;

    public RuleBook(FactCatalogue facts, IReadOnlyList<Rule> rules, ComplexityTable complexity, IReadOnlyList<Regime> regimes)
    {
        Facts = facts;
        Rules = rules;
        Complexity = complexity;
        Regimes = regimes;
        claimed = [.. facts.All.Where(fact => fact.ClaimWords.Count > 0)];
        signals = [.. facts.All.Where(fact => fact.Words.Count > 0).Select(fact => (fact, SearchValues.Create([.. fact.Words], StringComparison.Ordinal)))];
        anySignal = SearchValues.Create([.. facts.All.SelectMany(fact => fact.Words)], StringComparison.Ordinal);
    }

    public FactCatalogue Facts { get; }

    public IReadOnlyList<Rule> Rules { get; }

    public ComplexityTable Complexity { get; }

    public IReadOnlyList<Regime> Regimes { get; }

    /// <summary>The periods that the service counts (clocks.json).</summary>
    public ClockCatalogue Clocks { get; init; } = new([], [], []);

    /// <summary>How heavy open cases weigh when a judge is drawn (workload.json).</summary>
    public Workload Workload { get; init; } = new("", new Dictionary<Procedure, double>(), 1, 1, 1);

    /// <summary>The type words of case numbers (regimes.json).</summary>
    public CaseNumberWords NumberWords { get; init; } = new("", "", "", "", "", "", []);

    public Regime DefaultRegime => Regimes.Single(regime => regime.Default);

    /// <param name="directory">Holds facts.json, complexity.json, regimes.json, clocks.json, workload.json and gates/*.json.</param>
    public static RuleBookLoad Load(string directory) => RuleFiles.Read(directory);

    public FactSheet NewSheet() => new(Facts);

    /// <summary>Sets the facts that certain words of the narrative raise. Their absence proves nothing: such a fact stays unknown.</summary>
    public void ReadSignals(string narrative, FactSheet sheet)
    {
        if (!narrative.AsSpan().ContainsAny(anySignal))
        {
            return;
        }

        foreach (var (fact, words) in signals)
        {
            if (!sheet.Knows(fact.Index) && narrative.AsSpan().ContainsAny(words))
            {
                sheet.Set(fact, FactValue.Of(true), FactOrigin.Derived);
            }
        }
    }

    /// <summary>Sets the facts that the claims themselves tell. Where claims are written down their silence is an answer too.</summary>
    public void ReadClaims(IReadOnlyList<string> claims, FactSheet sheet)
    {
        foreach (var fact in claimed)
        {
            if (claims.Count > 0 && !sheet.Knows(fact.Index))
            {
                sheet.Set(fact, FactValue.Of(claims.Any(claim => fact.ClaimWords.Any(word => claim.Contains(word, StringComparison.Ordinal)))), FactOrigin.Form);
            }
        }
    }

    public Evaluation Evaluate(FactSheet sheet, DateOnly asOf)
    {
        var gates = new List<GateResult>(Rules.Count);
        var questions = new List<Question>();
        for (var i = 0; i < Rules.Count; i++)
        {
            var rule = Rules[i];
            if (!rule.InForce(asOf))
            {
                continue;
            }

            var outcome = rule.When.Holds(sheet);
            var gate = new GateResult(rule, outcome, sheet);
            gates.Add(gate);
            if (outcome != Truth.False)
            {
                AddQuestions(gate, sheet, questions);
            }
        }

        return new(gates, questions);
    }

    /// <summary>Each fact is asked once, with the reason of the first rule that needs it most; decisive questions come first.</summary>
    private static void AddQuestions(GateResult gate, FactSheet sheet, List<Question> questions)
    {
        foreach (var ask in gate.Rule.Asks)
        {
            if (sheet.Knows(ask.Fact.Index) || (ask.OnlyIf is { } relevant && relevant.Holds(sheet) != Truth.True))
            {
                continue;
            }

            var question = new Question(ask.Fact, ask.Why, ask.WhyEn, ask.Meanwhile, gate);
            var asked = questions.FindIndex(other => other.Fact == ask.Fact);
            if (asked >= 0)
            {
                if (questions[asked].Meanwhile <= ask.Meanwhile)
                {
                    continue;
                }

                questions.RemoveAt(asked);
            }

            var place = questions.FindIndex(other => other.Meanwhile > ask.Meanwhile);
            questions.Insert(place < 0 ? questions.Count : place, question);
        }
    }
}
