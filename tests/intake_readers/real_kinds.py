"""The kind of every column of the real exports, labelled by hand from headings and cells before the reader was asked.

Regular expressions on a column's code or text, first match wins. A number that people typed is 'open'; levels ("Not at all", "A lot")
are a 'scale'; choices without an order are 'single'. The two large Qualtrics files say themselves what each question is.
"""

from __future__ import annotations

import re

HOW_MUCH = "how much, if at all|how important or unimportant"
KINDS_BY_HAND: dict[str, tuple[tuple[str, str], ...]] = {
    "limesurvey/ssi2017_nl_public_data.csv": (
        (r"rse3\[|likert\d|open[13]can\[", "scale"), (r"currentEmp13\[|proj4can\[|ukrse2\[", "multiple"), (r"soft1can|currentEmp11|proj1can|train[23]", "open"),
        (r"socio|edu|rse1|soft2|currentEmp|paper|conf|stability|open0|train1|ukrse1", "single"), (r"", "technical")),
    "msforms/uva_hotdog_fa24_msforms.csv": ((r"major", "open"), (r"hotdog|undergraduate", "single"), (r"", "technical")),
    "googleforms/DS-4002-sp24-survey-results.csv": ((r"timestamp", "technical"), (r"rationale|major|born", "open"), (r"", "single")),
    "googleforms/hot_dog_survey_spring25.xlsx": ((r"timestamp", "technical"), (r"hotdog|rationale|major|born|self-describe", "open"), (r"", "single")),
    "qualtrics/QT_ma_matrix_insights.csv": ((r"_TEXT$", "open"), (r"^(Q\d|matrix)", "multiple"), (r"", "technical")),
    "surveymonkey/538_comma-survey.csv": ((r"respondentid", "technical"), (HOW_MUCH, "scale"), (r"", "single")),
    "surveymonkey/538_flying-etiquette.csv": (
        (r"respondentid", "technical"), (r"how often|ever recline|is ?it ?rude|is ?itrude|, is it", "scale"), (r"", "single")),
    "surveymonkey/538_steak-risk-survey.csv": ((r"respondentid", "technical"), (r"", "single")),
    "spss/pyreadstat_ordered_category.sav": ((r"", "scale"),),
    "spss/pyreadstat_sample.sav": ((r"mydate|dtime", "date"), (r"mylabl", "single"), (r"myord", "scale"), (r"", "open")),
    "spss/pyreadstat_sample_missing.sav": ((r"mydate|dtime", "date"), (r"mylabl", "single"), (r"myord", "scale"), (r"", "open")),
}


def kind_by_hand(file: str, code: str, text: str) -> str:
    """What the labels say this column is."""
    return next(kind for pattern, kind in KINDS_BY_HAND[file]
                if re.search(pattern, code, re.IGNORECASE) or re.search(pattern, text, re.IGNORECASE))
