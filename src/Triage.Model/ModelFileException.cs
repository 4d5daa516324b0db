namespace Triage.Model;

/// <summary>What is wrong with a model file.</summary>
public enum ModelFileFault
{
    NotFound,
    TooShort,
    WrongMagic,
    OlderVersion,
    NewerVersion,
    WrongLength,
    TooLarge,
    WrongHash,
    Malformed,
}

/// <summary>A model file that must not be used, and why.</summary>
public sealed class ModelFileException(ModelFileFault fault, string detail) : IOException($"{Describe(fault)}（{detail}）")
{
    public ModelFileFault Fault { get; } = fault;

    /// <summary>Stable code, snake_case.</summary>
    public string Code => Fault switch
    {
        ModelFileFault.NotFound => "model_not_found",
        ModelFileFault.TooShort => "model_too_short",
        ModelFileFault.WrongMagic => "model_wrong_magic",
        ModelFileFault.OlderVersion => "model_older_version",
        ModelFileFault.NewerVersion => "model_newer_version",
        ModelFileFault.WrongLength => "model_wrong_length",
        ModelFileFault.TooLarge => "model_too_large",
        ModelFileFault.WrongHash => "model_wrong_hash",
        ModelFileFault.Malformed => "model_malformed",
    };

    private static string Describe(ModelFileFault fault) => fault switch
    {
        ModelFileFault.NotFound => "找不到模型文件",
        ModelFileFault.TooShort => "模型文件不完整",
        ModelFileFault.WrongMagic => "不是模型文件",
        ModelFileFault.OlderVersion => "模型文件的格式比本程序旧，请用现在的程序重新训练",
        ModelFileFault.NewerVersion => "模型文件的格式比本程序新",
        ModelFileFault.WrongLength => "模型文件的长度不对，可能被截断",
        ModelFileFault.TooLarge => "模型文件过大",
        ModelFileFault.WrongHash => "模型文件的校验值不符，可能已损坏或被改动",
        ModelFileFault.Malformed => "模型文件的内容无法识别",
    };
}
