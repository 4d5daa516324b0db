using Triage.Model;

namespace Triage.Api.Proposing;

/// <summary>The champion: the model that proposes. Swapped in one step; a request that has begun keeps the one it began with.</summary>
internal sealed class ModelHost
{
    private volatile PredictionEngine _engine;

    private ModelHost(string path, PredictionEngine engine)
    {
        Path = path;
        _engine = engine;
    }

    public string Path { get; }
    public PredictionEngine Engine => _engine;
    /// <summary>Why the last reload was refused, while the old model goes on; null when all is well. Health reports it.</summary>
    public string? Degraded { get; private set; }

    /// <exception cref="ModelFileException">There is no model to start with.</exception>
    public static ModelHost Load(string path) => new(path, ModelFile.Load(path).CreatePredictionEngine());

    /// <summary>Takes the file up again. A bad file leaves the old model active.</summary>
    /// <returns>null, or why the file was refused.</returns>
    public ModelFileException? Reload()
    {
        try
        {
            _engine = ModelFile.Load(Path).CreatePredictionEngine();
            Degraded = null;
            return null;
        }
        catch (ModelFileException refused)
        {
            Degraded = refused.Message;
            return refused;
        }
    }
}
