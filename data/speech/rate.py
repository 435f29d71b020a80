"""How far what was recognised is from what was spoken."""

from data.speech.sources import sources
from data.speech.spoken import letters_of


def errors(spoken: str, recognised: str) -> int:
    """Edits between the two, numbers spelt out, punctuation ignored."""
    left, right = letters_of(spoken), letters_of(recognised)
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def error_rate(name: str) -> str:
    """The character error rate of one set in words: edits over characters spoken, numbers spelt out,
    punctuation ignored; sentences that were not heard at all are counted, not rated."""
    rows = sources()[name].rows()
    rated = [(row["spoken"], row["recognised"]) for row in rows if row["recognised"]]
    edits = [errors(spoken, recognised) for spoken, recognised in rated]
    characters = sum(len(letters_of(spoken)) for spoken, _ in rated)
    return (
        f"{name}: CER {sum(edits) / max(1, characters):.3f}, {len(rated)} sentences, "
        f"{edits.count(0)} without a fault, {len(rows) - len(rated)} not heard"
    )
