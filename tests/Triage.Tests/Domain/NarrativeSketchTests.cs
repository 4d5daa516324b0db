using Triage.Api.Domain;

namespace Triage.Tests.Domain;

public sealed class NarrativeSketchTests
{
    private const string Story = "俺跟西院李强为浇地的事吵起来了，他把渠口堵上不让水过来，俺那三亩玉米眼看旱死了，让他赔三千二百块钱。";

    [Fact]
    public void The_same_words_with_other_blanks_and_punctuation_are_the_same() =>
        Assert.Equal(1, NarrativeSketch.Similarity(NarrativeSketch.Of(Story), NarrativeSketch.Of(Story.Replace("，", " ， ", StringComparison.Ordinal))), 3);

    [Fact]
    public void A_retold_story_is_alike() =>
        Assert.True(NarrativeSketch.Similarity(NarrativeSketch.Of(Story), NarrativeSketch.Of(Story + "他还骂人，村里都知道。")) > 0.5);

    [Fact]
    public void Another_story_is_not_alike() =>
        Assert.True(NarrativeSketch.Similarity(NarrativeSketch.Of(Story), NarrativeSketch.Of("前年我表哥说买车差钱，从我这拿走两万，微信转的，说秋后就还，现在人影都找不着，电话也不接。")) < 0.5);
}
