using Triage.Training.Store;

namespace Triage.Tests.Training;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(1, 9, 0.021484)]
    [InlineData(10, 2, 0.038574)]
    public void The_exact_test_of_McNemar_is_a_two_sided_binomial(int wins, int losses, double p) => Assert.Equal(p, Comparison.ExactMcNemar(wins, losses), 4);
}
