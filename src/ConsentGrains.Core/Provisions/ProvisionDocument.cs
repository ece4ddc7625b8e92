using System.Text;

namespace ConsentGrains.Core.Provisions;

/// <summary>Records as they are shown to the customer they are about: CSV after RFC 4180 with a byte order mark, so that Excel reads it.</summary>
public static class ProvisionDocument
{
    static readonly string[] Columns = ["区分", "日付", "相手方", "項目", "利用目的", "根拠・確認の方法", "取得の経緯", "判断番号"];

    public static byte[] Csv(IEnumerable<Provision> records, Func<string, string> partyName, Func<string, string> itemName)
    {
        var text = new StringBuilder(Row(Columns));
        foreach (var r in records)
            text.Append(Row(
            [
                r.Side == ProvisionSide.Given ? "提供" : "受領", Checked.Day(r.On)!, partyName(r.Party), string.Join("、", r.Items.Select(itemName)), r.Purpose ?? "", Basis(r),
                r.Acquired ?? "", r.Decision ?? "",
            ]));
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>On what the provision rested; of what was received, how the way the data had come was confirmed.</summary>
    public static string Basis(Provision record) => (record.Basis, record.Confirmed) switch
    {
        ("consent", _) => "本人の同意",
        ("exception", _) => "当社方針の定め",
        ({ } other, _) => other,
        (null, ProvisionConfirmation.Declared) => "提供元の申告により確認",
        (null, ProvisionConfirmation.Document) => "契約書その他の書面により確認",
        _ => "",
    };

    static string Row(IEnumerable<string> fields) => string.Join(',', fields.Select(Texts.Csv)) + "\r\n";
}
