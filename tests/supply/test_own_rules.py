"""The frames of the review are a file that the user replaces, named in regio.yml."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from napl_analysis.findings import InputError
from napl_analysis.reference.review import load_rules
from napl_analysis.region import RegionYear, parse_config
from napl_analysis.supply.rules import RULES
from napl_analysis.yearly import _rules

CONFIG = {"regio": {"id": "t", "naam": "T", "jaar": 2026, "peildatum": "2026-10-01"}, "deelregios": {"noord": ["GM0001"]}}


def _year(folder: Path, **sources: str) -> RegionYear:
    return RegionYear(folder, parse_config(CONFIG | {"bronnen": sources}))


def test_the_shipped_frames_are_examples_and_each_has_a_rule(tmp_path):
    rules = _rules(_year(tmp_path))
    assert set(rules["status"]) == {"voorbeeld"}
    assert set(rules["rule_id"]) == set(RULES)
    assert rules["source"].notna().all()


def test_the_file_in_regio_yml_replaces_them(tmp_path):
    own = load_rules().query("rule_id in ('past_bij_pad', 'niveau')").assign(mendable=["nee", "ja"], status="vastgesteld")
    own.loc[own["rule_id"] == "niveau", "weight"] = 1
    own.to_csv(tmp_path / "kader.csv", index=False)
    rules = _rules(_year(tmp_path, toetsingskader="kader.csv"))
    assert rules.set_index("rule_id")["weight"].to_dict() == {"past_bij_pad": 2, "niveau": 1}
    assert set(rules["status"]) == {"vastgesteld"}


@pytest.mark.parametrize(("column", "value", "remedy"), [("weight", "5", "Kies 2"), ("mendable", "misschien", "ja of nee"), ("effort", "7", "Kies 1")])
def test_a_mistake_names_row_and_column(tmp_path, column, value, remedy):
    own = load_rules().assign(mendable="ja").astype("object")
    own["effort"] = own["effort"].fillna(1)
    own.loc[2, column] = value
    own.to_csv(tmp_path / "kader.csv", index=False)
    with pytest.raises(InputError, match=r"kader\.csv") as error:
        load_rules(tmp_path / "kader.csv")
    assert (error.value.place.row, error.value.place.column) == (4, column)
    assert remedy in error.value.remedy


def test_an_absent_column_is_named(tmp_path):
    pd.DataFrame({"rule_id": ["niveau"]}).to_csv(tmp_path / "kader.csv", index=False)
    with pytest.raises(InputError, match="weight"):
        load_rules(tmp_path / "kader.csv")
