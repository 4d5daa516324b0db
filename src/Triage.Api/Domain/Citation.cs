namespace Triage.Api.Domain;

/// <summary>An article, quoted word for word.</summary>
/// <param name="Law">Name of the statute, e.g. 民事诉讼法.</param>
/// <param name="Version">Year of the text, e.g. 2023.</param>
/// <param name="Article">Number, e.g. 165.</param>
/// <param name="Text">A verbatim excerpt of that article.</param>
internal sealed record Citation(string Law, string Version, string Article, string Text);
