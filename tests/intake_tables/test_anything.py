"""Whatever people type, reading it ends in a value or in nothing: never in an error, never in an impossible value."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from napl_analysis import vocabulary as voc
from napl_analysis.intake import privacy, values
from napl_analysis.intake.experience import read_experience
from napl_analysis.intake.statements import is_non_answer, split_needs

PIECES = st.sampled_from(["ruim", "20", "jaar", "2,5", "half", "en een half", "sinds", "2010", "-", "t/m", "%", "uur", "Wil", "Jansen", "juf", "06", "12345678", "@", "school.nl",
                          "NL02ABNA0123456789", "1234 AB", "12", "de", "van der", "meer rust", "omgaan met", "en", "plus", ";", "\n", "1.", "“", "é", "'s", "(", "🙂", "[naam]"])
ANY = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(ANY)
def test_reading_never_fails(text):
    assert read_experience(text, 2026).value is None or isinstance(read_experience(text, 2026).value, float)
    assert values.read_age_band(text, date(2026, 10, 1)).value in (None, *voc.AGE_BANDS.codes)
    assert values.read_level(text).value in (None, 0, 1, 2, 3)
    assert values.read_fte(text).value is None or isinstance(values.read_fte(text).value, float)
    assert all(values.read_code(terms, text).value in (None, *terms.codes) for terms in (voc.SECTORS, voc.ROLES, voc.PHASES))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(ANY)
def test_masking_and_splitting_never_fail_and_never_make_text(text):
    masked = privacy.mask(text)
    assert len(masked.kinds) >= masked.text.count("[e-mail]") - text.count("[e-mail]")
    parts = split_needs(text)
    assert sum(len(part) for part in parts) <= len(text)
    assert is_non_answer(text) in (True, False)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.emails(), st.sampled_from(["mail ", "", "(", "graag op: "]))
def test_every_e_mail_address_is_masked(address, before):
    assert address.split("@")[1] not in privacy.mask(f"{before}{address} over scholing").text
