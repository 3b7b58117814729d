"""Who could serve which gap, for the composition of the co-creation team; and the four questions of the handreiking."""

from __future__ import annotations

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.gaps.advice import number, percent
from napl_analysis.gaps.gaps import HIGH_CLASSES, OPEN_CLASSES
from napl_analysis.supply.coverage import serves, split_codes
from napl_analysis.supply.review import listed
from napl_analysis.tables import PARTNERS, conform

QUESTIONS = (
    "Waar is de meeste behoefte aan, en past dat binnen dit ontwikkelpad?",
    "Welk aanbod dat hierbij past, is er al?",
    "Welk aanbod moet nog worden opgewerkt, en binnen of buiten het co-creatielab?",
    "Welk aanbod voldoet al en kan direct door naar de externe toetsing?",
)
_GROUNDS = ("heeft dit klaar", "heeft dit om op te werken", "heeft dit voor een andere sector", "heeft verwant aanbod (zelfde thema)")


def gap_partners(gaps: pd.DataFrame, coverage: pd.DataFrame, review: pd.DataFrame, offerings: pd.DataFrame, outcomes: pd.DataFrame, *,
                 most: int = 3) -> pd.DataFrame:
    """Providers that could serve each open gap of a sector (whole region, all phases), best grounds first.

    Returns
    -------
    DataFrame
        The partners table, at most ``most`` a gap: ``ground`` (has it ready; to upgrade; for another sector;
        has something on the same theme), ``offered`` (titles). A gap that nobody comes near has no row.
    """
    usable = review[review["decision"].isin(["direct_aanmelden", "opwerken"])][["offering_id", "decision"]]
    base = coverage.merge(usable, on="offering_id").merge(offerings[["offering_id", "provider", "provider_type", "title", "sectors"]], on="offering_id")
    base = base.merge(outcomes[["outcome_id", "theme_ids"]], on="outcome_id")
    themes = outcomes.set_index("outcome_id")["theme_ids"].map(lambda t: set(split_codes(t)))
    found = [_partners(gap, base, themes[gap.outcome_id], most) for gap in _open(gaps).itertuples()]
    return conform(pd.concat([f for f in found if len(f)], ignore_index=True)[PARTNERS.names], PARTNERS) if any(map(len, found)) else PARTNERS.empty()


def _open(gaps: pd.DataFrame) -> pd.DataFrame:
    here = gaps[(gaps["career_phase"] == voc.ALL) & (gaps["subregion"] == voc.ALL) & (gaps["sector"] != voc.ALL)]
    return here[here["gap_class"].isin(OPEN_CLASSES)].sort_values(["priority", "outcome_id", "sector"])


def _partners(gap: object, base: pd.DataFrame, themes: set[str], most: int) -> pd.DataFrame:
    on_it = (base["outcome_id"] == gap.outcome_id).to_numpy()  # type: ignore[attr-defined]
    fits = serves(base, "sectors", gap.sector).fillna(False).to_numpy(dtype=bool)  # type: ignore[attr-defined]
    related = base["theme_ids"].map(lambda t: bool(themes & set(split_codes(t)))).to_numpy(dtype=bool)
    ready = (base["decision"] == "direct_aanmelden").to_numpy()
    rank = pd.Series(5, index=base.index).mask(related, 4).mask(on_it, 3).mask(on_it & fits, 2).mask(on_it & fits & ready, 1)
    rows = base.assign(rank=rank)[rank < 5]
    if rows.empty:
        return rows
    best = rows.assign(best=rows.groupby("provider")["rank"].transform("min"))
    best = best[best["rank"] == best["best"]]
    out = best.groupby(["provider"], as_index=False).agg(rank=("rank", "min"), provider_type=("provider_type", "first"), strength=("strength", "sum"),
                                                         offered=("title", lambda t: "; ".join(sorted(set(t))[:3])))
    out = out.sort_values(["rank", "strength", "provider"], ascending=[True, False, True]).head(most)
    return out.assign(outcome_id=gap.outcome_id, sector=gap.sector, gap_class=gap.gap_class,  # type: ignore[attr-defined]
                      ground=out["rank"].map(lambda r: _GROUNDS[r - 1]))


