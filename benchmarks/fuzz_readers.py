"""Damaged files through every reader: no traceback, no file over 10 seconds or 1 GB.

Usage (from the repository): ``python benchmarks/fuzz_readers.py [FILES] [FIRST_SEED]``; 20,000 files by default.
File number N is always the same file (tests/intake_readers/mutations.py), so the numbers it prints are enough to
repeat a failure: ``python benchmarks/fuzz_readers.py 1 N``. From number 1,000,000 on the files are those of the other doors:
DUO's addresses and staff, the user's own tables. Runs in child processes: a crash costs one batch.
"""

from __future__ import annotations

import multiprocessing as mp
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from napl_analysis.findings import NaplError
from tests.intake_readers.mutations import damaged, originals, other_doors, read

SECONDS, BYTES, BATCH = 10, 1_000_000_000, 500  # seconds of processor time: a busy machine is no fault of the reader


def one(seed: int, folder: Path) -> tuple[str, float]:
    """Outcome of one file: 'gelezen', 'geweigerd' or the traceback; and the seconds of processor time it took."""
    kind, suffix, data = damaged(seed)
    path = folder / f"{seed}.{suffix}"
    path.write_bytes(data)
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        read(kind, path)
        outcome = "gelezen"
    except NaplError as error:
        outcome = "geweigerd" if str(error) and error.remedy else f"zonder remedie: {error}"
    except BaseException:
        outcome = traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        path.unlink()
    return outcome, time.process_time() - began


def batch(seeds: range, results: mp.Queue) -> None:
    signal.signal(signal.SIGPROF, lambda *_: (_ for _ in ()).throw(TimeoutError(f"over {SECONDS} s")))
    resource.setrlimit(resource.RLIMIT_AS, (6 * BYTES, 6 * BYTES))  # libraries reserve; what is used is measured below
    with TemporaryDirectory() as folder:
        for seed in seeds:
            results.put((seed, *one(seed, Path(folder)), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def main(files: int, first: int) -> int:
    for number, (kind, suffix, data) in enumerate(originals() + other_doors()):  # what is loaded at first use is no part of a file's time
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{number}.{suffix}"
            path.write_bytes(data)
            read(kind, path)
    outcomes: Counter[str] = Counter()
    failures: dict[int, str] = {}
    slowest, largest = (0.0, -1), 0
    for start in range(first, first + files, BATCH):
        seeds = range(start, min(start + BATCH, first + files))
        results: mp.Queue = mp.Queue()
        child = mp.Process(target=batch, args=(seeds, results))
        child.start()
        seen = set()
        while len(seen) < len(seeds) and (child.is_alive() or not results.empty()):
            try:
                seed, outcome, seconds, memory = results.get(timeout=SECONDS * 2)
            except Exception:
                continue
            seen.add(seed)
            slowest, largest = max(slowest, (seconds, seed)), max(largest, memory)
            outcomes[outcome if outcome in ("gelezen", "geweigerd") else "fout"] += 1
            if outcome not in ("gelezen", "geweigerd"):
                failures[seed] = outcome
        child.join()
        if len(seen) < len(seeds):
            failures[min(set(seeds) - seen)] = f"proces stopte met code {child.exitcode}"
    for seed, failure in list(failures.items())[:20]:
        print(f"--- bestand {seed}\n{failure}")
    print(
        f"{files} bestanden vanaf {first}: {dict(outcomes)}; langzaamste {slowest[0]:.2f} s (bestand {slowest[1]}); meeste geheugen {largest / 1e6:.0f} MB; "
        f"fouten bij {sorted(failures)[:50]}"
    )
    return 1 if failures or largest > BYTES else 0


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:]]
    sys.exit(main(numbers[0] if numbers else 20_000, numbers[1] if len(numbers) > 1 else 0))
