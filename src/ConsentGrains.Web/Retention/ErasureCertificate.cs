using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Retention;

/// <summary>What is certified of an erasure. The number is the asker's own: the registry has only its keyed hash.</summary>
sealed record ErasureCertificate(CustomerId Customer, ErasureRecord Proof, Instant Issued)
{
    /// <summary>What can be read by nobody any more, in no copy of the files.</summary>
    public static IReadOnlyList<(string Code, string Japanese, string English)> Destroyed { get; } =
    [
        ("journal", "記録（ジャーナル）に封印されたすべての値と、その鍵", "everything sealed in the journal, with its key"),
        ("snapshot", "状態の写し", "the snapshot of the state"),
        ("name", "お客さま番号と記録を結ぶ対応", "the way from the number to the records"),
        ("supply-points", "供給地点の記録にあるお客さまの名前", "the customer's name in the records of supply points"),
        ("decision-log", "判断の記録にある番号・地点・文書参照", "numbers, points and references in the decision log"),
        ("index", "索引と期日一覧の行（上書き）", "rows of the index and of what comes due, overwritten"),
        ("feed", "変更通知：受け手へ削除を通知", "the feed: its subscribers were told to delete"),
    ];

    /// <summary>What stays, and on what ground.</summary>
    public static IReadOnlyList<(string Code, string Japanese, string English)> Kept { get; } =
    [
        ("ledger", "番号の鍵付きハッシュ（再登録と復元による復活を防ぐため）", "the keyed hash of the number, against enrolling or restoring it again"),
        ("chain", "暗号文のままの行（改ざん検知のため。開く鍵はない）", "rows as ciphertext nobody can open, so that tampering is found"),
        ("decisions", "誰のものか分からない判断の記録", "that something was decided about somebody"),
        ("requests", "開示等の請求の記録（別の鍵・別の期間）", "requests of data subjects, under keys and terms of their own"),
        ("provisions", "第三者提供記録（個人情報保護法29条・30条、3年または1年）", "records of provisions to third parties (APPI 29, 30), for 3 years or 1"),
        ("backups", "消去前の控え：復元時に台帳により再び消去される", "backups from before: the ledger erases again when one is restored"),
    ];

    public static void Write(Utf8JsonWriter json, ErasureCertificate of)
    {
        json.WriteString("customer", of.Customer.ToString());
        json.WriteString("ref", of.Proof.Ref.ToString());
        json.Moment("erased", of.Proof.Erased);
        json.Moment("issued", of.Issued);
        json.Objects("destroyed", Destroyed, Line);
        json.Objects("kept", Kept, Line);
        json.WriteStartObject("ledger");
        json.WriteString("name", of.Proof.Name);
        json.WriteNumber("number", of.Proof.Number);
        json.WriteEndObject();
        if (of.Proof.Checkpoint is not { } checkpoint) return;
        json.WriteStartObject("checkpoint");
        json.WriteNumber("number", checkpoint.Number);
        json.Moment("made", checkpoint.Made);
        json.WriteString("text", checkpoint.Text);
        json.WriteString("signature", Convert.ToBase64String(checkpoint.Signature));
        json.WriteEndObject();
    }

    static void Line(Utf8JsonWriter json, (string Code, string Japanese, string English) of)
    {
        json.WriteString("what", of.Code);
        json.WriteString("ja", of.Japanese);
        json.WriteString("en", of.English);
    }
}
