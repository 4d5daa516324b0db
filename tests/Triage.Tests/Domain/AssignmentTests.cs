using Triage.Api.Domain;

namespace Triage.Tests.Domain;

public sealed class AssignmentTests
{
    private static readonly AssignmentCandidate[] Judges = [new("J01", 0), new("J02", 10), new("J03", 40)];
    private static readonly Dictionary<string, string> Nobody = [];

    [Fact]
    public void The_record_of_a_draw_is_enough_to_draw_again()
    {
        for (var seed = -500L; seed < 500; seed++)
        {
            var draw = Assignment.Draw(seed, Judges.Reverse(), Nobody)!;
            Assert.Equal(draw.Drawn, Assignment.Redraw(draw));
            Assert.Equal(["J01", "J02", "J03"], draw.Candidates);
        }
    }

    // The values are those of the published algorithm; if they change, every draw that a court has kept becomes unprovable.
    [Theory]
    [InlineData(0, "J01")]
    [InlineData(7, "J01")]
    [InlineData(20261116, "J02")]
    public void A_seed_always_draws_the_same_judge(long seed, string judge) => Assert.Equal(judge, Assignment.Draw(seed, Judges, Nobody)!.Drawn);

    [Fact]
    public void Nobody_who_is_excluded_is_ever_drawn()
    {
        var excluded = new Dictionary<string, string> { ["J01"] = "本案调解员" };
        for (var seed = 0L; seed < 1_000; seed++) Assert.NotEqual("J01", Assignment.Draw(seed, Judges, excluded)!.Drawn);
        Assert.Null(Assignment.Draw(1, [new("J01", 0)], excluded));
    }

    [Fact]
    public void The_lighter_the_load_the_likelier_and_the_chances_shown_are_the_chances_had()
    {
        const int Draws = 30_000;
        var chances = Assignment.Chances(Assignment.Draw(0, Judges, Nobody)!);
        Assert.Equal(1, chances.Sum(), 9);
        var drawn = Enumerable.Range(0, Draws).Select(seed => Assignment.Draw(seed, Judges, Nobody)!.Drawn).CountBy(judge => judge).ToDictionary();
        for (var i = 0; i < Judges.Length; i++)
        {
            // Five standard deviations of a binomial.
            var tolerance = 5 * Math.Sqrt(Draws * chances[i] * (1 - chances[i]));
            Assert.InRange(drawn.GetValueOrDefault(Judges[i].Person), Draws * chances[i] - tolerance, Draws * chances[i] + tolerance);
        }
        Assert.True(chances[0] > chances[1] && chances[1] > chances[2]);
    }
}
