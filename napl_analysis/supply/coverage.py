"""What the offerings cover: offerings x learning outcomes, how strongly and why; overlaps and thin spots.

Source of method: domain.md, "The rules that software can check"; own construction.
"""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc

COVERAGE_COLUMNS = ("offering_id", "outcome_id", "strength", "basis", "because")
CLAIM_STRENGTH = 0.8  # a provider knows its own course, but nobody has checked the claim
HOURS_PER_ECTS = 28  # 1 EC = 28 hours (domain.md)
_BASIS_ORDER = {"bevestigd": 0, "geclaimd": 1, "automatisch": 2}


def split_codes(text: object) -> list[str]:
    """The codes in a comma-separated cell; none for a missing one."""
    if not isinstance(text, str):
        return []
    return [part.strip() for part in text.split(",") if part.strip()]


def coverage(offerings: pd.DataFrame, matches: pd.DataFrame, outcomes: pd.DataFrame, *,
             minimum_probability: float = 0.5) -> pd.DataFrame:
    """Which offering covers which learning outcome, how strongly, and on what ground.

    Parameters
    ----------
    offerings, matches, outcomes
        Tables of `napl_analysis.tables`; of ``matches`` only the rows of kind "offering" count.
    minimum_probability
        An automatic match counts from this probability (0-1). A person's decision and a provider's claim
        count whatever the probability; a match that a person rejected never does.

    Returns
    -------
    DataFrame
        One row an offering and outcome, sorted: ``offering_id``, ``outcome_id``, ``strength`` (0-1: 1 for
        a confirmed match, at least 0.8 for a claim, else the probability), ``basis`` (bevestigd, geclaimd
        or automatisch: the best ground there is) and ``because`` (Dutch).
    """
    texts = matches[matches["kind"] == "offering"].rename(columns={"item_id": "offering_id"})
    known = texts["outcome_id"].isin(outcomes["outcome_id"]) & texts["offering_id"].isin(offerings["offering_id"])
    texts = texts[known]
    rejected = pd.MultiIndex.from_frame(texts.loc[texts["decision"] == "verworpen", ["offering_id", "outcome_id"]])
    rows = pd.concat([_from_matches(texts, minimum_probability), _from_claims(offerings, outcomes, texts)])
    rows = rows[~pd.MultiIndex.from_frame(rows[["offering_id", "outcome_id"]]).isin(rejected)]
    rows = rows.assign(_order=rows["basis"].map(_BASIS_ORDER)).sort_values(
        ["offering_id", "outcome_id", "_order", "strength"], ascending=[True, True, True, False], kind="stable")
    best = rows.drop_duplicates(["offering_id", "outcome_id"])
    text_types = {c: "str" for c in COVERAGE_COLUMNS if c != "strength"}
    return best[list(COVERAGE_COLUMNS)].reset_index(drop=True).astype(text_types | {"strength": "float64"})


def _from_matches(texts: pd.DataFrame, minimum: float) -> pd.DataFrame:
    decided = texts["decision"].isin(["bevestigd", "geclaimd"])
    counts = decided | ((texts["decision"] == "automatisch") & (texts["probability"] >= minimum))
    rows = texts[counts]
    probability = rows["probability"].astype("float64")
    strength = probability.where(rows["decision"] != "geclaimd", probability.fillna(0).clip(lower=CLAIM_STRENGTH))
    strength = strength.where(rows["decision"] != "bevestigd", 1.0)
    labels = rows["decision"].map(voc.MATCH_DECISIONS.labels)
    because = rows["because"].where(rows["because"].notna(), labels)
    return pd.DataFrame({"offering_id": rows["offering_id"], "outcome_id": rows["outcome_id"], "strength": strength,
                         "basis": rows["decision"], "because": because})


def _from_claims(offerings: pd.DataFrame, outcomes: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """Claims that stand in the catalogue itself; an id that no outcome has is left out."""
    known = set(outcomes["outcome_id"])
    seen = {(r.offering_id, r.outcome_id): float(r.probability) for r in texts.dropna(subset=["probability"]).itertuples()}
    rows = []
    for offering in offerings[["offering_id", "claimed_outcomes"]].itertuples():
        for outcome_id in split_codes(offering.claimed_outcomes):
            if outcome_id in known:
                strength = max(CLAIM_STRENGTH, seen.get((offering.offering_id, outcome_id), 0.0))
                rows.append((offering.offering_id, outcome_id, strength, "geclaimd", "de aanbieder noemt deze leeruitkomst"))
    return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))


