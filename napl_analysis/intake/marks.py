"""Marks on answers that look odd: double submissions, straight lines, too fast. Marking never drops anything."""

from __future__ import annotations

import pandas as pd

from napl_analysis.intake.statements import is_non_answer
from napl_analysis.intake.values import each_value, is_blank

DOUBLE, STRAIGHT, FAST = "dubbel", "rechte_lijn", "te_snel"
MIN_STRAIGHT_ITEMS = 8  # a straight line over fewer items is no sign of anything
FAST_SHARE = 1 / 3  # of the file's median time: the usual cut-off for speeders in online panels
MIN_TIMED = 20  # a median of fewer times says too little
MIN_OPEN_LETTERS = 15  # the same short open answer twice is no sign of the same person
MIN_OPEN_WORDS = 6  # nor is a name of something ("Mechanical Engineering"), unless much else is the same too
MIN_SAME_ANSWERS = 8
MINUTE = 60  # seconds


def first_of_double(answers: pd.DataFrame, persons: pd.Series | None, content: list[str], open_questions: list[str],
                    finished: pd.Series) -> pd.Series:
    """For each answer that is a repeat: the index of the one that stays; missing for all others.

    Repeats are answers of one person (the same hash), or the same in every content column with a real open
    answer in it. The most complete one stays: finished first, then most answers, then the last.
    """
    filled = answers[content].notna().sum(axis=1)
    named = pd.Series(pd.NA if persons is None else persons.array, index=answers.index, dtype="object")
    group = _joined(named, _same_throughout(answers, content, open_questions))
    order = pd.DataFrame({"group": group, "finished": finished.astype(bool), "filled": filled, "place": range(len(answers))}, index=answers.index)
    order = order.sort_values(["group", "finished", "filled", "place"], ascending=[True, False, False, False])
    stays = pd.Series(order.index, index=order.index).groupby(order["group"]).transform("first")
    repeats = stays[stays.index != stays]
    return pd.Series(pd.NA, index=answers.index, dtype="object").where(~answers.index.isin(repeats.index), repeats.reindex(answers.index))


def _joined(*groupings: pd.Series) -> pd.Series:
    """A number a row, the same for rows that any of the groupings ties together, also by way of a third row."""
    label = pd.Series(range(len(groupings[0])), index=groupings[0].index)
    while True:
        before = label
        for grouping in groupings:
            tied = grouping.notna()
            label = label.where(~tied, label[tied].groupby(grouping[tied]).transform("min").reindex(label.index)).astype("int64")
        if label.equals(before):
            return label


def _same_throughout(answers: pd.DataFrame, content: list[str], open_questions: list[str]) -> pd.Series:
    """A text of all content answers, where they and an open answer are long enough to make chance unlikely."""
    if not open_questions or answers.empty:
        return pd.Series(pd.NA, index=answers.index, dtype="object")
    said = sum((each_value(answers[c], _letters) for c in open_questions), start=pd.Series(0, index=answers.index))
    texts = [each_value(answers[c], lambda v: "" if is_blank(v) else str(v).strip().lower()) for c in content]
    signature = pd.Series(["zelfde\x1f" + "\x1f".join(row) for row in zip(*texts, strict=True)], index=answers.index, dtype="object")
    words = sum((each_value(answers[c], _words) for c in open_questions), start=pd.Series(0, index=answers.index))
    much = (answers[content].notna().sum(axis=1) >= MIN_SAME_ANSWERS) | (words >= MIN_OPEN_WORDS)
    return signature.where((said >= MIN_OPEN_LETTERS) & much, pd.NA)


def _letters(answer: object) -> int:
    """How many characters of a real open answer there are."""
    return 0 if is_blank(answer) or is_non_answer(answer) else len(str(answer))


def _words(answer: object) -> int:
    return 0 if is_blank(answer) or is_non_answer(answer) else len(str(answer).split())


def straight_lines(levels: pd.DataFrame) -> pd.Series:
    """True where at least eight items were answered and all the same."""
    return (levels.notna().sum(axis=1) >= MIN_STRAIGHT_ITEMS) & (levels.nunique(axis=1) == 1)


def speeders(started: pd.Series, submitted: pd.Series, finished: pd.Series) -> pd.Series:
    """True for finished answers given in under a third of the file's median time (Greszki et al. 2015, POQ 79(2))."""
    seconds = (submitted - started).dt.total_seconds()
    timed = seconds[finished.astype(bool) & (seconds > 0)]
    if len(timed) < MIN_TIMED:
        return pd.Series(False, index=started.index)
    whole_minutes = bool((timed % MINUTE == 0).all())  # 11:27 to 11:28 can be any time up to two minutes
    longest = seconds + (MINUTE if whole_minutes else 0)
    return (finished.astype(bool) & (seconds >= 0) & (longest < FAST_SHARE * timed.median())).fillna(False)


def join_marks(flags: dict[str, pd.Series], index: pd.Index) -> pd.Series:
    """Marks as comma-separated text, missing where there are none."""
    joined = pd.Series("", index=index, dtype="object")
    for name, flag in flags.items():
        joined = joined.where(~flag.astype(bool), joined + "," + name)
    return joined.str.strip(",").replace("", pd.NA)
