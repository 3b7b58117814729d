"""The small tables about demand that the annex and the page print, beside those of `compact`: how much, how sure, where groups differ."""

from __future__ import annotations

from typing import Any

import pandas as pd

from napl_analysis import vocabulary as voc
from napl_analysis.charts.gallery.scene import estimate_basis
from napl_analysis.charts.numbers import NBSP, percentage_points
from napl_analysis.demand.prior import NATIONAL
from napl_analysis.reports.compact import Compact
from napl_analysis.reports.format import (
    MISSING,
    Kind,
    count_of,
    decimal,
    figure,
    is_missing,
    listing,
    number,
    share,
    whole,
)
from napl_analysis.reports.labels import VALUE_LABELS
from napl_analysis.reports.method_text import trial
from napl_analysis.reports.naming import group_name, names_of, sources
from napl_analysis.yeardata import YearResults

SUBREGIONS = 6  # more columns than this do not fit on a page
DIFFERENCES = 12
MOSTLY = 0.5  # from this weight on an estimate is more the prior's than the group's own


def _themes(results: YearResults, **cell: str) -> pd.DataFrame:
    """The teachers' themes; other dimensions at their margin unless named."""
    d = results.demand
    where = {"sector": voc.ALL, "career_phase": voc.ALL, "subregion": voc.ALL} | cell
    keep = (d["kind"] == "theme") & (d["respondent_group"] == "leraar")
    for column, value in where.items():
        keep &= (d[column] != voc.ALL) if value == "*" else d[column] == value
    return d[keep]


def _ranked(results: YearResults) -> list[str]:
    rows = _themes(results).sort_values(["share", "target_id"], ascending=[False, True], kind="stable", na_position="last")
    return rows["target_id"].tolist()


def how_many(results: YearResults) -> Compact:
    """Per theme of the whole region: share, teachers in persons with their interval, and how strong the need is."""
    names, rows = names_of(results), _themes(results).set_index("target_id")
    levels = results.levels[(results.levels[["sector", "career_phase"]] == voc.ALL).all(axis=1)].set_index("target_id")["mean"]
    told = tuple((names.target(t), _shown(rows.loc[t], "estimate", Kind.SHARE), *_persons(rows.loc[t]), decimal(levels[t]) if t in levels.index else MISSING)
                 for t in _ranked(results))
    return Compact("thema_leraren", "Om hoeveel leraren het gaat (geschat, op tientallen afgerond) en hoe sterk hun behoefte is: gemiddeld niveau van 0 (geen) tot 3 (veel behoefte).",
                   ("Thema", "Schatting", "Leraren", "95 %-interval", "Gemiddeld niveau"), told if rows["shown"].any() else (), sources(results)["survey"], (1, 2, 3, 4))


def _shown(row: Any, name: str, kind: Kind) -> str:
    return figure(row[name], kind, shown=bool(row["shown"]), why=row["hidden_why"])


def _persons(row: Any) -> tuple[str, str]:
    """Teachers and their interval, on tens: more digits would be false."""
    if is_missing(row["teachers"]) or not row["estimate"]:
        return _shown(row, "teachers", Kind.COUNT), MISSING
    people = row["teachers"] / row["estimate"]
    return whole(round(row["teachers"], -1)), f"{whole(round(row['estimate_low'] * people, -1))} tot {whole(round(row['estimate_high'] * people, -1))}"


def phases_in_sector(results: YearResults, sector: str) -> Compact:
    """The estimate per theme and career phase within a sector."""
    columns = {p: voc.PHASES.label(p).capitalize() for p in voc.PHASES.codes}
    return _estimates(results, f"thema_fase_{sector}", f"Geschat aandeel leraren in het {sector} met een behoefte, per thema en loopbaanfase.",
                      "career_phase", columns, _themes(results, sector=sector, career_phase="*"))


def by_subregion(results: YearResults) -> Compact:
    """The estimate per theme and subregion; empty where there are more subregions than fit on a page."""
    places = list(results.region.config.subregions)
    columns = {p: p for p in places} if 1 < len(places) <= SUBREGIONS else {}
    return _estimates(results, "thema_deelregio", "Geschat aandeel leraren met een behoefte, per thema en deelregio.", "subregion", columns,
                      _themes(results, subregion="*"))


