namespace ConsentGrains.Core.Codec;

/// <summary>Every message about the shape of a body, in both languages.</summary>
static class FieldProblems
{
    public static FieldProblem CommandUnknown(string name, string known) => Of(
        "", FieldProblemCode.CommandUnknown, $"There is no command '{name}'. Use one of: {known}.", $"コマンド「{name}」はありません。次のいずれかを指定してください: {known}");

    public static FieldProblem BodyNotObject() => Of(
        "", FieldProblemCode.BodyNotObject, "The body is not a JSON object. Send the fields in { }.", "本文が JSON オブジェクトではありません。項目を { } に入れて送ってください。");

    public static FieldProblem Unknown(string path, string known) => Of(
        path, FieldProblemCode.FieldUnknown, $"There is no field '{path}' here. Use: {known}.", $"項目「{path}」はありません。使える項目: {known}");

    public static FieldProblem Duplicate(string path) => Of(
        path, FieldProblemCode.FieldDuplicate, $"The field '{path}' stands twice. Send it once.", $"項目「{path}」が重複しています。一つにしてください。");

    public static FieldProblem Missing(string path) => Of(
        path, FieldProblemCode.FieldMissing, $"The field '{path}' is missing. Add it.", $"項目「{path}」がありません。追加してください。");

    public static FieldProblem Type(string path, string wanted, string japanese) => Of(
        path, FieldProblemCode.FieldType, $"The field '{path}' is not {wanted}. Send {wanted}.", $"項目「{path}」は{japanese}で送ってください。");

    public static FieldProblem Empty(string path) => Of(
        path, FieldProblemCode.FieldEmpty, $"The field '{path}' is empty. Give it a value, or leave it out.", $"項目「{path}」が空です。値を入れるか、項目ごと省いてください。");

    public static FieldProblem TooLong(string path, int longest) => Of(
        path, FieldProblemCode.FieldTooLong, $"The field '{path}' is longer than {longest} characters. Shorten it.", $"項目「{path}」は{longest}文字以内にしてください。");

    public static FieldProblem Characters(string path) => Of(
        path, FieldProblemCode.FieldCharacters, $"The field '{path}' holds a control character or half a character. Remove it.", $"項目「{path}」に制御文字または壊れた文字があります。取り除いてください。");

    public static FieldProblem ListTooLong(string path, int most) => Of(
        path, FieldProblemCode.ListTooLong, $"The list '{path}' has more than {most} entries. Split it.", $"一覧「{path}」は{most}件以内にしてください。");

    public static FieldProblem ListDuplicate(string path, string value) => Of(
        path, FieldProblemCode.ListDuplicate, $"'{value}' stands twice in the list. Name it once ({path}).", $"「{value}」が一覧に重複しています（{path}）。一つにしてください。");

    public static FieldProblem Word(string path, string value, string known) => Of(
        path, FieldProblemCode.WordUnknown, $"'{value}' is no word for '{path}'. Use one of: {known}.", $"「{value}」は項目「{path}」に使えません。次のいずれかにしてください: {known}");

    public static FieldProblem Id(string path, string wanted, string japanese) => Of(
        path, FieldProblemCode.IdMalformed, $"The field '{path}' is not {wanted}.", $"項目「{path}」は{japanese}で送ってください。");

    public static FieldProblem GasNumber(string path) => Of(
        path, FieldProblemCode.GasNumber, $"The number in '{path}' has 17 digits: it is a gas meter's. Use the 22 digits of electricity.",
        $"項目「{path}」の番号は17桁で、ガスの供給地点特定番号です。電気の22桁の番号を指定してください。");

    public static FieldProblem SupplyPoint(string path, string masked) => Of(
        path, FieldProblemCode.SupplyPointMalformed, $"The supply point's number {masked} in '{path}' is malformed. It has 22 digits and begins with 01 to 10.",
        $"項目「{path}」の供給地点特定番号 {masked} の形が正しくありません。01〜10で始まる22桁にしてください。");

    public static FieldProblem Date(string path) => Of(
        path, FieldProblemCode.DateMalformed, $"The field '{path}' is not a day. Write it as 2026-04-01.", $"項目「{path}」は日付（例: 2026-04-01）で送ってください。");

    public static FieldProblem Time(string path) => Of(
        path, FieldProblemCode.TimeMalformed, $"The field '{path}' is not a time of RFC 3339 with its offset. Write it as 2026-04-01T09:00:00+09:00.",
        $"項目「{path}」はオフセット付きの時刻（例: 2026-04-01T09:00:00+09:00）で送ってください。");

    public static FieldProblem Policy(string path) => Of(
        path, FieldProblemCode.PolicyMalformed, "Policies can not be published here: send the command to a running registry.", "ここではポリシーを公開できません。稼働中の台帳に送ってください。");

    public static FieldProblem Disagree(string path, string value) => Of(
        path, FieldProblemCode.FieldsDisagree, $"The field '{path}' says another thing than the source, which says '{value}'. Make them agree, or leave the field out.",
        $"項目「{path}」が source の「{value}」と一致しません。合わせるか、項目を省いてください。");

    static FieldProblem Of(string path, FieldProblemCode code, string english, string japanese) => new(path, Wire.Name(code), english, japanese);
}
