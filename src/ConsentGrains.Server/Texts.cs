namespace ConsentGrains.Server;

/// <summary>Texts that stand in more than one place.</summary>
static class Texts
{
    public const string About = """
        ConsentGrains: may this party use these data of this customer for this purpose, and on which clause?
        Without a command the registry is served. 同意・共同利用の登録簿。コマンドを省くとサーバーを起動します。

        Exit codes: 0 in order; 1 the check failed; 2 wrong usage or setting; 3 cannot start (data or port in use,
        master key, policy file); 4 the journal is damaged; 5 refused, or the server cannot be reached; 70 a fault of the program.
        """;
}