def _estimates(results: YearResults, name: str, caption: str, dimension: str, columns: dict[str, str], frame: pd.DataFrame) -> Compact:
    """Estimates by theme and group; a star where the prior counts for more than the group's own answers."""
    names = names_of(results)
    cells = {(r.target_id, getattr(r, dimension)): _estimate(r) for r in frame.itertuples()}
    rows = tuple((names.target(t), *(cells.get((t, c), MISSING) for c in columns)) for t in _ranked(results)) if columns and frame["shown"].any() else ()
    source = sources(results)["survey"]
    if any("*" in cell for row in rows for cell in row[1:]):
        source += "; * rust voor meer dan de helft op het algemenere beeld"
    return Compact(name, caption, ("Thema", *columns.values()), rows, source, tuple(range(1, len(columns) + 1)))


def _estimate(row: Any) -> str:
    text = figure(row.estimate, Kind.SHARE, shown=bool(row.shown), why=row.hidden_why)
    return f"{text} *" if not is_missing(row.prior_weight) and row.prior_weight > MOSTLY else text


def basis_sentence(results: YearResults, **cell: str) -> str:
    """Which figure stands in a table of estimates, and what the one rests on that leans most on elsewhere, and the one that leans least."""
    frame = _themes(results, **cell)
    shown = frame[frame["shown"].astype(bool) & frame["estimate"].notna()]
    first = "In deze tabellen staat de schatting: wat de groep zelf antwoordde, bijgetrokken naar een algemener beeld naarmate er minder antwoorden zijn. "
    if shown.empty or not (shown["prior_weight"] > 0).any():
        return first
    ordered = shown.sort_values(["prior_weight", "n"], kind="stable")
    least, most = (f"{names_of(results).target(r['target_id'])}, {_who(r)}: {estimate_basis(r['n'], r['prior_weight'], r['prior_source'], r['sector'])}"
                   for _, r in ordered.iloc[[0, -1]].iterrows())
    told = sorted({str(s).removeprefix(f"{NATIONAL}: ") for s in shown["prior_source"].dropna() if str(s).startswith(NATIONAL)})
    nation = f" De landelijke cijfers komen uit: {'; '.join(told)}." if told else ""
    return f"{first}Het zwaarst telt dat beeld bij {most}. Het lichtst bij {least}. Per cijfer staat het in tabellen.xlsx, blad vraag_themas, met het ruwe aandeel ernaast.{nation}"


def _who(row: Any) -> str:
    parts = [group_name(d, str(row[d])) for d in ("career_phase", "sector", "subregion") if row[d] != voc.ALL]
    return " ".join(parts)


def disagreements(results: YearResults) -> Compact:
    """Teachers beside employers for every theme of the whole region, the largest difference first."""
    d = results.disagreement
    rows = d[(d[["sector", "career_phase", "subregion"]] == voc.ALL).all(axis=1)]
    names = names_of(results)
    told = tuple((names.target(r.target_id), share(r.share_teachers), share(r.share_employers), points(-r.difference), points_between(-r.high, -r.low),
                  figure(r.significant, Kind.YESNO)) for r in rows.itertuples())
    return Compact("groepen", "Behoefte volgens leraren en volgens werkgevers, het grootste verschil eerst. Verschil: werkgevers min leraren. Duidelijk: groter dan door toeval is te verklaren, "
                   "ook nu zoveel verschillen tegelijk zijn bekeken.", ("Thema", "Leraren", "Werkgevers", "Verschil (procentpunt)", "95 %-interval", "Duidelijk"), told, sources(results)["employers"], (1, 2, 3, 4))


def clear_differences(results: YearResults, most: int = DIFFERENCES) -> Compact:
    """The largest clear differences between sectors, phases and subregions."""
    names, clear = names_of(results), results.differences[results.differences["significant"].fillna(False).astype(bool)]
    ranked = clear.assign(size=clear["difference"].abs().round(6)).sort_values(["size", "target_id", "group_a"], ascending=[False, True, True], kind="stable").head(most)
    rows = []
    for r in ranked.itertuples():
        (first, a), (second, b) = sorted(((r.group_a, r.share_a), (r.group_b, r.share_b)), key=lambda pair: -pair[1])
        low, high = (r.low, r.high) if r.difference > 0 else (-r.high, -r.low)
        where = "" if r.in_sector == voc.ALL else f" ({r.in_sector})"
        rows.append((names.target(r.target_id), f"{group_name(r.dimension, first)} – {group_name(r.dimension, second)}{where}", share(a), share(b),
                     points(abs(r.difference)), points_between(low, high)))
    return Compact("verschillen", "De grootste duidelijke verschillen tussen twee groepen leraren: de eerste min de tweede, met het interval van dat verschil.",
                   ("Thema", "Groepen", "Eerste", "Tweede", "Verschil (procentpunt)", "95 %-interval"), tuple(rows), sources(results)["survey"], (2, 3, 4, 5))


