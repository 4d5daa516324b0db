using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <param name="Column">Header of the column; empty for the row as a whole.</param>
/// <param name="Value">What stands in the cell; absent where it is empty, or the row as a whole is meant.</param>
internal sealed record RowProblem(string Column, string Reason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value = null)
{
    /// <summary>Of a long cell: enough to find it by.</summary>
    private const int ShownLetters = 80;

    public static string? Shown(string? cell) => cell is { Length: > ShownLetters } ? $"{cell[..(char.IsHighSurrogate(cell[ShownLetters - 1]) ? ShownLetters - 1 : ShownLetters)]}…" : cell;
}

/// <summary>Makes a row of cells, or says everything that is wrong with them. A row that cannot be true is refused.</summary>
internal sealed partial class LedgerReader(CourtSetup court, DateOnly today)
{
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    private readonly Dictionary<string, string> _tribunals = TribunalNames(court);

    /// <param name="tried">The row is about a case that went to trial, in a ledger that has no columns for that.</param>
    public (LedgerRow? Row, IReadOnlyList<RowProblem> Errors) Read(TableRow source, bool tried = false)
    {
        if (source.Fault is { } fault) return (null, [new("", fault)]);
        var cells = new Cells(source.Cells);
        var number = cells.Required("number");
        var tribunal = cells.Required("tribunal");
        if (tribunal is not null && !_tribunals.ContainsKey(tribunal)) cells.Fail("tribunal", $"没有“{tribunal}”这个法庭；可用：{string.Join("、", court.Tribunals.Select(one => ShortName(court, one)))}");
        var row = new LedgerRow
        {
            Number = number ?? "",
            Tribunal = tribunal is null ? "" : _tribunals.GetValueOrDefault(tribunal, ""),
            Cause = cells["cause"],
            Plaintiffs = cells.List("plaintiffs"),
            Defendants = cells.List("defendants"),
            Amount = cells.Amount("amount"),
            ReceivedOn = Date(cells, "receivedOn"),
            FiledOn = Date(cells, "filedOn"),
            Channel = cells.Word("channel", LedgerWords.Channels),
            Procedure = cells.Word("procedure", LedgerWords.Procedures),
            ConvertedFrom = cells.Word("convertedFrom", LedgerWords.Procedures),
            Bench = cells.Word("bench", LedgerWords.Benches),
            Judge = cells["judge"],
            MediationStartedOn = Date(cells, "mediationStartedOn"),
            MediationEndedOn = Date(cells, "mediationEndedOn"),
            MediationOutcome = cells.Word("mediationOutcome", LedgerWords.Outcomes),
            ConfirmationAppliedOn = Date(cells, "confirmationAppliedOn"),
            ConfirmationDecision = cells.Word("confirmationDecision", LedgerWords.Decisions),
            ConfirmationDecidedOn = Date(cells, "confirmationDecidedOn"),
            ClosedOn = Date(cells, "closedOn"),
            ClosureMode = cells.Word("closureMode", LedgerWords.Modes),
            DueOn = Date(cells, "dueOn", mayBeAhead: true),
            AppealedOn = Date(cells, "appealedOn"),
            PerformanceDueOn = Date(cells, "performanceDueOn", mayBeAhead: true),
            PerformedOn = Date(cells, "performedOn"),
            FollowUpOn = Date(cells, "followUpOn"),
            Satisfied = cells.Bool("satisfied"),
            Narrative = cells["narrative"],
        };
        cells.CheckText();
        if (cells.Errors.Count == 0 && !tried) Check(row, cells);
        return cells.Errors.Count == 0 ? (row, []) : (null, cells.Errors);
    }

