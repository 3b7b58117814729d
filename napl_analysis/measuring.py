"""``napl meet``: how well texts are matched, on a labelled file of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from napl_analysis.intake.labelled import read_labelled
from napl_analysis.matching.measure import NONE, Quality, measure_texts
from napl_analysis.reference.outcomes import load_outcomes
from napl_analysis.reference.thesaurus import load_thesaurus
from napl_analysis.region import open_region

Tell = Callable[[str], None]
FEW = 50  # with fewer texts the figures say little
_MOST = 10  # confusions that are named


def measure_file(path: Path, *, outcomes: Path | None, region: Path | None, tell: Tell) -> Quality:
    """Match the texts of a labelled file and tell how well that went.

    Parameters
    ----------
    path
        See `read_labelled`.
    outcomes, region
        A file of learning outcomes, or the folder of a region's year (its outcomes and its own concepts); the
        shipped example outcomes when neither is given.
    """
    year = open_region(region) if region else None
    own = year.config.sources if year else None
    file = outcomes or (year.path(own.outcomes) if year and own and own.outcomes else None)
    thesaurus = load_thesaurus(year.path(own.thesaurus)) if year and own and own.thesaurus else None
    frame = load_outcomes(file)
    labelled = read_labelled(path, set(frame["outcome_id"]))
    threshold = year.config.thresholds.match_probability if year else 0.5
    quality = measure_texts(labelled, frame, threshold=threshold, thesaurus=thesaurus)
    tell(described(quality, frame.set_index("outcome_id")["title"], threshold))
    return quality


def described(quality: Quality, titles: pd.Series, threshold: float) -> str:
    """What was measured, in Dutch."""
    lines = [f"{quality.texts} teksten; {quality.none} daarvan horen bij geen leeruitkomst, {len(titles)} leeruitkomsten om uit te kiezen"]
    if quality.texts < FEW:
        lines.append(f"Let op: met minder dan {FEW} teksten zeggen deze cijfers weinig.")
    lines += [
        "", f"  eerste keuze goed                     {_share(quality.top1)}", f"  goede bij de eerste drie              {_share(quality.top3)}",
        f"  'geen' als geen herkend               {_share(quality.rejected)}   (kans onder {_number(threshold)})",
        f"  wel een leeruitkomst, en gehouden     {_share(quality.kept)}",
        f"  onderscheid wel of geen (AUROC)       {_number(quality.auroc)}   (1 is volmaakt, 0,5 is gokken)",
        f"  afwijking van de kansen (ijkfout)     {_number(quality.error)}   (0 is volmaakt)",
        "", "Kloppen de kansen? Van de teksten met een eerste keuze met deze kans:", "  kans          teksten   beloofd   goed"]
    lines += [f"  {_number(r['from'])} - {_number(r['to'])}   {r['texts']:7d}   {_share(r['promised']):>7s}  {_share(r['right']):>6s}"
              for r in quality.reliability.to_dict("records")]
    if len(quality.confusion):
        lines += ["", "Vaakst verwisseld (hoort bij -> gekozen):"]
        lines += [f"  {r['times']:3d} keer  {_named(r['outcome_id'], titles)} -> {_named(r['chosen'], titles)}" for r in quality.confusion.head(_MOST).to_dict("records")]
    return "\n".join(lines)


def _named(code: str, titles: pd.Series) -> str:
    return "geen" if code == NONE else f"{code} {titles.get(code, '')}".strip()


def _share(value: float) -> str:
    return "onbekend" if pd.isna(value) else f"{100 * value:.0f} %"


def _number(value: float) -> str:
    return "onbekend" if pd.isna(value) else f"{value:.2f}".replace(".", ",")