def four_questions(gaps: pd.DataFrame, review: pd.DataFrame, trajectories: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """The four questions of the internal review (handreiking 4.2), answered per path in Dutch, with figures.

    Parameters
    ----------
    gaps
        The gaps table, before or after the disclosure gate: a hidden row says nothing.

    Returns
    -------
    DataFrame
        ``path_id``, ``path_title``, ``number`` (1-4), ``question``, ``answer``.
    """
    rows = []
    for path_id, of_path in outcomes.groupby("path_id", sort=False):
        mine = gaps[gaps["outcome_id"].isin(of_path["outcome_id"]) & gaps["shown"].astype(bool)]
        judged = review[review["path_id"] == path_id]
        answers = (_most_wanted(mine, of_path), _existing(judged, mine, of_path),
                   _upgrade(judged, trajectories[trajectories["path_id"] == path_id]), _straight_on(judged))
        rows += [(path_id, of_path["path_title"].iloc[0], i, question, answer) for i, (question, answer) in enumerate(zip(QUESTIONS, answers, strict=True), start=1)]
    return pd.DataFrame(rows, columns=["path_id", "path_title", "number", "question", "answer"])


def _margin(gaps: pd.DataFrame) -> pd.DataFrame:
    return gaps[(gaps["career_phase"] == voc.ALL) & (gaps["subregion"] == voc.ALL)]


def _most_wanted(gaps: pd.DataFrame, outcomes: pd.DataFrame) -> str:
    titles = outcomes.set_index("outcome_id")["title"]
    said = []
    for sector in voc.SECTORS.codes:
        here = _margin(gaps[gaps["sector"] == sector]).dropna(subset=["estimate"]).sort_values(["estimate", "outcome_id"], ascending=[False, True])
        high = here[here["gap_class"].isin(HIGH_CLASSES)]
        if len(high):
            top = listed([f"'{titles[r.outcome_id]}' ({percent(r.estimate)})" for r in high.head(3).itertuples()])
            said.append(f"In het {sector} is naar {len(high)} van de {len(outcomes)} leeruitkomsten grote vraag, het meest naar {top}.")
        elif len(here):
            said.append(f"In het {sector} is naar geen van de {len(outcomes)} leeruitkomsten grote vraag.")
    if not said:
        return "Er zijn te weinig antwoorden om dit te zeggen."
    return f"{' '.join(said)} Deze behoeften passen binnen het pad: het zijn leeruitkomsten ervan."


def _existing(review: pd.DataFrame, gaps: pd.DataFrame, outcomes: pd.DataFrame) -> str:
    usable = review[review["decision"] != "past_niet"]
    covered = {k for t in usable["outcome_ids"] for k in split_codes(t)} & set(outcomes["outcome_id"])
    by = usable["provider"].nunique()
    text = (f"Passend of passend te maken: {_items(len(usable))}, van {by} {'aanbieder' if by == 1 else 'aanbieders'}; "
            f"samen goed voor {len(covered)} van de {len(outcomes)} leeruitkomsten.")
    spots = _margin(gaps[gaps["sector"] != voc.ALL])
    white = spots[spots["gap_class"] == "witte_vlek"].groupby("sector").size()
    if len(white):
        names = outcomes.set_index("outcome_id")["title"]
        which = [f"{white[s]} in het {s} ({listed([names[o] for o in spots.loc[(spots['gap_class'] == 'witte_vlek') & (spots['sector'] == s), 'outcome_id']])})"
                 for s in voc.SECTORS.codes if s in white.index]
        text += f" Grote vraag zonder enig aanbod (witte vlek): {listed(which)}."
    covered_well = spots[spots["gap_class"] == "gedekt"].groupby("sector").size()
    asked = spots[spots["gap_class"].isin(HIGH_CLASSES)].groupby("sector").size()
    parts = [f"in het {s} {covered_well.get(s, 0)} van de {asked[s]}" for s in voc.SECTORS.codes if s in asked.index]
    return text + (f" Van de leeruitkomsten met grote vraag is door klaar aanbod met genoeg bereik en plaatsen gedekt: {listed(parts)}." if parts else "")


def _upgrade(review: pd.DataFrame, trajectories: pd.DataFrame) -> str:
    rows = review[review["decision"] == "opwerken"]
    if rows.empty:
        return "Er is geen aanbod om op te werken."
    counts = rows["effort"].value_counts()
    parts = listed([f"{counts[e]} met {word} inspanning" for e, word in ((1, "kleine"), (2, "middelgrote"), (3, "grote")) if e in counts.index])
    in_plan = trajectories[trajectories["offering_id"].isin(rows["offering_id"])]["offering_id"].nunique()
    missing = rows["not_met"].dropna().str.split(", ").explode().value_counts()
    # What nobody states (an open licence, as a rule) tells nothing about the difference between offerings.
    unknown = rows["unknown"].dropna().str.split(", ").explode().value_counts().loc[lambda n: n < len(rows)]
    often = f" Wat het vaakst niet in orde is: {listed([f'{k} ({v} keer)' for k, v in missing.head(3).items()])}." if len(missing) else ""
    ask = f" Wat het vaakst nog onbekend is: {listed([f'{k} ({v} keer)' for k, v in unknown.head(2).items()])}." if len(unknown) else ""
    return (f"Op te werken: {_items(len(rows))}, {parts}. {_where(in_plan, len(rows) - in_plan)}{often}{ask}")


def _where(in_plan: int, rest: int) -> str:
    inside = {0: "Geen daarvan staat in de voorgestelde trajecten, dus het co-creatielab hoeft niets op te werken",
              1: "Binnen het co-creatielab: die ene in de voorgestelde trajecten (subsidiabel; de opbrengst is openbaar en herbruikbaar)"}.get(
        in_plan, f"Binnen het co-creatielab: de {in_plan} in de voorgestelde trajecten (subsidiabel; de opbrengst is openbaar en herbruikbaar)")
    return inside + (f". Daarbuiten, door de aanbieder zelf als die dat wil: de andere {number(rest)}." if rest else ".")


def _straight_on(review: pd.DataFrame) -> str:
    rows = review[review["decision"] == "direct_aanmelden"].sort_values(["provider", "title"])
    if rows.empty:
        return "Nog geen enkel aanbod voldoet aan alle kaders."
    by = sorted(rows["provider"].value_counts().items(), key=lambda item: (-item[1], item[0]))
    most = 5 if len(by) <= 5 else 4
    others = [f"{sum(n for _, n in by[most:])} van andere aanbieders"] if len(by) > most else []
    return f"Direct aan te melden: {_items(len(rows))}: {listed([f'{n} van {name}' for name, n in by[:most]] + others)}."


def _items(count: int) -> str:
    return "1 scholing" if count == 1 else f"{number(count)} scholingen"