    /// <summary>What cannot all be true of one case.</summary>
    private static void Check(LedgerRow r, Cells cells)
    {
        var firstInstance = CaseNumbers.Parse(r.Number).TypeWord == "民初";
        if (r.ReceivedOn is null && r.FiledOn is null) cells.Fail("receivedOn", "收件日期和立案日期至少填一个");
        if (firstInstance && r.FiledOn is null) cells.Fail("filedOn", "民初案件须有立案日期");
        if (r.ClosedOn is not null && r.FiledOn is null) cells.Fail("closedOn", "没有立案，何来结案");
        Order("filedOn", r.ReceivedOn, r.FiledOn, "立案日期早于收件日期");
        Order("closedOn", r.FiledOn, r.ClosedOn, "结案日期早于立案日期");
        Order("dueOn", r.FiledOn, r.DueOn, "审限届满日早于立案日期");
        Needs("closureMode", r.ClosureMode, r.ClosedOn, "有结案方式，没有结案日期");
        Needs("dueOn", r.DueOn, r.FiledOn, "没有立案，没有审限");
        Needs("convertedFrom", r.ConvertedFrom, r.Procedure, "有原适用程序，没有适用程序");
        if (r.ConvertedFrom is not null && r.ConvertedFrom == r.Procedure) cells.Fail("convertedFrom", "原适用程序与适用程序相同");

        Needs("mediationEndedOn", r.MediationEndedOn, r.MediationOutcome, "有调解结束日期，没有调解结果");
        Needs("mediationOutcome", r.MediationOutcome, r.MediationEndedOn, "有调解结果，没有调解结束日期");
        Order("mediationEndedOn", r.MediationStartedOn, r.MediationEndedOn, "调解结束早于调解开始");
        Order("mediationStartedOn", r.ReceivedOn, r.MediationStartedOn, "调解开始早于收件");
        Needs("confirmationDecidedOn", r.ConfirmationDecidedOn, r.ConfirmationDecision, "有确认日期，没有确认结果");
        Needs("confirmationDecision", r.ConfirmationDecision, r.ConfirmationDecidedOn, "有确认结果，没有确认日期");
        Order("confirmationDecidedOn", r.ConfirmationAppliedOn, r.ConfirmationDecidedOn, "确认日期早于申请日期");

        Needs("appealedOn", r.AppealedOn, r.ClosedOn, "没有结案，何来上诉");
        Order("appealedOn", r.ClosedOn, r.AppealedOn, "上诉日期早于结案日期");
        if (r is { AppealedOn: not null, Procedure: Procedure.SmallClaims }) cells.Fail("appealedOn", "小额诉讼一审终审，不能上诉（民事诉讼法第一百六十五条）");
        Needs("performedOn", r.PerformedOn, r.PerformanceDueOn, "有履行日期，没有应履行日期");
        if (r.PerformanceDueOn is not null && r.MediationOutcome != MediationOutcome.Agreed && r.ClosedOn is null) cells.Fail("performanceDueOn", "没有调解协议，也没有结案，无可履行");
        Needs("followUpOn", r.FollowUpOn, r.Satisfied, "有回访日期，没有回访结果");
        Needs("satisfied", r.Satisfied, r.FollowUpOn, "有回访结果，没有回访日期");

        void Order(string column, DateOnly? first, DateOnly? second, string reason)
        {
            if (second < first) cells.Fail(column, $"{reason}（{first:yyyy-MM-dd}）");
        }

        void Needs<TOne, TOther>(string column, TOne? one, TOther? other, string reason) where TOne : struct where TOther : struct
        {
            if (one is not null && other is null) cells.Fail(column, reason);
        }
    }

    /// <param name="mayBeAhead">A limit or a day on which something is owed; what has happened cannot lie ahead, also where a ledger is made up before the month is over.</param>
    private DateOnly? Date(Cells cells, string column, bool mayBeAhead = false)
    {
        if (cells[column] is not { } text) return null;
        if (!TryDate(text, out var date)) cells.Fail(column, $"“{text}”不是有效日期，应为 2026-01-05、2026/1/5 或 2026年1月5日");
        else if (date.Year < 1950) cells.Fail(column, $"“{text}”过早");
        else if (!mayBeAhead && date > today) cells.Fail(column, $"“{text}”晚于今天（{today:yyyy-MM-dd}）：这一列记已经发生的事，尚未发生的先空着");
        else return date;
        return null;
    }

    /// <summary>In any of the styles that people and Excel write.</summary>
    public static bool TryDate(string text, out DateOnly date)
    {
        if (TryPlainDate(text, out date)) return true;
        // The hour goes first: without the blank before it, that of 2026/3/20 0:00 would take the day's nought along.
        var folded = TimeOfDay().Replace(text.Normalize(NormalizationForm.FormKC), "").Replace(" ", "", StringComparison.Ordinal);
        return DateOnly.TryParseExact(folded, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date) || IsSerial(folded, out date);
    }

