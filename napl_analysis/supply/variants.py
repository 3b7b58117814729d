"""Around a trajectory: other ways to take an arrangement (horizontal), and its place in the whole.

Source: handreiking, bijlage 1, points 2 and 7 (a teacher may start anywhere, and chooses collective, team or
individual learning).
"""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.supply.coverage import serves, split_codes
from napl_analysis.supply.review import listed
from napl_analysis.tables import VARIANTS, conform


def horizontal_variants(trajectories: pd.DataFrame, coverage: pd.DataFrame, review: pd.DataFrame, offerings: pd.DataFrame) -> pd.DataFrame:
    """Offerings that can stand in for an arrangement: they cover what only that arrangement brings.

    Returns
    -------
    DataFrame
        The variants table; ``same_mode`` is whether the way of learning (collective, team, individual) is the
        same, missing where one of both is not stated. Sorted; ready before upgradable.
    """
    usable = review[review["decision"].isin(["direct_aanmelden", "opwerken"])][["offering_id", "decision"]]
    facts = offerings.merge(usable, on="offering_id").set_index("offering_id")
    covers = coverage[coverage["offering_id"].isin(facts.index)].groupby("offering_id")["outcome_id"].agg(frozenset)
    modes = offerings.set_index("offering_id")["learning_mode"]
    rows = []
    for (path_id, sector), plan in trajectories.groupby(["path_id", "sector"], sort=False):
        in_sector = set(facts.index[serves(facts, "sectors", sector).fillna(False).to_numpy(dtype=bool)])
        chosen = set(plan["offering_id"].dropna())
        for step in plan[plan["offering_id"].notna()].itertuples():
            needed = own_outcomes(step, plan)
            for variant in sorted(in_sector - chosen):
                if needed and needed <= covers.get(variant, frozenset()):
                    other, own = facts.loc[variant], modes[step.offering_id]
                    same = pd.NA if pd.isna(own) or pd.isna(other["learning_mode"]) else bool(own == other["learning_mode"])
                    rows.append((path_id, sector, step.arrangement, step.offering_id, variant, other["title"], other["provider"],
                                 other["learning_mode"], other["delivery"], other["decision"], same))
    frame = conform(pd.DataFrame(rows, columns=VARIANTS.names), VARIANTS)
    return frame.sort_values(["path_id", "sector", "arrangement", "decision", "variant_id"], kind="stable", ignore_index=True)


def own_outcomes(step: object, plan: pd.DataFrame) -> frozenset[str]:
    """Outcomes that no other arrangement of the plan covers."""
    others = {k for row in plan.itertuples() if row.arrangement != step.arrangement for k in split_codes(row.outcome_ids)}  # type: ignore[attr-defined]
    return frozenset(split_codes(step.outcome_ids)) - others  # type: ignore[attr-defined]


def place_in_whole(trajectories: pd.DataFrame, outcomes: pd.DataFrame) -> pd.Series:
    """For each arrangement a Dutch sentence on its place in the trajectory (index as ``trajectories``)."""
    titles = outcomes.drop_duplicates("path_id").set_index("path_id")["path_title"]
    total = outcomes.groupby("path_id").size()
    said = {}
    for (path_id, sector), plan in trajectories.groupby(["path_id", "sector"], sort=False):
        for row in plan.itertuples():
            ids = split_codes(row.outcome_ids)
            own = own_outcomes(row, plan)
            rest = f"{len(own)} daarvan alleen hier" if own else "die ook elders in het traject aan bod komen"
            said[row.Index] = (f"Leerarrangement {row.arrangement} van {len(plan)} van '{titles[path_id]}' voor het {sector}: "
                               f"{len(ids)} van de {total[path_id]} leeruitkomsten, {rest}. Een leraar kan hier beginnen"
                               f"{_open_after(ids, int(total[path_id]))}.")
    return pd.Series(said, dtype="str").reindex(trajectories.index)


def _open_after(ids: list[str], total: int) -> str:
    left = total - len(ids)
    return f"; daarna zijn er nog {left} leeruitkomsten aan te tonen" if left > 1 else "; daarna is er nog één aan te tonen" if left == 1 else ""


def modes_offered(variants: pd.DataFrame, trajectories: pd.DataFrame, offerings: pd.DataFrame) -> pd.DataFrame:
    """Per arrangement the ways of learning a teacher can choose from: ``path_id``, ``sector``, ``arrangement``, ``modes`` (Dutch list)."""
    own = trajectories.merge(offerings[["offering_id", "learning_mode"]], on="offering_id")[["path_id", "sector", "arrangement", "learning_mode"]]
    both = pd.concat([own, variants[["path_id", "sector", "arrangement", "learning_mode"]]]).dropna(subset=["learning_mode"])
    grouped = both.groupby(["path_id", "sector", "arrangement"])["learning_mode"].agg(
        lambda m: listed([voc.LEARNING_MODES.label(c) for c in voc.LEARNING_MODES.codes if c in set(m)]))
    return grouped.rename("modes").reset_index()