def points(change: object) -> str:
    """A difference of shares as a bare number: ``+5``; the heading says that it is percentage points."""
    return MISSING if is_missing(change) else percentage_points(float(change)).split(NBSP)[0]  # type: ignore[arg-type]


def points_between(low: object, high: object) -> str:
    """An interval of a difference: ``-3 tot +9``."""
    return MISSING if is_missing(low) or is_missing(high) else f"{points(low)} tot {points(high)}"


def differences_sentence(results: YearResults) -> str:
    """How many comparisons were made, and how many differences are clear."""
    d = results.differences
    if d.empty:
        return "Er zijn te weinig antwoorden om groepen leraren met elkaar te vergelijken."
    clear = int(d["significant"].fillna(False).sum())
    return (f"Tussen sectoren, loopbaanfasen en deelregio's zijn {whole(len(d))} verschillen bekeken, elk met een eigen marge. Na correctie voor dat aantal (Benjamini en Hochberg) "
            f"{'is er 1' if clear == 1 else f'zijn er {whole(clear)}'} duidelijk; ze staan alle in tabellen.xlsx, blad verschillen.")


def weighting_sentences(results: YearResults) -> list[str]:
    """What weighting cost, what was cut off, and which groups were merged."""
    w = results.weighting
    if w.empty:
        return []
    value = w[w["item"] != "merged"].set_index("item")["value"]
    moved = share(value["trimmed"]) if value["trimmed"] else "niets"
    told = [f"Na weging tellen de {whole(value['answers'])} antwoorden als {whole(value['effective_n'])} antwoorden die even zwaar zijn (ontwerpeffect {number(value['design_effect'], 2)}). "
            f"Door gewichten te begrenzen is {moved} van het gewicht naar andere leraren verschoven."]
    merged = [f"{group_name(r.dimension, r.level)} bij {group_name(r.dimension, r.into)}" for r in w[w["item"] == "merged"].itertuples()]
    if merged:
        told.append(f"In de weging samengevoegd, volgens de regel van de regio en omdat er te weinig antwoorden waren: {listing(merged)}.")
    return told


def trial_table() -> Compact:
    """The trial with simulated regions: cells of sector, phase and subregion together."""
    rows = tuple((r["respondenten"], r["verschillen"], "landelijke cijfers" if r["beeld"] == "landelijk" else "eigen sector", *(decimal(float(r[c])) for c in ("ruw", "gemiddelde", "gekrompen", "dekking gekrompen")))
                 for r in trial() if r["cel"] == "drie kenmerken")
    return Compact("proef", "De proef met nagebootste regio's: gemiddelde kwadratische fout (procentpunten in het kwadraat) van het ruwe aandeel, het algemenere beeld en de schatting, en hoe vaak (in %) "
                   "het 95 %-interval van de schatting de waarheid bevat. Cellen van sector, fase en deelregio samen, vanaf tien antwoorden.",
                   ("Leraren", "Verschillen", "Beeld", "Ruw", "Beeld alleen", "Schatting", "Dekking"), rows, "nagebootste gegevens, benchmarks/simulate_shrinkage.py", (0, 3, 4, 5, 6))


def employers_involved(results: YearResults) -> str:
    """Which kinds of employers answered in which sector: the counts that may be shown."""
    rows = results.employers[(results.employers["sector"] != voc.ALL) & (results.employers["employer_type"] == voc.ALL) & results.employers["shown"].astype(bool)]
    told = [f"{VALUE_LABELS['sector'](r.sector)} {count_of(r.boards, 'bestuur', 'besturen')}" for r in rows.itertuples() if not is_missing(r.boards) and r.boards]
    return f"Per sector: {listing(told)}." if told else ""
