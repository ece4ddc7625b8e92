using System.Diagnostics;

namespace ConsentGrains.Web;

/// <summary>What each problem says in Japanese where nothing closer to the case is said.</summary>
static class JapaneseDetails
{
    static readonly HashSet<string> General = [.. Enum.GetValues<ProblemCode>().Select(Of)];

    /// <summary>Whether the Japanese says less than the English, which a page then shows as well.</summary>
    public static bool AreGeneral(Problem problem) => problem.DetailJapanese is { } japanese
        && (General.Contains(japanese) || (problem.Errors is [{ Japanese: null } fault, ..] && string.Equals(japanese, Of(fault), StringComparison.Ordinal)));

    /// <summary>Of the field that decides under which code a request's faults travel.</summary>
    public static string Of(FieldFault fault) => fault.Japanese ?? (fault.Path.Length == 0 ? "本文の内容を使えません。" : $"項目「{fault.Path}」{Fault(fault.Code)}");

    static string Fault(string code) => code switch
    {
        FaultCode.Unknown => "はありません。",
        FaultCode.Required => "が必要です。",
        FaultCode.Invalid => "の値の種類が違います。",
        FaultCode.WordUnknown => "に使えない語です。",
        FaultCode.TimeMalformed => "はオフセット付きの時刻（例: 2026-04-01T09:00:00+09:00）で送ってください。",
        FaultCode.TooLong => "が長すぎます。",
        FaultCode.TooMany => "の件数が多すぎます。",
        FaultCode.DuplicateKey => "が二つあります。",
        FaultCode.Disagree => "が他の項目と一致しません。",
        _ => $"の値を使えません（{code}）。",
    };

    public static string Of(ProblemCode code) => code switch
    {
        ProblemCode.RequestMalformed => "HTTP として正しくない要求です。",
        ProblemCode.HeaderInvalid => "ヘッダーの値を使えません。",
        ProblemCode.QueryInvalid => "クエリのパラメーターの値を使えません。",
        ProblemCode.PathUnknown => "このパスでは何も提供していません。",
        ProblemCode.MethodNotAllowed => "このパスではそのメソッドを使えません。",
        ProblemCode.NotAcceptable => "その形式では回答できません。",
        ProblemCode.ContentTypeUnsupported => "本文のその形式は受け付けません。",
        ProblemCode.BodyTooLarge => "本文が大きすぎます。",
        ProblemCode.JsonMalformed => "本文が JSON ではありません。",
        ProblemCode.JsonTooDeep => "本文の入れ子が深すぎます。",
        ProblemCode.JsonDuplicateKey => "JSON の同じオブジェクトに同じキーが二つあります。",
        ProblemCode.FieldsInvalid => "使えない項目があります。",
        ProblemCode.TooManyItems => "件数が多すぎます。",
        ProblemCode.TooManyEvaluations => "一度に問い合わせる件数が多すぎます。",
        ProblemCode.CommandUnknown => "そのコマンドはありません。",
        ProblemCode.KeyMissing => "鍵が必要です。Authorization ヘッダーに事業者の鍵を付けてください。",
        ProblemCode.KeyUnknown => "登録されていない鍵です。",
        ProblemCode.KeyRevoked => "失効させた鍵です。新しい鍵を使ってください。",
        ProblemCode.KeyExpired => "有効期限の切れた鍵です。新しい鍵を使ってください。",
        ProblemCode.RoleMissing => "この鍵にはその権限がありません。",
        ProblemCode.PartyMismatch => "鍵の持ち主以外の名義では問い合わせできません。",
        ProblemCode.CustomerOfOtherOperator => "他の事業者のお客様です。",
        ProblemCode.NotYours => "他の事業者のものです。",
        ProblemCode.OriginNotRegistered => "登録されていないサイトからの要求です。",
        ProblemCode.TooManyRequests => "要求が多すぎます。しばらく待ってから送ってください。",
        ProblemCode.TooManyStreams => "同時に開いている配信が多すぎます。",
        ProblemCode.NotFound => "該当するものがありません。",
        ProblemCode.RevisionConflict => "その間に変更されました。読み直してから送ってください。",
        ProblemCode.IdempotencyKeyReused => "この Idempotency-Key は別の内容で使われています。新しいコマンドには新しいキーを使ってください。",
        ProblemCode.OffsetConflict => "取込みの位置が異なります。",
        ProblemCode.ImportBusy => "別の要求が行を追加しています。",
        ProblemCode.ImportDone => "この取込みは完了しています。",
        ProblemCode.TooManyImports => "取込みが多すぎます。",
        ProblemCode.TooManySubscriptions => "購読が多すぎます。",
        ProblemCode.SubscriptionStopped => "この購読は停止しています。",
        ProblemCode.SubscriptionEnded => "この購読は終了しました。",
        ProblemCode.Unavailable => "現在お答えできません。何も変更されていません。もう一度送ってください。",
        ProblemCode.DecisionNotLogged => "この判断は記録してから回答しますが、記録できませんでした。もう一度問い合わせてください。",
        ProblemCode.OutcomeUnknown => "実行されたかどうか分かりません。同じ Idempotency-Key でもう一度送ってください。二度実行されることはありません。",
        ProblemCode.InternalError => "プログラムの不具合です。記録番号とともにお知らせください。",
        _ => throw new UnreachableException(),
    };
}
