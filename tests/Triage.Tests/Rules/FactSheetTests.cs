using Triage.Api.Domain;

namespace Triage.Tests.Rules;

public sealed class FactSheetTests
{
    [Fact]
    public void A_fact_that_nobody_stated_is_unknown_not_false()
    {
        var sheet = Books.Sheet(("counterclaim", false));
        Assert.Equal(FactValue.Of(false), sheet["counterclaim"]);
        Assert.Null(sheet["appraisal"]);
        Assert.False(sheet.Knows("appraisal"));
    }

    [Theory]
    [InlineData("landTitle")]
    [InlineData("violence")]
    [InlineData("labourArbitrationDone")]
    [InlineData("undisputed")]
    public void The_model_cannot_state_what_only_a_person_can_state(string fact) =>
        Assert.Throws<ArgumentException>(() => Books.Shipped.NewSheet().Set(fact, true, FactOrigin.Model));

    [Fact]
    public void The_model_may_say_which_family_it_reads() =>
        Assert.Equal(FactOrigin.Model, Books.Shipped.NewSheet().Set("family", "land", FactOrigin.Model).Read(Books.Shipped.Facts["family"]).Origin);

    [Fact]
    public void A_value_of_another_type_is_refused() =>
        Assert.Throws<ArgumentException>(() => Books.Shipped.NewSheet().Set("amount", true, FactOrigin.Form));

    [Fact]
    public void An_unknown_fact_is_refused_by_name() =>
        Assert.Contains("noSuchFact", Assert.Throws<ArgumentException>(() => Books.Shipped.NewSheet().Set("noSuchFact", true, FactOrigin.Form)).Message, StringComparison.Ordinal);

    [Fact]
    public void Words_of_the_narrative_raise_a_signal_and_their_absence_proves_nothing()
    {
        var (hit, silent) = (Books.Shipped.NewSheet(), Books.Shipped.NewSheet());
        Books.Shipped.ReadSignals("他喝了酒就打我，孩子也吓哭了。", hit);
        Books.Shipped.ReadSignals("两家为浇地的水渠起了争执。", silent);
        Assert.Equal(FactOrigin.Derived, hit.Read(Books.Shipped.Facts["speaksOfViolence"]).Origin);
        Assert.False(silent.Knows("speaksOfViolence"));
    }

    [Theory]
    [InlineData("counterclaim,appraisal,foreign,statusClaim,statusConfirmation,titleClaim,landTitle,againstGovernment,labourArbitrationDone,arbitrationClause,groupDispute,remanded,publicInterest")]
    [InlineData("thirdPartyRevocation,publicNotice,decidedBefore,withdrawnDivorceWithinSixMonths,violence,minorInvolved,preservation,lawyer,kinship,undisputed")]
    public void The_facts_of_the_contract_are_in_the_catalogue(string ids) => Assert.All(ids.Split(','), id =>
    {
        var fact = Books.Shipped.Facts[id];
        Assert.Equal((FactType.Bool, FactSource.Stated), (fact.Type, fact.Source));
        Assert.NotNull(fact.Question);
        Assert.NotNull(fact.QuestionEn);
    });
}
