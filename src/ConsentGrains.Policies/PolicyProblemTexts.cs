using System.Diagnostics;

namespace ConsentGrains.Policies;

/// <summary>What is wrong with a policy file, in Japanese: the rule that is broken, and the word that breaks it where the message names one.</summary>
static class PolicyProblemTexts
{
    public static string Japanese(PolicyProblem problem)
    {
        // What YAML's own reader says is English throughout, quoted words and all.
        var named = problem.Code == PolicyProblemCode.NotYaml ? null : Quoted(problem.What);
        return named is null ? Of(problem.Code) : $"「{named}」: {Of(problem.Code)}";
    }

    static string? Quoted(string text)
    {
        var from = text.IndexOf('\'', StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf('\'', from + 1);
        return to < 0 ? null : text[(from + 1)..to];
    }

    static string Of(PolicyProblemCode code) => code switch
    {
        PolicyProblemCode.FileUnreadable => "ファイルを読めません。",
        PolicyProblemCode.TooLarge => "ファイルが大きすぎます。",
        PolicyProblemCode.NotYaml => "YAML として読めません。括弧、引用符、字下げを確かめてください。",
        PolicyProblemCode.SeveralDocuments => "文書は一つだけにしてください。",
        PolicyProblemCode.AnchorNotAllowed => "アンカー、別名、タグは使えません。",
        PolicyProblemCode.TooDeep => "入れ子が深すぎます。",
        PolicyProblemCode.DuplicateKey => "同じキーが二つあります。",
        PolicyProblemCode.UnknownKey => "使えないキーです。",
        PolicyProblemCode.MissingKey => "必要なキーがありません。",
        PolicyProblemCode.WrongType => "値の種類が違います。",
        PolicyProblemCode.EmptyValue => "値が空です。",
        PolicyProblemCode.BadId => "識別子の形が正しくありません。",
        PolicyProblemCode.BadDate => "日付ではありません（例: 2026-04-01）。",
        PolicyProblemCode.BadNumber => "使えない数です。",
        PolicyProblemCode.BadValue => "使えない値です。",
        PolicyProblemCode.DuplicateId => "識別子が重複しています。",
        PolicyProblemCode.TooManyItems => "件数が多すぎます。",
        PolicyProblemCode.UnknownCollection => "その収集項目の区分はありません。",
        PolicyProblemCode.UnknownItem => "その項目はありません。",
        PolicyProblemCode.UnknownPurpose => "その利用目的はありません。",
        PolicyProblemCode.ClauseNotQuoted => "条項の引用（quote）がありません。",
        PolicyProblemCode.InterpretationMissing => "解釈（interpretation）の記載が必要です。",
        PolicyProblemCode.InterpretationAstray => "解釈（interpretation）の対象がありません。",
        _ => throw new UnreachableException(),
    };
}
