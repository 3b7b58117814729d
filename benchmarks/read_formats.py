"""Every survey format, own fixtures and real files: are respondents, questions and kinds read right, out of how many?

Usage (from the repository): ``python benchmarks/read_formats.py [SURVEYS]``; prints the table of docs/evidence.md. Own fixtures are
random questionnaires written in each dialect by the tests' own writer (SURVEYS of each, 25 by default). The real files stand in
../shared/real_exports; their respondents, columns, questions and kinds were counted and labelled by hand. Without them only the first half is made.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from napl_analysis.intake.survey import SurveyExport, read_survey
from tests.intake_readers import dialects as d
from tests.intake_readers.real_kinds import KINDS_BY_HAND, kind_by_hand
from tests.intake_readers.test_real_exports import FILES, REAL, kind_in_words
from tests.intake_readers.test_roundtrip import DIALECTS, columns_of

Counts = list[int]  # files, then right and out of for respondents, questions, columns with the right kind


def own_fixtures(surveys: int) -> dict[str, Counts]:
    """Counts per dialect over random questionnaires."""
    counts: dict[str, Counts] = {}
    for dialect, (_, suffix, write, _) in DIALECTS.items():
        row = [0] * 7
        for seed in range(surveys):
            survey = d.make_survey(seed, 30 + seed % 31)
            with TemporaryDirectory() as folder:
                add(row, of_own(read_survey(write(Path(folder) / f"export.{suffix}", survey)), survey))
        counts[dialect] = row
    return counts


def of_own(export: SurveyExport, survey: d.Survey) -> Counts:
    kinds = dict(zip(export.questions["code"], export.questions["kind"], strict=True))
    columns = [(question, columns_of(export, question)) for question in survey.questions]
    asked = [kinds[code] == question.kind for question, own in columns for code in own]
    same = len(export.answers) == survey.size
    return [1, survey.size if same else 0, survey.size, sum(bool(own) for _, own in columns), len(columns), sum(asked), len(asked)]


def real_files() -> dict[str, Counts]:
    """Counts per tool over the files in shared/real_exports."""
    counts: dict[str, Counts] = defaultdict(lambda: [0] * 7)
    for known in FILES:
        export = read_survey(REAL / known.file)
        own = export.questions[export.questions["kind"] != "technical"]
        judged = export.questions if known.file in KINDS_BY_HAND else own
        right = [is_right(known.file, r) for r in judged.itertuples()]
        found = own["group"].nunique()
        add(counts[known.tool], [1, min(len(export.answers), known.respondents), known.respondents, min(found, known.questions), known.questions, sum(right), len(right)])
        assert len(export.answers) <= known.respondents and found <= known.questions, f"{known.file}: meer gelezen dan er is"
    return counts


def is_right(file: str, question: object) -> bool:
    code, text, kind = question.code, question.text, question.kind  # type: ignore[attr-defined]
    if file not in KINDS_BY_HAND:
        return kind_in_words(code, text, kind)
    right = kind == kind_by_hand(file, str(code), str(text))
    if not right:
        print(f"  anders dan met de hand: {file}: {code} is gelezen als {kind}", file=sys.stderr)
    return right


def add(row: Counts, more: Counts) -> None:
    row[:] = [a + b for a, b in zip(row, more, strict=True)]


def table(own: dict[str, Counts], real: dict[str, Counts]) -> str:
    lines = ["| bron | bestanden | respondenten goed | vragen goed | kolommen van de goede soort |", "|---|---|---|---|---|"]
    for heading, counts in (("eigen", own), ("echt", real)):
        lines += [f"| {heading}: {name} | {c[0]} | {c[1]}/{c[2]} | {c[3]}/{c[4]} | {c[5]}/{c[6]} |" for name, c in counts.items()]
        if counts:
            c = pd.DataFrame(counts.values()).sum().tolist()
            lines.append(f"| **{heading}, samen** | {c[0]} | {c[1]}/{c[2]} | {c[3]}/{c[4]} | {c[5]}/{c[6]} |")
    return "\n".join(lines)


def main(surveys: int = 25) -> int:
    own, real = own_fixtures(surveys), real_files() if REAL.is_dir() else {}
    print(table(own, real))
    return 0 if all(c[1] == c[2] and c[3] == c[4] for c in [*own.values(), *real.values()]) else 1


if __name__ == "__main__":
    sys.exit(main(*(int(a) for a in sys.argv[1:])))
