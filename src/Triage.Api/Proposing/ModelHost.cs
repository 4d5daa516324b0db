using Triage.Model;

namespace Triage.Api.Proposing;

/// <summary>The champion, which proposes, and in shadow mode a challenger beside it, which is only reported. Swapped in one step; a request that has begun keeps what it began with.</summary>
internal sealed class ModelHost
{
    private readonly string? _challengerPath;
    private volatile PredictionEngine _engine;
    private volatile PredictionEngine? _challenger;

    private ModelHost(string path, string? challengerPath)
    {
        Path = path;
        _challengerPath = challengerPath;
        _engine = Read(path);
        _challenger = challengerPath is null ? null : Read(challengerPath);
    }

    public string Path { get; }
    public PredictionEngine Engine => _engine;
    public PredictionEngine? Challenger => _challenger;
    /// <summary>Why the last reload was refused, while the old model goes on; null when all is well. Health reports it.</summary>
    public string? Degraded { get; private set; }

    /// <param name="path">The champion.</param>
    /// <param name="challengerPath">Null: no shadow.</param>
    /// <exception cref="ModelFileException">There is no model to start with.</exception>
    public static ModelHost Load(string path, string? challengerPath = null) => new(path, challengerPath);

    /// <summary>Takes the files up again. A bad file leaves what was there active.</summary>
    /// <returns>null, or why a file was refused.</returns>
    public ModelFileException? Reload()
    {
        try
        {
            var champion = Read(Path);
            _challenger = _challengerPath is null ? null : Read(_challengerPath);
            _engine = champion;
            Degraded = null;
            return null;
        }
        catch (ModelFileException refused)
        {
            Degraded = refused.Message;
            return refused;
        }
    }

    private static PredictionEngine Read(string path) => ModelFile.Load(path).CreatePredictionEngine();
}
