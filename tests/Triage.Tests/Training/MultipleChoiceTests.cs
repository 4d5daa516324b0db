using Triage.Model;
using Triage.Model.Text;
using Triage.Tests.Support;
using Triage.Training;
using Triage.Training.Rows;

namespace Triage.Tests.Training;

public sealed class MultipleChoiceTests
{
    private static readonly PredictionEngine engine = ModelFile.Load(ModelFile.DefaultPath).CreatePredictionEngine();
    private static readonly CauseTree tree = CauseTable.Read(Path.Combine(Repository.Root, "data", "sample", "court", "causes.csv"));
    private const string Sale = "原告向被告供应水泥680吨，双方对账后被告尚欠货款11.2万元，经催要未付。";

    [Theory]
    [InlineData("BD", true)]
    [InlineData("DB", true)]
    [InlineData("B", false)]
    [InlineData("BCD", false)]
    public void All_right_options_must_be_chosen_and_no_other(string answer, bool exact) =>
        Assert.Equal(exact, Choose(answer, "离婚纠纷", "买卖合同纠纷", "相邻通行纠纷", "合同纠纷").Exact);

    [Fact]
    public void Without_the_table_a_dispute_over_a_sale_is_not_known_to_be_one_over_a_contract()
    {
        var row = Row("A", "合同、准合同纠纷", "饲养动物损害责任纠纷");
        Assert.Equal(engine.ScoreCauses(row.Text, ["买卖合同纠纷"])[0], engine.ScoreCauses(row.Text, ["买卖合同纠纷"], CauseTree.Flat)[0]);
        Assert.True(engine.ScoreCauses(Sale, ["合同纠纷"], tree)[0].Probability > engine.ScoreCauses(Sale, ["合同纠纷"])[0].Probability);
        Assert.True(tree.Covers("合同纠纷", "买卖合同"));
        Assert.False(tree.Covers("买卖合同纠纷", "合同纠纷"));
        Assert.False(CauseTree.Flat.Covers("合同纠纷", "买卖合同纠纷"));
    }

    [Fact]
    public void A_cause_that_the_model_was_never_taught_is_ranked_by_its_name()
    {
        Assert.DoesNotContain(engine.Card.Causes.Values, causes => causes.Any(cause => cause.StartsWith("航次租船", StringComparison.Ordinal)));
        var scores = engine.ScoreCauses("原、被告订立航次租船合同，被告未按约支付运费和滞期费，船舶在港等待十二日。", ["航次租船合同纠纷", "离婚纠纷", "饲养动物损害责任纠纷"], tree);
        Assert.All(scores, score => Assert.True(score.Probability > 0));
        Assert.Equal("航次租船合同纠纷", scores.MaxBy(score => score.Probability)!.Cause);
    }

    [Fact]
    public void A_table_whose_causes_stand_above_each_other_ends()
    {
        var circle = new CauseTree([("1", "2", "甲纠纷"), ("2", "1", "乙纠纷")]);
        Assert.True(circle.Covers("甲纠纷", "乙纠纷"));
        Assert.True(circle.Covers("乙纠纷", "甲纠纷"));
    }

    private static Choice Choose(string answer, params string[] options) => MultipleChoice.Choose(engine, Row(answer, options), tree);

    private static DataRow Row(string answer, params string[] options) =>
        new(1, "a", Sale, "contract", null, null, null, null, null, options.Select((option, at) => (Key: ((char)('A' + at)).ToString(), option)).ToDictionary(pair => pair.Key, pair => pair.option), answer);
}
