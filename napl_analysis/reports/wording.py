"""The sentences that reports share: what the year's figures say, in plain Dutch."""

from __future__ import annotations

from napl_analysis import vocabulary as voc
from napl_analysis.reports import labels
from napl_analysis.reports.format import count_of, interval, is_missing, listing, number, share, whole
from napl_analysis.reports.naming import names_of
from napl_analysis.reports.summary import KeyFigures, Need, needs
from napl_analysis.yeardata import YearResults

EXAMPLE_MARK = "VOORBEELD: de gegevens zijn verzonnen"
EXAMPLE_TEXT = "Dit is een voorbeeld. De scholen, aanbieders en antwoorden zijn verzonnen; trek er geen conclusies uit."
EXAMPLE_OUTCOMES = ("De leeruitkomsten zijn een voorbeeldset in eigen bewoording, niet de vastgestelde tekst. Laad de vastgestelde leeruitkomsten "
                    "in regio.yml en doe de analyse opnieuw.")
SECTOR_NAMES = {"po": "het primair onderwijs", "vo": "het voortgezet onderwijs", "mbo": "het mbo"}
FEW = 6  # names in one enumeration


def example_notes(results: YearResults) -> list[str]:
    """What a reader must know before anything else: made-up data, or example outcomes."""
    notes = [EXAMPLE_TEXT] if results.region.config.region.example else []
    return notes + ([EXAMPLE_OUTCOMES] if (results.outcomes["status"] == "voorbeeld").any() else [])


def quoted(name: str) -> str:
    """A name of an outcome or title in single quotation marks."""
    return f"‘{name}’"


def some(names: list[str] | tuple[str, ...], few: int = FEW) -> str:
    """Names as an enumeration, the first few and how many more."""
    shown = [quoted(n) for n in names[:few]]
    rest = len(names) - few
    return listing([*shown, f"nog {rest} andere"]) if rest > 0 else listing(shown)


def with_share(need: Need) -> str:
    """A theme or outcome with its share: ``differentiëren (54 %)``."""
    return f"{need.label} ({share(need.share)})"


def who_answered(key: KeyFigures) -> str:
    """One sentence on the response."""
    if key.respondents is None:
        return "Hoeveel leraren de vragenlijst invulden staat per groep in tabel 1; een deel van de aantallen is te klein om te tonen."
    text = f"{whole(key.respondents)} leraren vulden de vragenlijst in"
    if key.population and key.response_rate is not None:
        text += f"; dat is {share(key.response_rate)} van de {whole(key.population)} leraren die volgens DUO in de regio werken"
    return text + "."


def demand_summary(results: YearResults, key: KeyFigures) -> list[str]:
    """What the demand report says, in a handful of sentences."""
    limit = results.region.config.thresholds.need_share
    lines = [who_answered(key)]
    overall = needs(results)
    if overall:
        lines.append(f"De meeste behoefte is er aan {listing([with_share(n) for n in overall[:3]])}. Behoefte betekent hier "
                     "dat een leraar redelijk of veel behoefte aan professionalisering op dit thema heeft.")
    per_sector = [(s, needs(results, sector=s)) for s in voc.SECTORS.codes]
    told = [f"in {SECTOR_NAMES[s]} {with_share(found[0])}" for s, found in per_sector if found]
    if len(told) > 1:
        lines.append(f"Bovenaan staat {listing(told)}.")
    starters, experienced = (needs(results, phase=p) for p in ("startbekwaam", "expert"))
    if starters and experienced:
        lines.append(f"Startende leraren noemen het vaakst {with_share(starters[0])}, leraren in de expertfase {with_share(experienced[0])}.")
    asked = [n for n in needs(results, kind="outcome") if n.share > limit]
    lines.append(f"Bij {len(asked)} van de {key.outcomes} leeruitkomsten ligt het aandeel met een behoefte in de hele regio boven de "
                 f"drempel van {share(limit)}{': ' + some([n.label for n in asked]) if asked else ''}.")
    lines += [text for text in (barrier_sentence(results), disagreement_sentence(results)) if text]
    return lines


