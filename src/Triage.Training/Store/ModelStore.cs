using System.Text.Json;
using System.Text.RegularExpressions;
using Triage.Model;
using Triage.Model.Store;

namespace Triage.Training.Store;

/// <summary>
/// A folder of models of which one is in force: <c>current.model</c>. Every promoted model stays under its version, so that going back is a rename, and
/// the history is written with it.
/// </summary>
internal sealed partial class ModelStore(string folder, TimeProvider clock, string? by = null)
{
    private string HistoryPath => Path.Combine(folder, ModelHistory.FileName);

    /// <summary>The file that the service is pointed to.</summary>
    public string CurrentPath => Path.Combine(folder, "current.model");

    public ModelHistory History()
    {
        if (!File.Exists(HistoryPath)) return new ModelHistory([]);
        try
        {
            return ModelHistory.Parse(File.ReadAllText(HistoryPath));
        }
        catch (JsonException e)
        {
            throw new InputException(HistoryPath, (int)(e.LineNumber ?? 0) + 1, "历史记录无法识别");
        }
    }

    public TriageModel? Current() => File.Exists(CurrentPath) ? ModelFile.Load(CurrentPath) : null;

    public void Promote(TriageModel model)
    {
        Directory.CreateDirectory(folder);
        var name = $"{model.Card.Version}.model";
        if (!SafeName().IsMatch(name)) throw new InputException(name, 0, "版本号不能用作文件名");
        ModelFile.Save(model, Path.Combine(folder, name));
        Switch(model, name, "promote");
    }

    /// <summary>Puts the model in force that was in force before the present one.</summary>
    public string Rollback()
    {
        var events = History().Events;
        // Promotions and rollbacks are one line of files; going back twice goes back two promotions.
        var line = new List<string>();
        foreach (var item in events)
        {
            if (item.Action == "promote") line.Add(item.File);
            else if (line.Count > 1) line.RemoveAt(line.Count - 1);
        }

        if (line.Count < 2) throw new InputException(folder, 0, "没有更早的模型可以回退");
        var name = line[^2];
        var model = ModelFile.Load(Path.Combine(folder, name));
        Switch(model, name, "rollback");
        return model.Card.Version;
    }

    private void Switch(TriageModel model, string name, string action)
    {
        // The history first: a model in force without an entry could not be explained.
        var events = History().Events.Append(new ModelEvent(clock.GetUtcNow(), action, name, model.Card.Version, by, ModelFigures.Of(model.Card))).ToList();
        Rows.TextFiles.Write(HistoryPath, writer => writer.Write(new ModelHistory(events).ToJson()));
        ModelFile.Save(model, CurrentPath);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$")]
    private static partial Regex SafeName();
}
