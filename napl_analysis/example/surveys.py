"""The four surveys of a region-year: for each tool, its questions in its own shape."""

from __future__ import annotations

from napl_analysis.example import questionnaires as q
from napl_analysis.example.people import Person
from napl_analysis.example.plan import Plan
from napl_analysis.example.questionnaires import Column

LIME_LEVELS = ("geen behoefte", "weinig behoefte", "redelijke behoefte", "veel behoefte")
MS_LEVELS = ("Geen", "Weinig", "Redelijk", "Veel")
QUALTRICS_LEVELS = ("Geen behoefte", "Weinig behoefte", "Redelijk wat behoefte", "Grote behoefte")
GOOGLE_LEVELS = ("geen", "weinig", "redelijk", "veel")


def _extra(labels: tuple[str, str, str, str]) -> q.Value:
    return lambda p: labels[p.extra]


def po_columns(plan: Plan) -> list[Column]:
    """po, LimeSurvey: codes, a grid, ticks with Ja/Nee. In 2025 code TH[SQ013] held another item."""
    columns = [
        Column("ROL", "Wat is uw functie?", q.role_po, "rol"),
        Column("TYPE", "In welk type onderwijs werkt u?", q.sector_po, "sector"),
        Column("FASE", "Waar staat u in uw loopbaan?", q.phase_po, "loopbaanfase"),
        Column("LEEFT", "Wat is uw leeftijd?", q.band("label"), "leeftijd"),
        Column("ERV", "Hoeveel jaar werkt u in het onderwijs?", q.experience, "ervaring"),
        Column("FTE", "Wat is de omvang van uw aanstelling (in fte)?", q.fte, "fte"),
        Column("SCHOOL", "Op welke school werkt u? (naam of code)", q.school_name, "school"),
    ]
    for number, theme in enumerate(q.asked_themes(plan), start=1):
        code, value = f"TH[SQ{number:03d}]", q.level_value(theme, LIME_LEVELS) if theme else _extra(LIME_LEVELS)
        columns.append(Column(code, q.LEVEL_QUESTION, value, f"thema:{theme}" if theme else "negeren",
                              q.wording(theme, plan.year) if theme else q.NOT_A_THEME))
    columns += [Column(f"BEL[{i}]", q.BARRIER_QUESTION, q.ticked("barriers", c, "Ja", "Nee"), "voorkeur:barrier", label)
                for i, (c, label) in enumerate(q.BARRIER_LABELS.items(), start=1)]
    columns += [Column(code, q.FORM_QUESTIONS[d], q.chosen(d, q.FORM_LABELS[d]), f"voorkeur:{d}")
                for code, d in (("VORM", "formality"), ("MET", "learning_mode"), ("HOE", "delivery"))]
    columns += [Column(f"RED[{i}]", q.MOTIVE_QUESTION, q.ticked("motives", c, "Ja", "Nee"), "voorkeur:motive", label)
                for i, (c, label) in enumerate(q.MOTIVE_LABELS.items(), start=1)]
    if plan.year == 2025:
        columns.append(Column("DAGD", "Hoeveel dagdelen scholing volgde u het afgelopen schooljaar?", lambda p: str(p.dice.whole(0, 12)), "negeren"))
    return [*columns, Column("OPEN1", q.OPEN_NEED, lambda p: p.open_need, "open"), Column("OPEN2", q.OPEN_OTHER, lambda p: p.open_other, "open")]


