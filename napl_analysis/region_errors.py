"""What is wrong in a regio.yml, in words that help to mend it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

_EXPLANATIONS = {
    "missing": "ontbreekt",
    "int_parsing": "moet een heel getal zijn",
    "int_type": "moet een heel getal zijn",
    "float_parsing": "moet een getal zijn",
    "float_type": "moet een getal zijn",
    "bool_parsing": "moet true of false zijn",
    "string_type": "moet tekst zijn (zet er aanhalingstekens omheen)",
    "list_type": "moet een lijst zijn (regels die met '- ' beginnen)",
    "dict_type": "moet een lijst van 'sleutel: waarde' zijn",
    "model_type": "moet een lijst van 'sleutel: waarde' zijn",
    "too_short": "mag niet leeg zijn",
}


def explain(error: ValidationError, model: Any) -> str:
    """Every mistake in a configuration of this model, in Dutch, with where it stands and what is possible there."""
    return " ".join(_explain_one(e, model) for e in error.errors())


def _explain_one(e: Any, top: Any) -> str:
    where = " > ".join(str(p + 1) if isinstance(p, int) else str(p) for p in e["loc"])
    kind, context = e["type"], e.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known_keys(e["loc"][:-1], top)
        close = get_close_matches(str(e["loc"][-1]), known, n=1)
        hint = f" Bedoelde u '{close[0]}'?" if close else ""
        return f"De sleutel '{where}' bestaat niet.{hint} Mogelijk zijn: {', '.join(known)}."
    if kind == "value_error":
        return f"'{where}': {context['error']}."
    if kind == "literal_error":
        return f"'{where}': '{e['input']}' kan niet; kies uit {context['expected'].replace(' or ', ' of ')}."
    if kind == "string_pattern_mismatch":
        return f"'{where}': '{e['input']}' heeft niet de goede vorm ({context['pattern']})."
    limits = {"greater_than": ("groter dan", "gt"), "greater_than_equal": ("minstens", "ge"),
              "less_than": ("kleiner dan", "lt"), "less_than_equal": ("hoogstens", "le")}
    if kind in limits:
        word, key = limits[kind]
        return f"'{where}': {e['input']} kan niet; de waarde moet {word} {context[key]} zijn."
    return f"'{where}' {_EXPLANATIONS.get(kind, 'heeft een waarde die niet kan')}."


def _known_keys(location: tuple[Any, ...], model: Any) -> list[str]:
    """The keys that may stand at a place in regio.yml."""
    for part in location:
        if isinstance(part, int) or not hasattr(model, "model_fields"):
            continue
        chosen = next((f for n, f in model.model_fields.items() if part in (f.alias, n)), None)
        if chosen is None:
            return []
        annotation = chosen.annotation
        args = [a for a in getattr(annotation, "__args__", ()) if hasattr(a, "model_fields")]
        model = args[0] if args else annotation
    return [f.alias or n for n, f in getattr(model, "model_fields", {}).items()]