def sector_needs(results: YearResults) -> list[str]:
    """For every sector what is needed most and least, with intervals."""
    told = []
    for sector in voc.SECTORS.codes:
        found = needs(results, sector=sector)
        if len(found) < 4:
            told.append(f"In {SECTOR_NAMES[sector]} zijn er te weinig antwoorden om de thema's te vergelijken.")
            continue
        top = listing([f"{n.label} ({share(n.share)}, 95 %-interval {interval(n.low, n.high)})" for n in found[:3]])
        told.append(f"In {SECTOR_NAMES[sector]} is de behoefte het grootst aan {top}; het kleinst aan {with_share(found[-1])}. Dit rust op {whole(max(n.n for n in found))} antwoorden.")
    return told


def barrier_sentence(results: YearResults) -> str:
    """What holds teachers back most."""
    p = results.preference_shares
    rows = p[(p["dimension"] == "barrier") & (p["sector"] == voc.ALL) & (p["career_phase"] == voc.ALL) & p["share"].notna()]
    top = rows.sort_values(["share", "value"], ascending=[False, True], kind="stable").head(3)
    if top.empty:
        return ""
    told = [f"{labels.preference_label('barrier', r.value)} ({share(r.share)})" for r in top.itertuples()]
    return f"Wat leraren het meest tegenhoudt: {listing(told)}."


def disagreement_sentence(results: YearResults) -> str:
    """Where teachers and employers differ most, if anywhere beyond chance."""
    d = results.disagreement
    rows = d[(d[["sector", "career_phase", "subregion"]] == voc.ALL).all(axis=1)]
    if rows.empty:
        return ""
    clear = rows[rows["significant"].fillna(False).astype(bool)]
    if clear.empty:
        return "Leraren en werkgevers noemen dezelfde behoeften: geen verschil is groter dan door toeval te verklaren."
    top = clear.loc[clear["difference"].abs().idxmax()]
    more = "minder vaak" if top["difference"] > 0 else "vaker"
    return (f"Werkgevers noemen {names_of(results).target(top['target_id'])} {more} als behoefte van hun leraren dan leraren zelf: {share(top['share_employers'])} tegen "
            f"{share(top['share_teachers'])}. De vraag van leraren weegt het zwaarst.")


def supply_summary(results: YearResults, key: KeyFigures) -> list[str]:
    """What the supply report says, in a handful of sentences."""
    groups = [f"{count_of(key.providers_by_type[t], one, many)} ({count_of(key.offerings_by_type[t], 'scholing', 'scholingen')})" for t, one, many in (
        ("publieke_lerarenopleider", "publieke lerarenopleider", "publieke lerarenopleiders"), ("huisacademie", "huisacademie", "huisacademies"),
        ("privaat", "private aanbieder", "private aanbieders")) if key.providers_by_type[t]]
    lines = [f"{count_of(key.providers, 'aanbieder', 'aanbieders')} {'noemt' if key.providers == 1 else 'noemen'} samen {count_of(key.offerings, 'scholing', 'scholingen')}"
             f"{': ' + listing(groups) if groups else ''}."]
    r = key.review
    lines.append(f"De interne toetsing heeft drie uitkomsten: {count_of(r['direct_aanmelden'], 'scholing', 'scholingen')} direct aan te melden voor externe toetsing, "
                 f"{whole(r['opwerken'])} op te werken en {whole(r['past_niet'])} buiten de kaders.")
    return [*lines, *gap_summary(key)]


def gap_summary(key: KeyFigures) -> list[str]:
    """White spots in words."""
    white = len(key.white_anywhere)
    if not white:
        first = f"Van de {key.outcomes} leeruitkomsten is er geen een witte vlek: overal waar de vraag groot is, bestaat aanbod of aanbod dat kan worden opgewerkt."
    else:
        first = (f"{white} van de {key.outcomes} leeruitkomsten {'is' if white == 1 else 'zijn'} in minstens één sector een witte vlek "
                 f"(grote vraag, geen aanbod): {some(key.white_anywhere)}.")
    counts = [f"in {SECTOR_NAMES[s]} {count_of(key.classes[s]['witte_vlek'], 'witte vlek', 'witte vlekken')} en {count_of(key.classes[s]['opwerken'], 'leeruitkomst', 'leeruitkomsten')} met alleen op te werken aanbod" for s in voc.SECTORS.codes]
    second = "; ".join(counts)
    return [first, f"{second[0].upper()}{second[1:]}."]


