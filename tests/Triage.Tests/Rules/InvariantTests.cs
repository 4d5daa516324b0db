using Triage.Api.Domain;
using Triage.Api.Rules;

namespace Triage.Tests.Rules;

/// <summary>What no case may ever get, whatever is known or unknown about it.</summary>
public sealed class InvariantTests
{
    private const int Rounds = 2_000;

    [Theory]
    [InlineData("statusClaim")]
    [InlineData("titleClaim")]
    [InlineData("counterclaim")]
    [InlineData("appraisal")]
    [InlineData("foreign")]
    public void No_small_claim_with_identity_title_counterclaim_appraisal_or_foreign_element(string fact) =>
        Always(sheet => sheet.Set(fact, true, FactOrigin.Form), evaluation => evaluation.Forbids("small_claims") is not null);

    [Fact]
    public void No_small_claim_and_no_simple_procedure_with_a_missing_party() =>
        Always(
            sheet => sheet.Set("defendantContact", "missing", FactOrigin.Form),
            evaluation => evaluation.Forbids("small_claims") is not null && evaluation.Forbids("simple") is not null);

    [Theory]
    [InlineData("remanded")]
    [InlineData("groupDispute")]
    [InlineData("retrial")]
    [InlineData("publicInterest")]
    [InlineData("thirdPartyRevocation")]
    [InlineData("publicNotice")]
    public void No_simple_procedure_with_what_excludes_it_even_by_agreement(string fact) =>
        Always(
            sheet => sheet.Set(fact, true, FactOrigin.Form).Set("agreedSimple", true, FactOrigin.Form),
            evaluation => evaluation.Forbids("simple") is not null && evaluation.Forbids("small_claims") is not null);

    [Theory]
    [InlineData("publicInterest")]
    [InlineData("groupDispute")]
    [InlineData("publicConcern")]
    [InlineData("novelOrDifficult")]
    [InlineData("collegialRequired")]
    [InlineData("remanded")]
    [InlineData("retrial")]
    [InlineData("thirdPartyRevocation")]
    public void No_sole_judge_where_article_42_forbids_one(string fact) =>
        Always(sheet => sheet.Set(fact, true, FactOrigin.Form), evaluation => evaluation.Forbids("sole") is not null);

    [Fact]
    public void Ten_on_one_side_are_never_simple_and_never_before_a_sole_judge() =>
        Always(sheet => sheet.Set("partiesOnOneSide", 10 + sheet["claims"].GetValueOrDefault().Number, FactOrigin.Form), evaluation => evaluation.Forbids("simple") is not null && evaluation.Forbids("sole") is not null);

    [Fact]
    public void What_the_model_reads_alone_never_turns_a_party_away_nor_forbids_anything()
    {
        var (seed, random) = Seeded();
        for (var round = 0; round < Rounds; round++)
        {
            var sheet = Books.Shipped.NewSheet();
            foreach (var fact in Books.Shipped.Facts.All.Where(fact => fact.Source == FactSource.Guessed && random.Next(3) > 0))
            {
                sheet.Set(fact, RandomSheets.Value(random, fact), FactOrigin.Model);
            }

            var evaluation = Books.Shipped.Evaluate(sheet, Books.Today);
            Assert.True(
                !evaluation.Gates.Any(gate => gate.Fired && gate.Rule.Effect.Verb is EffectVerb.RefersOut or EffectVerb.Forbids && gate.Fired),
                $"Seed {seed}, round {round}: a guess was enough.");
        }
    }

    [Fact]
    public void A_question_is_never_about_something_already_known() => Always(
        _ => { },
        evaluation => evaluation.Questions.All(question => question.Gate.Outcome != Truth.False),
        (evaluation, sheet) => evaluation.Questions.All(question => !sheet.Knows(question.Fact.Index)));

    [Fact]
    public void The_score_stays_between_0_and_100_and_is_the_sum_of_its_factors() => Always(
        _ => { },
        _ => true,
        (_, sheet) =>
        {
            var score = Books.Shipped.Complexity.Score(sheet);
            return score.Score == Math.Clamp(score.Factors.Sum(factor => factor.Points), 0, 100) && score.Factors.All(factor => factor.Unknown != sheet.Knows(factor.Factor.Fact.Index));
        });

    private static void Always(Action<FactSheet> given, Func<Evaluation, bool> then, Func<Evaluation, FactSheet, bool>? and = null)
    {
        var (seed, random) = Seeded();
        for (var round = 0; round < Rounds; round++)
        {
            var sheet = RandomSheets.Sheet(random, random.NextDouble());
            given(sheet);
            var evaluation = Books.Shipped.Evaluate(sheet, Books.Today);
            Assert.True(then(evaluation) && (and is null || and(evaluation, sheet)), $"Seed {seed}, round {round}.");
        }
    }

    private static (int Seed, Random Random) Seeded()
    {
        var seed = Random.Shared.Next();
        return (seed, new(seed));
    }
}
