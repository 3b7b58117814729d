"""data/processed: the tidy tables of a run as parquet. For the next step and next year, not for sharing."""

from __future__ import annotations

import io
import json

import pandas as pd

from napl_analysis.intake.store import DATA_TABLES, META, RESULT_TABLES, RESULTS_FOLDER
from napl_analysis.yeardata import YearData, YearResults


def processed_files(data: YearData, results: YearResults) -> dict[str, bytes]:
    """Every file of data/processed/<regio>/<jaar>/: relative path to content."""
    files = {f"{name}.parquet": _parquet(getattr(data, name)) for name in DATA_TABLES}
    files |= {f"{RESULTS_FOLDER}/{name}.parquet": _parquet(getattr(results, name)) for name in RESULT_TABLES}
    meta = {"regio": results.region.id, "jaar": results.region.year, "inputs": results.inputs}
    return files | {META: (json.dumps(meta, ensure_ascii=False, indent=1) + "\n").encode()}


def _parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.reset_index(drop=True).to_parquet(buffer, index=False)
    return buffer.getvalue()