def trajectory_summary(results: YearResults) -> list[str]:
    """What the proposed trajectories ask, in one sentence; nothing without trajectories."""
    t = results.trajectories
    if t.empty:
        return []
    new, ready = int(t["offering_id"].isna().sum()), int((t["offering_id"].notna() & (t["effort"] == 0)).sum())
    plans = len(t[["path_id", "sector"]].drop_duplicates())
    return [f"De {count_of(plans, 'voorgestelde traject', 'voorgestelde trajecten')} tellen samen {count_of(len(t), 'leerarrangement', 'leerarrangementen')}: {whole(ready)} klaar, "
            f"{whole(len(t) - ready - new)} op te werken en {whole(new)} nieuw te ontwikkelen."]


def trajectory_text(results: YearResults) -> str:
    """What a trajectory is, with the limits of this region."""
    limits = results.region.config.trajectories
    return (f"Een traject is een reeks van hoogstens {_words(limits.maximum)} leerarrangementen die samen alle leeruitkomsten van een pad dekken, gekozen met zo min mogelijk werk: "
            f"eerst wat klaar is, dan wat op te werken is, en nieuw waar niets past. Een formeel leerarrangement is {number(limits.smallest)} tot {number(limits.largest)} EC groot; "
            f"een nieuw arrangement krijgt {number(limits.ects_per_outcome)} EC per leeruitkomst, een aanname uit regio.yml.")


def _words(count: int) -> str:
    return "tien" if count == 10 else whole(count)


def employers_sentence(results: YearResults) -> str:
    """Who answered for employers, and which boards may be named."""
    rows = results.employers[(results.employers["sector"] == voc.ALL) & (results.employers["employer_type"] == voc.ALL)]
    if rows.empty or is_missing(rows.iloc[0]["respondents"]):
        return "Hoeveel werkgevers antwoordden, is niet te tonen zonder dat zij herkenbaar worden."
    row = rows.iloc[0]
    if not row["respondents"]:
        return "Er zijn geen antwoorden van werkgevers."
    named = "" if is_missing(row["names"]) else str(row["names"])
    told = (f"Namens {count_of(row['boards'], 'schoolbestuur', 'schoolbesturen')} en {count_of(row['schools'], 'vestiging', 'vestigingen')} antwoordden "
            f"{count_of(row['respondents'], 'schoolleider, directeur mbo of HR-medewerker', 'schoolleiders, directeuren mbo en HR-medewerkers')}.")
    return told + (f" Met toestemming genoemd: {named}." if named else " Een bestuur staat hier alleen met naam als het daarvoor toestemming gaf; dat deed nog geen van deze besturen.")


def placed_sentence(results: YearResults) -> str:
    """Whether the themes that teachers need most belong to a path at all."""
    limit = results.region.config.thresholds.need_share
    placed = {theme for ids in results.outcomes["theme_ids"].dropna() for theme in labels.split_codes(ids)}
    asked = [n for n in needs(results) if n.share > limit]
    outside = [n for n in asked if n.code not in placed]
    if not asked:
        return "Geen thema komt in de hele regio boven de drempel voor grote vraag uit."
    if not outside:
        return f"Alle {len(asked)} thema's met een grote vraag in de hele regio horen bij een leeruitkomst van een van de ontwikkelpaden."
    return (f"Van de {len(asked)} thema's met een grote vraag in de hele regio horen deze bij geen enkel ontwikkelpad: {listing([with_share(n) for n in outside])}. "
            "Aanbod daarvoor kan wachten op een volgend pad.")
