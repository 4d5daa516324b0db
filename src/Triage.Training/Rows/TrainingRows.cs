using System.Security.Cryptography;
using Triage.Model;

namespace Triage.Training.Rows;

/// <summary>
/// The rows to train on: all files one after the other, labels joined, weights applied, test rows and excluded texts left out. Read one at a
/// time and not kept.
/// </summary>
/// <param name="caps">Of a file whose families are far from their natural shares: no family of it weighs more than so many rows together.</param>
internal sealed class TrainingRows(
    IReadOnlyList<string> files, IReadOnlyDictionary<string, Label> labels, IReadOnlyDictionary<string, float> weights, IReadOnlyDictionary<string, int> caps, ISet<ulong> excluded)
{
    private readonly Dictionary<string, Dictionary<string, int>> familySizes = [];

    private readonly List<DataSource> sources = [];

    /// <summary>Provenance for the card: filled file by file while the rows are read.</summary>
    public IReadOnlyList<DataSource> Sources => sources;

    public IEnumerable<TextRow> Read()
    {
        sources.Clear();
        foreach (var file in files)
        {
            var count = 0;
            var weight = 0.0;
            foreach (var row in Read(file))
            {
                count++;
                weight += row.Weight;
                yield return row;
            }

            using var stream = File.OpenRead(file);
            sources.Add(new DataSource(Path.GetFileName(file), Convert.ToHexStringLower(SHA256.HashData(stream)), count, Math.Round(weight / Math.Max(1, count), 4)));
        }
    }

    private IEnumerable<TextRow> Read(string file)
    {
        var name = Path.GetFileName(file);
        var factor = weights.TryGetValue(name, out var given) ? given : 1;
        if (!caps.TryGetValue(name, out var cap)) return Labelled(file).Select(row => row with { Weight = row.Weight * factor });
        if (!familySizes.TryGetValue(file, out var sizes)) familySizes[file] = sizes = Labelled(file).CountBy(row => row.Family!).ToDictionary();
        return Labelled(file).Select(row => row with { Weight = row.Weight * factor * Math.Min(1, (float)cap / sizes[row.Family!]) });
    }

    private IEnumerable<TextRow> Labelled(string file)
    {
        foreach (var row in DataFile.Read(file))
        {
            if (row.Split == "test") continue;
            var label = row.Id is not null && labels.TryGetValue(row.Id, out var found) ? found : null;
            var family = row.Family ?? label?.Family;
            if (family is null) continue;
            if (excluded.Count > 0 && excluded.Contains(TriageModel.Hash(row.Text))) continue;
            yield return new TextRow(
                row.Id ?? $"{Path.GetFileName(file)}:{row.Line}", row.Text, family, row.Cause ?? label?.Cause, row.Second ?? label?.Second, row.Weight ?? 1, row.Register);
        }
    }
}
