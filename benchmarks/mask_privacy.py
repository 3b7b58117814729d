"""What masking finds in the hand-labelled answers, and how many clean answers it touches.

Usage (from the repository): ``python benchmarks/mask_privacy.py``; prints the figures of docs/evidence.md. Where the optional library deduce
is installed the same sets are measured with it as well.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from napl_analysis.intake import privacy
from napl_analysis.intake.second_look import second_look
from tests.intake_tables.test_privacy import HARD, LABELS, Labelled, labelled, surviving


def figures(answers: list[Labelled], *, again: bool) -> str:
    """Found of all, per kind; and clean answers touched."""
    total: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    touched = 0
    for answer in answers:
        masked = privacy.mask(answer.text, again=second_look if again else None)
        total.update(kind for kind, _ in answer.secrets)
        missed.update(kind for kind, _ in surviving(answer, masked.text))
        touched += bool(masked.kinds and not answer.secrets)
    clean = sum(not a.secrets for a in answers)
    return ", ".join(f"{kind} {total[kind] - missed[kind]}/{total[kind]}" for kind in sorted(total)) + f"; schone antwoorden geraakt {touched}/{clean}"


def main() -> int:
    sets = {"privacy_labels": labelled(LABELS), "privacy_hard": labelled(HARD, every=2)}
    sets |= {"privacy_hard, bekeken helft": [a for a in sets["privacy_hard"] if not a.held_out],
             "privacy_hard, niet bekeken helft": [a for a in sets["privacy_hard"] if a.held_out]}
    for name, answers in sets.items():
        print(f"{name} ({len(answers)}): {figures(answers, again=False)}")
        if importlib.util.find_spec("deduce"):
            print(f"{name}, met deduce: {figures(answers, again=True)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
