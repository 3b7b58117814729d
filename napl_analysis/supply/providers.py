"""The providers: what each has, and who may join a consortium by the rules.

Source: domain.md (a consortium is at least one institution of higher education and the lead applicant of a
region; a private provider may join only if it stands in the supply analysis and fits at least one path).
"""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.supply.coverage import split_codes
from napl_analysis.tables import PROVIDERS, conform


def provider_table(offerings: pd.DataFrame, coverage: pd.DataFrame, review: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """One row a provider.

    Returns
    -------
    DataFrame
        The providers table: counts; ``paths`` (ids, comma-separated) and ``outcomes`` (number) it covers with
        what is ready or upgradable; ``sectors``; ``may_join`` missing where its group is not known.
    """
    usable = set(review.loc[review["decision"].isin(["direct_aanmelden", "opwerken"]), "offering_id"])
    base = offerings.merge(review[["offering_id", "decision"]], on="offering_id", how="left")
    covered = coverage[coverage["offering_id"].isin(usable)].merge(outcomes[["outcome_id", "path_id"]], on="outcome_id")
    covered = covered.merge(offerings[["offering_id", "provider"]], on="offering_id")
    rows = []
    for provider, mine in base.groupby("provider", sort=True):
        fits = covered[covered["provider"] == provider]
        kinds = mine["provider_type"].dropna().unique()
        kind = kinds[0] if len(kinds) == 1 else None  # two groups in one catalogue: not known
        sectors = {s for text in mine["sectors"] for s in split_codes(text)}
        may_join, why = _may_join(kind, fits["path_id"].nunique())
        rows.append((provider, kind, len(mine), int((mine["decision"] == "direct_aanmelden").sum()), int((mine["decision"] == "opwerken").sum()),
                     ",".join(sorted(fits["path_id"].unique())) or None, fits["outcome_id"].nunique(),
                     ",".join(s for s in voc.SECTORS.codes if s in sectors) or None, may_join, why))
    return conform(pd.DataFrame(rows, columns=PROVIDERS.names), PROVIDERS)


def _may_join(kind: str | None, paths: int) -> tuple[object, str]:
    if kind is None:
        return pd.NA, "De soort aanbieder is niet bekend; geef die op in regio.yml."
    if kind == "publieke_lerarenopleider":
        return True, "Publieke lerarenopleider: kan deelnemen, en een consortium heeft er minstens één nodig."
    if kind == "huisacademie":
        return True, "Huisacademie: kan deelnemen via haar bestuur."
    if paths:
        return True, f"Private aanbieder, staat in de aanbodanalyse en past bij {paths} {'ontwikkelpad' if paths == 1 else 'ontwikkelpaden'}."
    return False, "Private aanbieder zonder aanbod dat bij een ontwikkelpad past: kan nu niet deelnemen."
