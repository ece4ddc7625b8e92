using ConsentGrains.Core.Policies;

namespace ConsentGrains.Policies.Reading;

/// <summary>Reads `collections`: contexts of collection and their items.</summary>
sealed class CollectionReading(Draft draft, string policy)
{
    public IReadOnlyList<Collection> All(Section file)
    {
        if (!file.Has("collections")) file.Missing("collections");
        Collection[] collections = [.. file.Sections("collections", "a collection").Select(One)];
        if (draft.Vocabulary.Items.Count > Limits.ItemsPerPolicy)
            draft.Problems.Add(PolicyProblemCode.TooManyItems, file.Place, $"The policy has {draft.Vocabulary.Items.Count} items.", $"Keep to {Limits.ItemsPerPolicy}: join leaves that no rule tells apart.");
        return collections;
    }

    Collection One(Section section)
    {
        var id = section.Id("id");
        OfPolicy(id);
        if (!draft.Vocabulary.Collections.Add(id.Text)) Duplicate(id, "collection");
        var clause = section.Has("clause") ? section.Quote(draft, "clause", MentionKind.Collection).Clause : null;
        if (!section.Has("rules")) section.Missing("rules");
        Item[] items = [.. section.Sections("rules", "a rule of items").SelectMany(rule => Items(rule, id.Text))];
        var collection = new Collection(id.Text, clause, items, section.Flag("entrusted-in"));
        section.Finish(id.Text);
        return collection;
    }

    List<Item> Items(Section rule, string collection)
    {
        var clause = rule.Quote(draft, "clause", MentionKind.Item).Clause;
        if (!rule.Has("items")) rule.Missing("items");
        List<Item> items = [.. rule.Entries("items").Select(leaf => One(leaf, collection, clause))];
        rule.Finish(clause);
        return items;
    }

    Item One(Entry leaf, string collection, string clause)
    {
        var id = $"{collection}/{leaf.Key}";
        if (!Ids.WellFormed(leaf.Key))
            draft.Problems.Add(PolicyProblemCode.BadId, leaf.Place, $"'{leaf.Key}' is no name of an item.", "Use letters, digits, dots and hyphens, at most 64.");
        if (draft.Vocabulary.Items.Contains(id, StringComparer.Ordinal)) Duplicate(new Word(id, leaf.Place), "item");
        draft.Vocabulary.Items.Add(id);
        if (leaf.Value is Node.Text plain) return new Item(id, clause, Japanese(plain));
        if (Section.Of(draft, "an item", leaf.Value) is not { } section) return new Item(id, clause, "");
        var tag = section.Has("tag") ? section.Choice("tag", ItemTag.Secrecy, ItemTag.Secret) : ItemTag.None;
        var item = new Item(id, clause, section.Text("japanese").Text, tag, section.Flag("mask-in-joint-use"));
        section.Finish(id);
        return item;
    }

    string Japanese(Node.Text text)
    {
        if (string.IsNullOrWhiteSpace(text.Value))
            draft.Problems.Add(PolicyProblemCode.EmptyValue, text.Place, "The item has no Japanese name.", "Write it after the colon.");
        return text.Value;
    }

    void OfPolicy(Word id)
    {
        if (id.Text.Length > 0 && policy.Length > 0 && !id.Text.StartsWith(policy + "-", StringComparison.Ordinal))
            draft.Problems.Add(PolicyProblemCode.BadId, id.Place, $"'{id.Text}' does not belong to the policy {policy}.", $"Begin it with '{policy}-'.");
    }

    void Duplicate(Word id, string what) =>
        draft.Problems.Add(PolicyProblemCode.DuplicateId, id.Place, $"The {what} '{id.Text}' is here a second time.", "Keep one of them.");
}
