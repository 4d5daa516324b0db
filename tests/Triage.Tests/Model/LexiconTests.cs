using Triage.Model.Text;

namespace Triage.Tests.Model;

public sealed class LexiconTests
{
    private static readonly Lexicon lexicon = Learn();

    [Theory]
    [InlineData("俺借给他三万块钱打了借条", "借条")]
    [InlineData("包工头拖欠工资不给", "拖欠工资", "包工头", "拖欠", "工资")]
    [InlineData("村委会不给承包地", "村委会", "承包地", "承包")]
    [InlineData("邻居把院墙砌到俺家宅基地上", "邻居", "宅基地", "院墙")]
    public void Words_of_the_narratives_are_found_without_a_dictionary(string text, params string[] words) =>
        Assert.NotEmpty(Words(text).Intersect(words));

    [Fact]
    public void A_table_without_an_empty_place_is_none() => Assert.Throws<ArgumentException>(() => new Lexicon([7], [1]));

    [Fact]
    public void Most_of_a_text_it_has_read_falls_into_words_of_two_characters_and_more()
    {
        var (covered, all) = (0, 0);
        foreach (var row in SmallCourt.Rows())
        {
            var words = Words(row.Text);
            covered += words.Where(word => word.Length > 1).Sum(word => word.Length);
            all += words.Sum(word => word.Length);
        }

        Assert.True(covered > 0.55 * all, $"{covered} of {all}");
    }

    [Fact]
    public void Words_run_forward_without_gaps_except_for_punctuation_and_numbers()
    {
        foreach (var row in SmallCourt.Unseen())
        {
            var folded = new NormalizedText();
            Normalizer.Normalize(row.Text, folded);
            var end = 0;
            foreach (var (start, stop) in lexicon.Split(folded.Chars))
            {
                for (; end < start; end++) Assert.True(Lexicon.IsNoWord(folded.Chars[end]));
                Assert.InRange(stop - start, 1, Lexicon.LongestWord);
                end = stop;
            }
        }
    }

    [Fact]
    public void The_same_text_gives_the_same_words()
    {
        var again = Learn();
        Assert.True(lexicon.Prints.SequenceEqual(again.Prints) && lexicon.Rarities.SequenceEqual(again.Rarities));
    }

    [Fact]
    public void An_empty_lexicon_leaves_characters()
    {
        var folded = new NormalizedText();
        Normalizer.Normalize("借条，欠", folded);
        Assert.Equal([(0, 1), (1, 2), (3, 4)], Lexicon.Empty.Split(folded.Chars));
    }

    private static List<string> Words(string text)
    {
        var folded = new NormalizedText();
        Normalizer.Normalize(text, folded);
        return [.. lexicon.Split(folded.Chars).Select(word => folded.Chars[word.Start..word.End].ToString())];
    }

    private static Lexicon Learn()
    {
        var learner = new LexiconLearner();
        foreach (var _ in learner.Watch(SmallCourt.Narratives()))
        {
        }

        return learner.Learn(20_000, CancellationToken.None);
    }
}
