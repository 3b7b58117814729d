"""The last look before anything is written: reports may only hold what came through the disclosure gate."""

from __future__ import annotations

import pandas as pd

from napl_analysis.findings import DisclosureError, Place
from napl_analysis.vocabulary import ALL
from napl_analysis.yeardata import YearResults

GATED = ("demand", "gaps", "clusters", "response", "preference_shares", "municipalities", "employers", "changes")
# Figures about people; counts of offerings and of DUO's teachers are public and may stand in a hidden row.
ABOUT_PEOPLE = ("n", "n_need", "n_eff", "share", "se", "low", "high", "estimate", "estimate_low", "estimate_high", "p_high", "teachers",
                "respondents", "statements", "response_rate", "respondent_share", "weighted_share", "unserved", "unserved_share",
                "outcomes_in_demand", "examples", "names", "share_now", "share_before", "n_now", "n_before", "difference", "p", "p_adjusted")


def check_gate(results: YearResults) -> None:
    """Stop when a hidden row still holds a figure about people, or when statements came along.

    Raises
    ------
    DisclosureError
        Naming the table; nothing is published then.
    """
    for name in GATED:
        frame: pd.DataFrame = getattr(results, name)
        if "shown" not in frame.columns:
            if len(frame):
                raise _refused(name, "is niet door de controle op herleidbaarheid gegaan")
            continue
        hidden = ~frame["shown"].fillna(False).astype(bool)
        leaks = [c for c in ABOUT_PEOPLE if c in frame.columns and _present(frame.loc[hidden, c]).any()]
        if leaks:
            raise _refused(name, f"bevat cijfers in verborgen rijen ({', '.join(leaks)})")
    shown = results.gaps[results.gaps["gap_class"].notna() & (results.gaps["career_phase"] == ALL) & (results.gaps["subregion"] == ALL)]
    if len(results.partners.merge(shown[["outcome_id", "sector", "gap_class"]])) < len(results.partners):
        raise _refused("partners", "noemt tekorten die in 'gaps' niet worden getoond")
    if (results.matches["kind"] != "offering").any():
        raise _refused("matches", "bevat koppelingen van uitspraken van respondenten")


def _present(values: pd.Series) -> pd.Series:
    return values.notna() & (values.astype("object").astype(str).str.strip() != "")


def _refused(table: str, what: str) -> DisclosureError:
    return DisclosureError(f"Tabel '{table}' {what}.", "Er is niets gepubliceerd; meld dit de makers.", Place(file=table))