def serves(offerings: pd.DataFrame, column: str, code: str) -> pd.Series:
    """Whether each offering is for this sector or phase: True, False, or <NA> where it does not say.

    ``column`` is "sectors" or "career_phases"; for the margin (``alle``) every offering counts.
    """
    if code == voc.ALL:
        return pd.Series(True, index=offerings.index, dtype="boolean")
    lists = [split_codes(text) for text in offerings[column]]
    said = [(code in codes) if codes else pd.NA for codes in lists]
    return pd.Series(pd.array(said, dtype="boolean"), index=offerings.index)


def outcome_spots(coverage: pd.DataFrame, offerings: pd.DataFrame, outcomes: pd.DataFrame, *,
                  crowded: int = 4) -> pd.DataFrame:
    """Overlaps and thin spots: how many offerings and providers there are for each outcome and sector.

    Returns
    -------
    DataFrame
        ``outcome_id``, ``sector`` (with the margin "alle"), ``offerings``, ``providers``, ``names`` (the
        providers, Dutch list), ``spot``: "geen" (nobody), "dun" (one provider), "overlap" (``crowded``
        providers or more), else "gewoon". An offering without a sector counts only in the margin.
    """
    rows = []
    columns = coverage[["offering_id", "outcome_id"]].merge(offerings[["offering_id", "provider", "sectors"]], on="offering_id")
    for sector in (voc.ALL, *voc.SECTORS.codes):
        here = columns[serves(columns, "sectors", sector).fillna(False)]
        for outcome_id in sorted(outcomes["outcome_id"]):
            mine = here[here["outcome_id"] == outcome_id]
            names = sorted(mine["provider"].unique())
            rows.append((outcome_id, sector, len(mine), len(names), ", ".join(names), _spot(len(names), crowded)))
    return pd.DataFrame(rows, columns=["outcome_id", "sector", "offerings", "providers", "names", "spot"])


def _spot(providers: int, crowded: int) -> str:
    if providers == 0:
        return "geen"
    if providers == 1:
        return "dun"
    return "overlap" if providers >= crowded else "gewoon"


def hours(offerings: pd.DataFrame) -> pd.Series:
    """Study load in hours: as stated, else 28 hours an EC; <NA> where neither is known."""
    return offerings["study_load_hours"].fillna(offerings["ects"] * HOURS_PER_ECTS)


def price_per_hour(offerings: pd.DataFrame) -> pd.Series:
    """Price in euro per study hour; missing where price or study load is."""
    load = hours(offerings)
    return (offerings["price_eur"] / load.where(load > 0)).rename("price_per_hour")


SUMMARY_DIMENSIONS = {
    "provider_type": voc.PROVIDER_TYPES, "formality": voc.FORMALITIES,
    "learning_mode": voc.LEARNING_MODES, "delivery": voc.DELIVERIES,
}


def supply_summary(offerings: pd.DataFrame, coverage: pd.DataFrame, review: pd.DataFrame) -> pd.DataFrame:
    """The supply by provider group, form, mode and delivery.

    Returns
    -------
    DataFrame
        ``dimension``, ``value`` (<NA> is "not stated"), ``offerings``, ``covering`` (fit at least one
        outcome), ``ready``, ``upgradable``, ``median_price`` (euro), ``price_per_hour`` (median, euro),
        ``priced`` (number of offerings behind that median),
        ``dated`` (state dates).
    """
    base = offerings.merge(review[["offering_id", "decision"]], on="offering_id", how="left")
    base = base.assign(covering=base["offering_id"].isin(coverage["offering_id"]), ready=base["decision"] == "direct_aanmelden",
                       upgradable=base["decision"] == "opwerken", per_hour=price_per_hour(base), dated=base["dates_raw"].notna())
    parts = [_summary(base, dimension, terms) for dimension, terms in SUMMARY_DIMENSIONS.items()]
    return pd.concat(parts, ignore_index=True)


def _summary(base: pd.DataFrame, dimension: str, terms: voc.TermList) -> pd.DataFrame:
    grouped = base.groupby(dimension, dropna=False)
    out = grouped.agg(offerings=("offering_id", "size"), covering=("covering", "sum"), ready=("ready", "sum"),
                      upgradable=("upgradable", "sum"), median_price=("price_eur", "median"),
                      price_per_hour=("per_hour", "median"), priced=("per_hour", "count"), dated=("dated", "sum"))
    out = out.reset_index(names="value")
    out.insert(0, "dimension", dimension)
    order = out["value"].map(lambda v: len(terms.codes) + 1 if pd.isna(v) else terms.order(v))
    return out.iloc[order.argsort(kind="stable").to_numpy()]