    /// <summary>Not below nought. A comma stands before every three digits or is none of a number: 1,00 may be meant for 1.00 or for 100.</summary>
    public static bool TryAmount(string text, out decimal amount)
    {
        var folded = text.Normalize(NormalizationForm.FormKC).Trim();
        if (folded.Contains(',', StringComparison.Ordinal)) folded = InThrees().IsMatch(folded) ? folded.Replace(",", "", StringComparison.Ordinal) : "";
        return decimal.TryParse(folded, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
    }

    /// <summary>2026-01-05, 2026/1/5, 2026.1.5 or 2026年1月5日, in plain digits: nearly all dates, and a large ledger holds a million.</summary>
    private static bool TryPlainDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text.Length < 8 || !TryDigits(text[..4], out var year) || text[4] is not ('-' or '/' or '.' or '年')) return false;
        var between = text[4] == '年' ? '月' : text[4];
        var rest = text[5..];
        if (text[4] == '年')
        {
            if (rest[^1] != '日') return false;
            rest = rest[..^1];
        }
        var at = rest.IndexOf(between);
        if (at is not (1 or 2) || rest.Length - at - 1 is not (1 or 2) || !TryDigits(rest[..at], out var month) || !TryDigits(rest[(at + 1)..], out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            number = (number * 10) + (c - '0');
        }
        return true;
    }

    /// <summary>Excel keeps a date as the days since 1899-12-30. What lies outside of 1949 to 2119 is a number and no date.</summary>
    private static bool IsSerial(string text, out DateOnly date)
    {
        var serial = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && IsSerial(number);
        date = serial ? SerialZero.AddDays((int)number) : default;
        return serial;
    }

    /// <summary>As Excel keeps it; null where it would not be read as a date again.</summary>
    public static int? Serial(DateOnly date) => date.DayNumber - SerialZero.DayNumber is var days && IsSerial(days) ? days : null;

    private static DateOnly SerialZero => new(1899, 12, 30);

    private static bool IsSerial(double number) => number is > 18_000 and < 80_000;

    /// <summary>东庄法庭; 院机关 for the court's own divisions.</summary>
    public static string ShortName(CourtSetup court, Tribunal tribunal) =>
        tribunal.Kind == TribunalKind.Headquarters ? "院机关"
        : tribunal.Name.StartsWith(court.Court.Name, StringComparison.Ordinal) ? tribunal.Name[court.Court.Name.Length..] : tribunal.Name;

    /// <summary>The code of a tribunal by its code, its name, or what people call it.</summary>
    public static Dictionary<string, string> TribunalNames(CourtSetup court)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tribunal in court.Tribunals)
        {
            var shortName = ShortName(court, tribunal);
            foreach (var name in (string[])[tribunal.Code, tribunal.Name, shortName, shortName.Replace("法庭", "人民法庭", StringComparison.Ordinal), shortName.Replace("法庭", "", StringComparison.Ordinal)])
                _ = names.TryAdd(name, tribunal.Code);
        }
        return names;
    }

    [GeneratedRegex(@"^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$")]
    private static partial Regex InThrees();

    [GeneratedRegex(@"(?:T|\s+)0?0:00(:00)?\s*$")]
    private static partial Regex TimeOfDay();

    /// <summary>The cells of one row, by key; collects what is wrong.</summary>
    private sealed class Cells(string?[] cells)
    {
        public List<RowProblem> Errors { get; } = [];

        public string? this[string column] => cells[LedgerColumns.Index[column]];

        public void Fail(string column, string reason) => Errors.Add(new(LedgerColumns.All[LedgerColumns.Index[column]].Header, reason, RowProblem.Shown(this[column])));

        public string? Required(string column)
        {
            if (this[column] is { } text) return text;
            Fail(column, "不能为空");
            return null;
        }

        public string[] List(string column) => this[column] is { } text ? text.Split(['；', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

        public decimal? Amount(string column)
        {
            if (this[column] is not { } text) return null;
            if (TryAmount(text, out var amount) && decimal.Round(amount, 2) == amount && amount < 1_000_000_000_000m) return amount;
            Fail(column, $"“{text}”不是金额，应为不小于零、至多两位小数的数字");
            return null;
        }

        public T? Word<T>(string column, Words<T> words) where T : struct, Enum
        {
            if (this[column] is not { } text) return null;
            if (words.Read(text) is { } value) return value;
            Fail(column, $"“{text}”不在可选值之内：{words.Choices}");
            return null;
        }

        public bool? Bool(string column)
        {
            if (this[column] is not { } text) return null;
            if (LedgerWords.YesNo(text) is { } value) return value;
            Fail(column, $"“{text}”应为 是 或 否");
            return null;
        }

        public void CheckText()
        {
            for (var i = 0; i < cells.Length; i++)
                if (cells[i] is { } text && TextGuard.Check(text) is { } fault) Errors.Add(new(LedgerColumns.All[i].Header, fault.Reason, RowProblem.Shown(text)));
                else if (cells[i] is { Length: > 20_000 } much) Errors.Add(new(LedgerColumns.All[i].Header, string.Create(CultureInfo.InvariantCulture, $"有 {much.Length:N0} 字，一格至多 20,000 字"), RowProblem.Shown(cells[i])));
        }
    }
}
