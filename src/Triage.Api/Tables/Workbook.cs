using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Triage.Api.Tables;

/// <summary>PercentOut and DecimalOut stand out in black and white: bold and underlined.</summary>
internal enum CellStyle { Text, Title, Subtitle, Header, Whole, Percent, Decimal, Note, Label, Center, PercentOut, DecimalOut, Amount, Date, Empty }

/// <summary>Text is written as text and numbers as numbers: nothing is a formula, whatever it begins with.</summary>
/// <param name="IsNumber">The text is a number, kept to its last digit: 3200.50 comes back with its nought.</param>
internal readonly record struct Cell(string? Text, double? Number, CellStyle Style, bool IsNumber = false)
{
    public static Cell Of(string? text, CellStyle style = CellStyle.Text) => new(text, null, style);
    public static Cell Of(double? number, CellStyle style) => new(null, number, style);
    public static Cell Exact(decimal number, CellStyle style) => new(number.ToString(CultureInfo.InvariantCulture), null, style, IsNumber: true);
}

/// <param name="Widths">Of the columns, in characters.</param>
/// <param name="HeaderRow">Repeated on every printed page and kept in view, with all above it; 0 for none.</param>
/// <param name="Merges">e.g. A1:F1.</param>
/// <param name="Breaks">Rows after which a printed page ends; null: wherever it is full.</param>
internal sealed record SheetLayout(string Name, IReadOnlyList<double> Widths, int HeaderRow, bool Landscape, IReadOnlyList<string> Merges, IReadOnlyList<int>? Breaks = null)
{
    public const double TitleHeight = 28, SubtitleHeight = 18, RowHeight = 14.25;
    /// <summary>Columns repeated on every printed page and kept in view; 0 for none.</summary>
    public int HeaderColumns { get; init; }
    /// <summary>Printed pages side by side that all columns are made to fit.</summary>
    public int PagesWide { get; init; } = 1;
    /// <summary>Rows are as high as their longest text: not every program grows them by itself.</summary>
    public bool TallRows { get; init; }

    private const double Inch = 25.4, Margin = 0.5, MarginAcross = 0.6;

    /// <summary>Points that rows have on one page once all columns are made to fit its width; with wider letters than the court's they have more.</summary>
    public double PageHeight => ((Landscape ? 210 : 297) - (2 * MarginAcross * Inch)) / Inch * 72 / Math.Min(1, ((Landscape ? 297 : 210) - (2 * Margin * Inch)) / Inch * 96 / Widths.Sum(width => (7 * width) + 5));

    /// <summary>Points of a row whose texts run on in their columns; a spreadsheet has none higher than 409.</summary>
    public double HeightOf(IReadOnlyList<Cell> cells) => Math.Min(409, RowHeight + (13 * (cells.Index().Max(cell => Lines(cell.Item.Text, cell.Index)) - 1)));

    private double Lines(string? text, int column)
    {
        var (lines, used, room) = (1.0, 0.0, (7 * Widths[column]) - 1);
        foreach (var letter in text ?? "")
        {
            var width = letter > 0x2E80 ? 13.5 : 7.5;
            if (letter == '\n' || used + width > room) (lines, used) = (lines + 1, 0);
            if (letter != '\n') used += width;
        }
        return lines;
    }

    /// <summary>Points of a note that runs over all columns: merged cells do not grow by themselves.</summary>
    public double NoteHeight(string text) => 2 + (12.5 * Math.Ceiling(text.Sum(letter => letter > 0x2E80 ? 12.0 : 6.5) / ((7 * Widths.Sum()) - 12)));
}

