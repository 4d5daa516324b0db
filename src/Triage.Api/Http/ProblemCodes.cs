using System.Collections.Frozen;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <param name="Code">Stable: clients decide by it.</param>
internal sealed record ProblemCode(string Code, int Status, string Title, string TitleEn);

/// <summary>Every way in which a request can fail. The OpenAPI document lists this table; a code that is not in it cannot be sent.</summary>
internal static class ProblemCodes
{
    public const string MalformedJson = "malformed_json";
    public const string MalformedRequest = "malformed_request";
    public const string InvalidText = "invalid_text";
    public const string IdempotencyKeyInvalid = "idempotency_key_invalid";
    public const string NotAuthenticated = "not_authenticated";
    public const string InvalidCredentials = "invalid_credentials";
    public const string SecondFactorRequired = "second_factor_required";
    public const string SecondFactorInvalid = "second_factor_invalid";
    public const string PasswordChangeRequired = "password_change_required";
    public const string SecondFactorEnrolmentRequired = "second_factor_enrolment_required";
    public const string AccountDisabled = "account_disabled";
    public const string OneTimePasswordExpired = "one_time_password_expired";
    public const string AccountConflict = "account_conflict";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string NotAcceptable = "not_acceptable";
    public const string RequestTimeout = "request_timeout";
    public const string BodyTooLarge = "body_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string IdempotencyKeyReused = "idempotency_key_reused";
    public const string VersionRequired = "version_required";
    public const string TooManyRequests = "too_many_requests";
    public const string AccountLocked = "account_locked";
    public const string InternalError = "internal_error";
    public const string ServiceBusy = "service_busy";
    public const string StorageUnavailable = "storage_unavailable";
    public const string StorageFull = "storage_full";
    public const string RequestFailed = "request_failed";

    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        new(MalformedJson, 400, "请求内容不是有效的 JSON", "The body is not valid JSON"),
        new(MalformedRequest, 400, "请求格式有误", "The request is malformed"),
        new(InvalidText, 400, "文字中含有不允许的字符", "Text contains characters that are not allowed"),
        new(RefusalCodes.BadQuery, 400, "查询参数有误", "A query parameter is wrong"),
        new(RefusalCodes.UnknownMember, 400, "请求中有未定义的字段", "The body has an unknown member"),
        new(IdempotencyKeyInvalid, 400, "Idempotency-Key 格式有误", "The Idempotency-Key is malformed"),
        new(NotAuthenticated, 401, "尚未登录或登录已失效", "Not signed in, or the session has ended"),
        new(InvalidCredentials, 401, "用户名或密码不正确", "User name or password is wrong"),
        new(SecondFactorRequired, 401, "还需要动态验证码", "A one-time code is needed as well"),
        new(SecondFactorInvalid, 401, "动态验证码不正确或已用过", "The one-time code is wrong or was used already"),
        new(PasswordChangeRequired, 403, "须先修改密码", "The password must be changed first"),
        new(SecondFactorEnrolmentRequired, 403, "须先登记第二因子", "A second factor must be enrolled first"),
        new(AccountDisabled, 403, "账号已停用", "The account is disabled"),
        new(OneTimePasswordExpired, 403, "一次性密码已过期", "The one-time password has run out"),
        new(RefusalCodes.WrongRole, 403, "当前角色无权进行此项操作", "Your role does not allow this"),
        new(RefusalCodes.OtherTribunal, 403, "不属于本庭的事项", "This belongs to another tribunal"),
        new(RefusalCodes.NotFound, 404, "未找到", "Not found"),
        new(MethodNotAllowed, 405, "此地址不支持该请求方法", "Method not allowed"),
        new(NotAcceptable, 406, "无法按要求的格式答复", "Not acceptable"),
        new(RequestTimeout, 408, "请求传输超时", "The request took too long to arrive"),
        new(RefusalCodes.StateConflict, 409, "案件当前状态不允许此项操作", "The state of the case does not allow this"),
        new(RefusalCodes.LostRace, 409, "已被他人抢先办理", "Somebody else was first"),
        new(AccountConflict, 409, "账号当前不允许此项操作", "The account does not allow this now"),
        new(RefusalCodes.StaleVersion, 412, "案件已被他人修改，请刷新后重试", "The case has changed since you read it"),
        new(BodyTooLarge, 413, "请求内容过大", "The body is too large"),
        new(UnsupportedMediaType, 415, "不支持的内容类型或字符集", "Unsupported media type or charset"),
        new(RefusalCodes.FieldInvalid, 422, "填写内容不符合要求", "A field breaks a rule"),
        new(RefusalCodes.ForbiddenByStatute, 422, "法律规定不得如此办理", "A statute forbids this"),
        new(RefusalCodes.ReasonRequired, 422, "须说明理由", "A reason is required"),
        new(RefusalCodes.ModelRefused, 422, "模型文件不能采用", "The model file is refused"),
        new(RefusalCodes.CalendarMissing, 422, "缺少该年度的工作日历", "The working calendar of that year is missing"),
        new(IdempotencyKeyReused, 422, "同一 Idempotency-Key 已用于另一份内容", "The Idempotency-Key was used with another body"),
        new(VersionRequired, 428, "须以 If-Match 注明所依据的版本", "If-Match with the version is required"),
        new(TooManyRequests, 429, "请求过于频繁", "Too many requests"),
        new(AccountLocked, 429, "登录失败次数过多，账号暂时锁定", "Too many failed sign-ins; the account is locked for a while"),
        new(RequestFailed, 400, "请求未能处理", "The request could not be handled"),
        new(InternalError, 500, "系统内部错误", "Internal error"),
        new(ServiceBusy, 503, "系统繁忙，请稍后重试", "Busy, try again shortly"),
        new(StorageUnavailable, 503, "数据库不可用", "The database is not available"),
        new(StorageFull, 507, "磁盘空间不足，暂时不能写入", "The disk is full; writing is suspended"),
    ];

    private static readonly FrozenDictionary<string, ProblemCode> ByCode = All.ToFrozenDictionary(code => code.Code);

    public static ProblemCode Of(string code) =>
        ByCode.TryGetValue(code, out var known) ? known : throw new ArgumentException($"Problem code '{code}' is not in the table.", nameof(code));

    /// <summary>For a bare status from the framework.</summary>
    public static ProblemCode OfStatus(int status) => Of(status switch
    {
        400 => MalformedRequest,
        401 => NotAuthenticated,
        403 => RefusalCodes.WrongRole,
        404 => RefusalCodes.NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => RequestTimeout,
        412 => RefusalCodes.StaleVersion,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        422 => RefusalCodes.FieldInvalid,
        428 => VersionRequired,
        429 => TooManyRequests,
        503 => ServiceBusy,
        507 => StorageFull,
        >= 500 => InternalError,
        _ => RequestFailed,
    });
}
