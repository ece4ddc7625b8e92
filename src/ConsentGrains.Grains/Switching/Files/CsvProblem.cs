using ConsentGrains.Core;
using ConsentGrains.Core.Codec;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>What is wrong with a row, and what to change. It names line and column and never prints what stands there, which may be personal.</summary>
/// <param name="Line">Of the file, from 1.</param>
/// <param name="Column">The name of the column; empty where it is the whole row; a number where the header is not known.</param>
/// <param name="Code">A field problem, or a refusal, in kebab-case: docs/errors has a page for each.</param>
/// <param name="Message">In English.</param>
/// <param name="Ja">The same in Japanese.</param>
public sealed record CsvProblem(int Line, string Column, string Code, string Message, string Ja);

/// <summary>Every message about the shape of a CSV file, in both languages.</summary>
static class CsvProblems
{
    public static CsvProblem NotUtf8() => Of(
        1, "", FieldProblemCode.FieldCharacters, "The file is not UTF-8. Save it as UTF-8 (Excel: CSV UTF-8).", "UTF-8 ではありません。UTF-8（Excel では「CSV UTF-8」）で保存してください。");

    public static CsvProblem QuoteWithin(int line, int column) => Of(
        line, Number(column), FieldProblemCode.LineMalformed, "A quote stands within a field. Put the whole field in quotes and write the quote twice.",
        "項目の途中に引用符があります。項目全体を引用符で囲み、中の引用符は二つ重ねてください。");

    public static CsvProblem AfterQuote(int line, int column) => Of(
        line, Number(column), FieldProblemCode.LineMalformed, "Something stands behind a closing quote. Put a comma or a line break there.",
        "閉じる引用符の後ろに文字があります。カンマか改行にしてください。");

    public static CsvProblem QuoteOpen(int line, int column) => Of(
        line, Number(column), FieldProblemCode.LineMalformed, "A quote is opened here and never closed. Close it.", "ここで始まる引用符が閉じられていません。閉じてください。");

    public static CsvProblem LoneReturn(int line, int column) => Of(
        line, Number(column), FieldProblemCode.LineMalformed, "A carriage return stands alone. End rows with CRLF or LF.", "CR だけの改行があります。行末は CRLF か LF にしてください。");

    public static CsvProblem NoHeader() => Of(
        1, "", FieldProblemCode.LineMalformed, "The file has no header. Put the names of the columns into the first row.", "見出し行がありません。1 行目に列名を入れてください。");

    public static CsvProblem ColumnTwice(int line, string column) => Of(
        line, column, FieldProblemCode.FieldDuplicate, $"The column {column} stands twice. Keep one.", $"列「{column}」が重複しています。一つにしてください。");

    public static CsvProblem ColumnUnknown(int line, string column, string known) => Of(
        line, column, FieldProblemCode.FieldUnknown, $"There is no column {column} here. Use: {known}.", $"列「{column}」はありません。使える列: {known}");

    public static CsvProblem ColumnMissing(int line, string column) => Of(
        line, column, FieldProblemCode.FieldMissing, $"The column {column} is missing. Add it.", $"列「{column}」がありません。追加してください。");

    public static CsvProblem PointTwice(int line, string column) => Of(
        line, column, FieldProblemCode.FieldDuplicate, "The supply point stands in an earlier row too. Keep one contract for it.", "同じ供給地点が前の行にもあります。契約を一つにしてください。");

    public static CsvProblem FieldCount(int line, int found, int wanted) => Of(
        line, "", FieldProblemCode.LineMalformed, $"The row has {found} fields and the header {wanted}. Give each column one.",
        $"項目数が {found} で、見出しの {wanted} と合いません。列ごとに一つ入れてください。");

    public static CsvProblem Empty(int line, string column) => Of(
        line, column, FieldProblemCode.FieldEmpty, $"{column} is empty. Fill it in.", $"「{column}」が空です。入力してください。");

    public static CsvProblem TooLong(int line, string column, int longest) => Of(
        line, column, FieldProblemCode.FieldTooLong, $"{column} is longer than {longest} characters. Shorten it.", $"「{column}」は {longest} 文字以内にしてください。");

    public static CsvProblem Characters(int line, string column) => Of(
        line, column, FieldProblemCode.FieldCharacters, $"{column} holds a control character. Remove it.", $"「{column}」に制御文字があります。取り除いてください。");

    public static CsvProblem Word(int line, string column, string known) => Of(
        line, column, FieldProblemCode.WordUnknown, $"{column} holds another word. Use one of: {known}.", $"「{column}」は次のいずれかにしてください: {known}");

    public static CsvProblem Date(int line, string column) => Of(
        line, column, FieldProblemCode.DateMalformed, $"{column} is not a day. Write it as 2026-12-01.", $"「{column}」は日付（例: 2026-12-01）にしてください。");

    public static CsvProblem Number(int line, string column) => Of(
        line, column, FieldProblemCode.FieldType, $"{column} is not a whole number. Copy it from the file you were given.", $"「{column}」は受け取ったファイルの番号をそのまま入れてください。");

    public static CsvProblem Id(int line, string column) => Of(
        line, column, FieldProblemCode.IdMalformed, $"{column} is not an id: no blanks, at most {Core.Limits.IdLength} characters (a retailer: lower-case letters, digits, dot, hyphen).",
        $"「{column}」が識別子の形ではありません（空白なし、{Core.Limits.IdLength} 文字以内。事業者は英小文字・数字・ドット・ハイフン）。");

    public static CsvProblem Point(int line, string column, bool gas) => gas
        ? Of(line, column, FieldProblemCode.GasNumber, "The number has 17 digits: it is a gas meter's. Use the 22 digits of electricity.", "17 桁のガスの番号です。電気の 22 桁の番号を入れてください。")
        : Of(line, column, FieldProblemCode.SupplyPointMalformed, "The number is malformed. It has 22 digits and begins with 01 to 10.", "番号の形が正しくありません。01〜10 で始まる 22 桁にしてください。");

    public static CsvProblem Refused(int line, string column, Refusal refusal)
    {
        var (japanese, english) = Refusals.Message(refusal);
        return new(line, column, Wire.Name(refusal.Code), english, japanese);
    }

    public static CsvProblem OtherApplication(int line) => Refused(line, Columns.Number, new(RefusalCode.SwitchNotOpen, "point", "-"));

    public static CsvProblem NotExchanged(int line, RefusalCode code) => new(
        line, "", Wire.Name(code), $"The registry has it; the switching support system refused it ({Wire.Name(code)}). Settle it there.",
        $"登録簿には記録しましたが、スイッチング支援システムが受け付けませんでした（{Wire.Name(code)}）。先方で解決してください。");

    public static CsvProblem KeyReused(int line) => Of(
        line, "", FieldProblemCode.FieldsDisagree, "An earlier import under this name had another row here. Rename the file's import: --again.",
        "同じ取り込みの以前の行と内容が異なります。--again を付けて取り込み直してください。");

    static CsvProblem Of(int line, string column, FieldProblemCode code, string message, string japanese) => new(line, column, Wire.Name(code), message, japanese);

    static string Number(int column) => column.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