/// <summary>Writes an Excel workbook as a stream (ECMA-376), with a page set-up for A4.</summary>
/// <remarks>Five small XML parts and one per sheet need no library; any number of rows passes through without being held.</remarks>
internal sealed class Workbook(Stream output) : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<SheetLayout> _sheets = [];

    public void Sheet(SheetLayout layout, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        _sheets.Add(layout);
        using var xml = Part($"xl/worksheets/sheet{_sheets.Count}.xml");
        xml.WriteStartElement("worksheet", Main);
        Element(xml, Main, "sheetPr", () => Element(xml, Main, "pageSetUpPr", ("fitToPage", "1")));
        Element(xml, Main, "sheetViews", () => Element(xml, Main, "sheetView", () =>
        {
            if (layout is { HeaderRow: > 0, HeaderColumns: > 0 }) Element(xml, Main, "pane", ("xSplit", Text(layout.HeaderColumns)), ("ySplit", Text(layout.HeaderRow)), ("topLeftCell", $"{Column(layout.HeaderColumns)}{layout.HeaderRow + 1}"), ("activePane", "bottomRight"), ("state", "frozen"));
            else if (layout.HeaderRow > 0) Element(xml, Main, "pane", ("ySplit", Text(layout.HeaderRow)), ("topLeftCell", $"A{layout.HeaderRow + 1}"), ("activePane", "bottomLeft"), ("state", "frozen"));
        }, ("workbookViewId", "0")));
        Element(xml, Main, "cols", () =>
        {
            foreach (var (i, width) in layout.Widths.Index()) Element(xml, Main, "col", ("min", Text(i + 1)), ("max", Text(i + 1)), ("width", Text(width)), ("customWidth", "1"));
        });
        xml.WriteStartElement("sheetData", Main);
        foreach (var (i, row) in rows.Index()) Row(xml, i + 1, row, layout);
        xml.WriteEndElement();
        if (layout.Merges.Count > 0)
            Element(xml, Main, "mergeCells", () =>
            {
                foreach (var merge in layout.Merges) Element(xml, Main, "mergeCell", ("ref", merge));
            });
        Element(xml, Main, "printOptions", ("horizontalCentered", "1"));
        Element(xml, Main, "pageMargins", ("left", "0.5"), ("right", "0.5"), ("top", "0.6"), ("bottom", "0.6"), ("header", "0.3"), ("footer", "0.3"));
        // Paper 9 is A4; as many pages high as it takes.
        Element(xml, Main, "pageSetup", ("paperSize", "9"), ("orientation", layout.Landscape ? "landscape" : "portrait"), ("fitToWidth", Text(layout.PagesWide)), ("fitToHeight", "0"));
        Element(xml, Main, "headerFooter", () => xml.WriteElementString("oddFooter", Main, "&L&A&C第 &P 页，共 &N 页"));
        if (layout.Breaks is { Count: > 0 } breaks)
            Element(xml, Main, "rowBreaks", () =>
            {
                foreach (var row in breaks) Element(xml, Main, "brk", ("id", Text(row)), ("max", "16383"), ("man", "1"));
            }, ("count", Text(breaks.Count)), ("manualBreakCount", Text(breaks.Count)));
        xml.WriteEndElement();
    }

    private static void Row(XmlWriter xml, int number, IReadOnlyList<Cell> cells, SheetLayout layout)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", Text(number));
        // Not every program makes a row as high as its largest letters, and none a merged one as high as its text.
        double? height = cells switch
        {
            [{ Style: CellStyle.Title }, ..] => SheetLayout.TitleHeight,
            [{ Style: CellStyle.Subtitle }, ..] => SheetLayout.SubtitleHeight,
            [{ Style: CellStyle.Note, Text: { } note }] => layout.NoteHeight(note),
            _ when layout.TallRows => layout.HeightOf(cells),
            _ => layout.Breaks is null ? null : SheetLayout.RowHeight,
        };
        if (height is { } points)
        {
            xml.WriteAttributeString("ht", Text(points));
            xml.WriteAttributeString("customHeight", "1");
        }
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i];
            if (cell.Style == CellStyle.Empty) continue;
            xml.WriteStartElement("c", Main);
            xml.WriteAttributeString("r", Column(i) + Text(number));
            xml.WriteAttributeString("s", Text((int)cell.Style));
            if (cell.Number is { } value) xml.WriteElementString("v", Main, value.ToString("R", CultureInfo.InvariantCulture));
            else if (cell is { IsNumber: true, Text: { } digits }) xml.WriteElementString("v", Main, digits);
            else if (cell.Text is { } text)
            {
                xml.WriteAttributeString("t", "inlineStr");
                Element(xml, Main, "is", () =>
                {
                    xml.WriteStartElement("t", Main);
                    xml.WriteAttributeString("xml", "space", null, "preserve");
                    xml.WriteString(text);
                    xml.WriteEndElement();
                });
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    public void Dispose()
    {
        using (var xml = Part("[Content_Types].xml"))
        {
            xml.WriteStartElement("Types", ContentTypes);
            Element(xml, ContentTypes, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
            Element(xml, ContentTypes, "Default", ("Extension", "xml"), ("ContentType", "application/xml"));
            Element(xml, ContentTypes, "Override", ("PartName", "/xl/workbook.xml"), ("ContentType", Kind + ".sheet.main+xml"));
            Element(xml, ContentTypes, "Override", ("PartName", "/xl/styles.xml"), ("ContentType", Kind + ".styles+xml"));
            for (var i = 1; i <= _sheets.Count; i++) Element(xml, ContentTypes, "Override", ("PartName", $"/xl/worksheets/sheet{i}.xml"), ("ContentType", Kind + ".worksheet+xml"));
            xml.WriteEndElement();
        }
        using (var xml = Part("_rels/.rels"))
        {
            xml.WriteStartElement("Relationships", Packages);
            Element(xml, Packages, "Relationship", ("Id", "rId1"), ("Type", Relations + "/officeDocument"), ("Target", "xl/workbook.xml"));
            xml.WriteEndElement();
        }
        using (var xml = Part("xl/_rels/workbook.xml.rels"))
        {
            xml.WriteStartElement("Relationships", Packages);
            Element(xml, Packages, "Relationship", ("Id", "rId0"), ("Type", Relations + "/styles"), ("Target", "styles.xml"));
            for (var i = 1; i <= _sheets.Count; i++) Element(xml, Packages, "Relationship", ("Id", $"rId{i}"), ("Type", Relations + "/worksheet"), ("Target", $"worksheets/sheet{i}.xml"));
            xml.WriteEndElement();
        }
        WriteWorkbook();
        using (var xml = Part("xl/styles.xml")) WriteStyles(xml);
        _zip.Dispose();
    }

    private void WriteWorkbook()
    {
        using var xml = Part("xl/workbook.xml");
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        Element(xml, Main, "sheets", () =>
        {
            foreach (var (i, sheet) in _sheets.Index())
            {
                xml.WriteStartElement("sheet", Main);
                xml.WriteAttributeString("name", sheet.Name);
                xml.WriteAttributeString("sheetId", Text(i + 1));
                xml.WriteAttributeString("id", Relations, $"rId{i + 1}");
                xml.WriteEndElement();
            }
        });
        if (_sheets.Exists(sheet => sheet.HeaderRow > 0))
            Element(xml, Main, "definedNames", () =>
            {
                foreach (var (i, sheet) in _sheets.Index().Where(pair => pair.Item.HeaderRow > 0))
                {
                    xml.WriteStartElement("definedName", Main);
                    xml.WriteAttributeString("name", "_xlnm.Print_Titles");
                    xml.WriteAttributeString("localSheetId", Text(i));
                    var name = $"'{sheet.Name.Replace("'", "''", StringComparison.Ordinal)}'!";
                    xml.WriteString($"{(sheet.HeaderColumns > 0 ? $"{name}$A:${Column(sheet.HeaderColumns - 1)}," : "")}{name}$1:${sheet.HeaderRow}");
                    xml.WriteEndElement();
                }
            });
        xml.WriteEndElement();
    }

    /// <summary>One cell format per <see cref="CellStyle"/>, in its order.</summary>
    private static void WriteStyles(XmlWriter xml) => xml.WriteRaw($"""
        <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="0.0"/><numFmt numFmtId="166" formatCode="yyyy\-mm\-dd"/></numFmts>
        <fonts count="5"><font><sz val="10"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="黑体"/></font><font><b/><sz val="10"/><name val="宋体"/></font><font><sz val="9"/><name val="宋体"/></font><font><b/><u/><sz val="10"/><name val="宋体"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill></fills>
        <borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>
        <cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="14">
        {Format(0, 0, 0, 1, "left", wrap: true)}{Format(0, 1, 0, 0, "center")}{Format(0, 0, 0, 0, "center")}{Format(0, 2, 2, 1, "center", wrap: true)}
        {Format(3, 0, 0, 1, "right")}{Format(164, 0, 0, 1, "right")}{Format(165, 0, 0, 1, "right")}{Format(0, 3, 0, 0, "left", wrap: true, vertical: "top")}{Format(0, 2, 0, 1, "left")}{Format(0, 0, 0, 1, "center")}{Format(164, 4, 0, 1, "right")}{Format(165, 4, 0, 1, "right")}{Format(4, 0, 0, 1, "right")}{Format(166, 0, 0, 1, "center")}
        </cellXfs></styleSheet>
        """);

    private static string Format(int number, int font, int fill, int border, string align, bool wrap = false, string vertical = "center") =>
        $"""<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="{align}" vertical="{vertical}"{(wrap ? " wrapText=\"1\"" : "")}/></xf>""";

    /// <summary>The name of the column at an index from 0: A, Z, AA.</summary>
    public static string Column(int index) => index < 26 ? ((char)('A' + index)).ToString() : Column((index / 26) - 1) + (char)('A' + (index % 26));

    private XmlWriter Part(string name) => XmlWriter.Create(_zip.CreateEntry(name, CompressionLevel.Fastest).Open(),
        new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true, CheckCharacters = false });

    private static void Element(XmlWriter xml, string ns, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, ns);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string ns, string name, Action content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, ns);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, value);
        content();
        xml.WriteEndElement();
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
