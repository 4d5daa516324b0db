namespace Triage.Model;

/// <summary>Something that can be fitted to rows. The shape is ML.NET's (IEstimator, ITransformer, PredictionEngine), so that one of its trainers could stand here.</summary>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    /// <summary>Fits to rows, which are read once and may be more than memory holds.</summary>
    TTransformer Fit(IEnumerable<TextRow> rows, CancellationToken cancellation = default);
}

/// <summary>Something fitted: it never changes again.</summary>
public interface ITransformer
{
    ModelCard Card { get; }

    /// <summary>The engine is immutable and thread safe: one serves a whole service.</summary>
    PredictionEngine CreatePredictionEngine();
}
