namespace ConsentGrains.Core.Feed;

/// <summary>With whom a party shares the words in which it is told of a change.</summary>
public enum Share
{
    /// <summary>Nobody: they are made for it.</summary>
    Alone,

    /// <summary>Those who are told everything of it: the customer's operator, and who sees all.</summary>
    Own,

    /// <summary>Everybody else who may be told.</summary>
    Others,
}