def vo_columns(plan: Plan) -> list[Column]:
    """vo, Microsoft Forms: a column a row of the grid, several answers in one cell; birth year, no career phase."""
    columns = [
        Column("", "In welk type onderwijs werkt u vooral?", q.sector_vo, "sector"),
        Column("", "Wat is uw geboortejaar?", lambda p: str(plan.year - p.age - 1 if p.dice.chance(0.5) else plan.year - p.age), "leeftijd"),
        Column("", "Hoeveel jaar staat u voor de klas?", q.experience, "ervaring"),
        Column("", "Wat is uw aanstelling in fte?", q.fte, "fte"),
        Column("", "Op welke school of vestiging werkt u?", q.school_name, "school"),
        Column("", "In welke gemeente staat uw school?", q.town, "gemeente"),
    ]
    for theme in q.asked_themes(plan):
        text = q.wording(theme, plan.year) if theme else q.NOT_A_THEME
        columns.append(Column("", text, q.level_value(theme, MS_LEVELS) if theme else _extra(MS_LEVELS), f"thema:{theme}" if theme else "negeren"))
    return [
        *columns,
        Column("", q.BARRIER_QUESTION, q.joined("barriers", q.BARRIER_LABELS, ";", trailing=True), "voorkeur:barrier"),
        *(Column("", q.FORM_QUESTIONS[d], q.chosen(d, q.FORM_LABELS[d]), f"voorkeur:{d}") for d in q.FORM_QUESTIONS),
        Column("", q.MOTIVE_QUESTION, q.joined("motives", q.MOTIVE_LABELS, ";", trailing=True), "voorkeur:motive"),
        Column("", q.OPEN_NEED, lambda p: p.open_need, "open"),
        Column("", q.OPEN_OTHER, lambda p: p.open_other, "open"),
    ]


def mbo_columns(plan: Plan) -> list[Column]:
    """mbo, Qualtrics: Q-numbers, ticks as the choice's own text, career phase and experience."""
    columns = [
        Column("Q2", "Wat is uw leeftijd?", q.band("code"), "leeftijd"),
        Column("Q3", "Hoe ervaren bent u als docent of instructeur?", q.phase_mbo, "loopbaanfase"),
        Column("Q4", "Hoeveel jaar ervaring heeft u in het onderwijs?", q.experience, "ervaring"),
        Column("Q5", "Bij welke instelling werkt u?", q.institution, "school"),
        Column("Q6", "In welke gemeente werkt u meestal?", q.town, "gemeente"),
    ]
    order = (1, 2, 3, 4, 5, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15)  # Qualtrics keeps the order in which items were made
    for number, theme in zip(order, q.asked_themes(plan), strict=False):
        value = q.level_value(theme, QUALTRICS_LEVELS) if theme else _extra(QUALTRICS_LEVELS)
        columns.append(Column(f"Q7_{number}", q.LEVEL_QUESTION, value, f"thema:{theme}" if theme else "negeren",
                              q.wording(theme, plan.year) if theme else q.NOT_A_THEME))
    columns += [Column(f"Q8_{i}", q.BARRIER_QUESTION, q.ticked("barriers", c, label, ""), "voorkeur:barrier", label)
                for i, (c, label) in enumerate(q.BARRIER_LABELS.items(), start=1)]
    columns += [Column(code, q.FORM_QUESTIONS[d], q.chosen(d, q.FORM_LABELS[d]), f"voorkeur:{d}")
                for code, d in (("Q9", "formality"), ("Q10", "learning_mode"), ("Q11", "delivery"))]
    return [*columns, Column("Q12", q.OPEN_NEED, lambda p: p.open_need, "open")]


def leader_columns(plan: Plan) -> list[Column]:
    """School leaders and mbo directors, Google Forms: short, a grid, one open question."""
    def sector(p: Person) -> str:
        return {"po": "primair onderwijs", "vo": "voortgezet onderwijs", "mbo": "mbo"}[p.site.sector]

    def role(p: Person) -> str:
        if p.role == "directeur_mbo":
            return p.dice.pick(("onderwijsdirecteur", "opleidingsmanager"))
        return p.dice.weighted(("directeur", "teamleider", "rector") if p.site.sector == "vo" else ("directeur", "schoolleider", "adjunct-directeur"), (5, 3, 1))

    question = "In hoeverre hebben uw leraren behoefte aan professionalisering op deze onderwerpen?"
    return [
        Column("", "Wat is uw functie?", role, "rol"),
        Column("", "Voor welke sector antwoordt u?", sector, "sector"),
        Column("", "Van welke school of instelling bent u?", q.institution, "school"),
        *(Column("", question, q.level_value(t, GOOGLE_LEVELS) if t else _extra(GOOGLE_LEVELS), f"thema:{t}" if t else "negeren",
                 option=q.wording(t, plan.year) if t else q.NOT_A_THEME) for t in q.asked_themes(plan)),
        Column("", "Wat belemmert uw leraren om deel te nemen?", q.joined("barriers", q.BARRIER_LABELS, ", "), "voorkeur:barrier"),
        Column("", "Waar ziet u in uw school de meeste behoefte?", lambda p: p.open_need, "open"),
    ]
