"""A region's year: its folder and its regio.yml, closed, typed and described.

Keys are Dutch, because the analyst reads and edits them; a key that does not exist is an error that names
the keys that do. `json_schema` gives editors completion and explanations.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from napl_analysis.findings import Place, RegionError
from napl_analysis.region_errors import explain

CONFIG_NAME = "regio.yml"
Sector = Literal["po", "vo", "mbo"]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True)


class RegionInfo(_Closed):
    """Who this is about."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="korte naam, ook de mapnaam: kleine letters, cijfers, koppelteken")
    name: str = Field(alias="naam", description="naam zoals die in rapporten staat")
    year: int = Field(alias="jaar", ge=2020, le=2100, description="jaar van de analyse")
    reference_date: str = Field(alias="peildatum", pattern=r"^\d{4}-\d{2}-\d{2}$", description="peildatum, jjjj-mm-dd")
    lead_applicant: str = Field("", alias="penvoerder", description="penvoerder van de regio")
    example: bool = Field(False, alias="voorbeeld", description="true: verzonnen voorbeeldgegevens; staat dan op elke uitvoer")


class SurveyColumns(_Closed):
    """Which column of the export holds what. A value is the code of a question as `napl controleer` shows it."""

    sector: str | None = Field(None, description="kolom met de sector, als die per antwoord verschilt")
    role: str | None = Field(None, alias="rol", description="kolom met de rol: leraar, schoolleider, ...")
    career_phase: str | None = Field(None, alias="loopbaanfase", description="kolom met de loopbaanfase; leeg: afgeleid uit de ervaring")
    age: str | None = Field(None, alias="leeftijd", description="kolom met leeftijd, leeftijdsgroep of geboortejaar")
    experience: str | None = Field(None, alias="ervaring", description="kolom met jaren ervaring")
    fte: str | None = Field(None, description="kolom met de aanstelling in fte")
    school: str | None = Field(None, description="naam of code van de school")
    board: str | None = Field(None, alias="bestuur", description="naam of nummer van het bestuur")
    municipality: str | None = Field(None, alias="gemeente", description="kolom met de gemeente, als er geen school is gevraagd")
    themes: dict[str, str] = Field(default_factory=dict, alias="themas", description="thema: kolom met het niveau van de behoefte")
    open_questions: list[str] = Field(default_factory=list, alias="open_vragen", description="kolommen met open antwoorden over behoeften")
    preferences: dict[Literal["formality", "learning_mode", "delivery", "barrier", "motive"], list[str]] = Field(
        default_factory=dict, alias="voorkeuren", description="soort voorkeur: kolommen (een meerkeuzevraag of de opties ervan)")
    ignore: list[str] = Field(default_factory=list, alias="negeren", description="kolommen die bewust niet meedoen")


class SurveyFixed(_Closed):
    """What holds for every answer in the file."""

    sector: Sector | None = Field(None, description="sector van alle antwoorden in dit bestand: po, vo of mbo")
    role: Literal["leraar", "schoolleider", "directeur_mbo", "hr", "anders"] | None = Field(
        None, alias="rol", description="rol van alle antwoorden: leraar, schoolleider, directeur_mbo, hr of anders")


class SurveySource(_Closed):
    """One export of a survey tool."""

    file: str = Field(alias="bestand", description="bestandsnaam in de map enquete/ of pad vanaf de map van het jaar")
    format: str | None = Field(None, alias="formaat", description="alleen nodig als de herkenning het mis heeft")
    fixed: SurveyFixed = Field(default_factory=SurveyFixed, alias="vast")
    columns: SurveyColumns = Field(default_factory=SurveyColumns, alias="kolommen")
    levels: dict[str, Annotated[int, Field(ge=0, le=3)]] = Field(
        default_factory=dict, alias="niveaus", description="eigen schaal van de themavragen: antwoord naar 0 (geen), 1 (weinig), 2 (redelijk) of 3 (veel behoefte)")

    @field_validator("levels", mode="before")
    @classmethod
    def _numbers_are_answers(cls, value: Any) -> Any:
        return {str(answer): level for answer, level in value.items()} if isinstance(value, dict) else value


class CatalogueSource(_Closed):
    """One provider's file."""

    file: str = Field(alias="bestand", description="bestand of map, vanaf de map van het jaar")
    provider: str | None = Field(None, alias="aanbieder", description="naam, als die niet in het bestand staat")
    provider_type: Literal["publieke_lerarenopleider", "huisacademie", "privaat"] | None = Field(
        None, alias="soort_aanbieder", description="publieke_lerarenopleider, huisacademie of privaat")
    format: str | None = Field(None, alias="formaat", description="alleen nodig als de herkenning het mis heeft")


class Sources(_Closed):
    """The files of this year, from the year's folder."""

    surveys: list[SurveySource] = Field(default_factory=list, alias="enquetes")
    catalogues: list[CatalogueSource] = Field(default_factory=list, alias="catalogi")
    addresses: list[str] = Field(default_factory=list, alias="duo_adressen", description="adressenbestanden van DUO (vestigingen)")
    staff: list[str] = Field(default_factory=list, alias="duo_personeel", description="personeelsbestanden van DUO (personen)")
    outcomes: str | None = Field(None, alias="leeruitkomsten", description="eigen of vastgestelde leeruitkomsten (csv of xlsx); leeg: de voorbeeldset")
    review_rules: str | None = Field(None, alias="toetsingskader", description="eigen of vastgestelde kaders voor de interne toetsing (csv); leeg: de voorbeeldkaders")
    national: str | None = Field(None, alias="landelijke_cijfers", description="landelijke cijfers (csv): thema, sector, loopbaanfase, aandeel, n, bron")
    thesaurus: str | None = Field(None, alias="eigen_begrippen", description="eigen begrippen en uitdrukkingen (csv)")

    @model_validator(mode="before")
    @classmethod
    def _empty_keys(cls, value: Any) -> Any:
        """A key with nothing behind it (``enquetes:``) names no files; that is how a new regio.yml begins."""
        return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else {} if value is None else value


class Thresholds(_Closed):
    """Where we draw lines; each can be changed, and is printed in the method section."""

    need_share: float = Field(0.4, alias="behoefte_aandeel", gt=0, lt=1, description="grote vraag: aandeel met een behoefte boven deze grens")
    match_probability: float = Field(0.5, alias="koppel_kans", gt=0, lt=1, description="een tekst telt voor een leeruitkomst vanaf deze kans")
    certain: float = Field(0.9, alias="zeker", gt=0.5, lt=1, description="kans vanaf welke een grote vraag zeker heet")
    likely: float = Field(0.7, alias="waarschijnlijk", gt=0.5, lt=1, description="kans vanaf welke zij waarschijnlijk heet")
    minimum_count: int = Field(5, alias="minimaal_aantal", ge=3, description="een aantal wordt getoond vanaf zoveel respondenten")
    minimum_base: int = Field(10, alias="minimale_basis", ge=5, description="een aandeel wordt getoond vanaf zoveel respondenten")


class Weighting(_Closed):
    """How answers count."""

    teacher: float = Field(1.0, alias="leraar", gt=0, description="gewicht van een antwoord van een leraar")
    employer: float = Field(0.25, alias="werkgever", ge=0, description="gewicht van een antwoord van een werkgever; 0: telt niet mee in het gecombineerde beeld")
    trim_low: float = Field(0.2, alias="ondergrens", gt=0, description="kleinste gewicht, als deel van het gemiddelde")
    trim_high: float = Field(5.0, alias="bovengrens", gt=1, description="grootste gewicht, als veelvoud van het gemiddelde")
    margins: list[Literal["sector", "age_band", "subregion"]] = Field(
        default=["sector", "age_band", "subregion"], alias="marges", description="kenmerken waarop gewogen wordt")
    collapse: dict[str, dict[str, str]] = Field(
        default_factory=dict, alias="samenvoegen", description="per kenmerk: groep -> groep waar hij bij gaat, als er te weinig antwoorden zijn")


class Reach(_Closed):
    """How far a teacher travels, and when ready supply suffices."""

    max_km: float = Field(30, alias="maximale_afstand_km", gt=0, description="reisafstand in kilometers die een leraar aflegt")
    detour: float = Field(1.3, alias="omwegfactor", ge=1, description="reisafstand is hemelsbreed maal deze factor")
    enough: float = Field(0.8, alias="voldoende_bereik", gt=0, le=1, description="klaar aanbod reikt ver genoeg als dit deel van de leraren het kan volgen")
    # The programme wants a quarter of all teachers to take part in its ten years: so many places a year for each teacher with a need.
    places_per_teacher: float = Field(0.025, alias="plaatsen_per_leraar", ge=0, description=(
        "plaatsen per jaar die nodig zijn voor elke leraar met behoefte; 0,025 is een kwart van hen in tien jaar"))


class TrajectoryLimits(_Closed):
    """What a trajectory may consist of."""

    maximum: int = Field(10, alias="hoogstens_arrangementen", ge=1, le=40, description="meeste leerarrangementen in een traject, nieuwe meegeteld")
    smallest: float = Field(3, alias="kleinste_ec", gt=0, description="kleinste omvang van een formeel leerarrangement, in EC")
    largest: float = Field(5, alias="grootste_ec", gt=0, description="grootste omvang van een formeel leerarrangement, in EC")
    ects_per_outcome: float = Field(1, alias="ec_per_leeruitkomst", gt=0, description="ruimte die een leeruitkomst in een nieuw leerarrangement krijgt, in EC (een aanname)")

    @model_validator(mode="after")
    def _in_order(self) -> TrajectoryLimits:
        if self.largest < self.smallest:
            raise ValueError("grootste_ec mag niet kleiner zijn dan kleinste_ec")
        return self

    @property
    def ects(self) -> tuple[float, float]:
        """Smallest and largest size."""
        return self.smallest, self.largest


class PhaseLimits(_Closed):
    """A career phase that was not asked follows from years of experience."""

    starter_below: float = Field(3, alias="startbekwaam_onder_jaar", gt=0, description="startbekwaam: minder jaren ervaring dan dit")
    expert_from: float = Field(15, alias="expert_vanaf_jaar", gt=0, description="expert: zoveel jaren ervaring of meer; daartussen vakbekwaam")

    @model_validator(mode="after")
    def _in_order(self) -> PhaseLimits:
        if self.expert_from <= self.starter_below:
            raise ValueError("expert_vanaf_jaar moet groter zijn dan startbekwaam_onder_jaar")
        return self


class CleaningRules(_Closed):
    """What happens to answers that look odd. Nothing is dropped unless it says so here."""

    drop_unfinished: bool = Field(False, alias="onafgemaakt_weglaten", description="antwoorden die niet zijn afgemaakt weglaten")
    drop_duplicates: bool = Field(True, alias="dubbele_weglaten", description="van dubbele inzendingen alleen de laatste volledige houden")
    drop_straightliners: bool = Field(False, alias="rechte_lijn_weglaten", description="antwoorden met overal hetzelfde niveau weglaten")
    drop_speeders: bool = Field(False, alias="te_snel_weglaten", description="onwaarschijnlijk snelle antwoorden weglaten")


class Privacy(_Closed):
    """How open answers are searched for personal data."""

    deduce: bool = Field(False, description="open antwoorden na het gewone maskeren nog eens laten nakijken door de bibliotheek deduce (apart te installeren)")


class Consent(_Closed):
    """Employers that agreed to be named in reports."""

    boards: dict[str, str] | list[str] = Field(
        default_factory=dict, alias="besturen", description="bestuursnummer: naam, van besturen die met naam genoemd mogen worden (DUO's adressen noemen vaak alleen het nummer)")

    @field_validator("boards", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        """Numbers may stand there without quotation marks, and without names."""
        if isinstance(value, dict):
            return {str(number).zfill(5): str(name or "").strip() for number, name in value.items()}
        return [str(number).zfill(5) for number in value] if isinstance(value, list) else value

    @property
    def named(self) -> dict[str, str]:
        """Board number to name; an empty name where only the number was given."""
        return self.boards if isinstance(self.boards, dict) else dict.fromkeys(self.boards, "")


class RegionConfig(_Closed):
    """The whole of regio.yml."""

    region: RegionInfo = Field(alias="regio")
    subregions: dict[str, list[str]] = Field(alias="deelregios", description="deelregio: lijst van CBS-gemeentecodes (GM0000)", min_length=1)
    sources: Sources = Field(alias="bronnen")
    thresholds: Thresholds = Field(default_factory=Thresholds, alias="drempels")
    weighting: Weighting = Field(default_factory=Weighting, alias="weging")
    reach: Reach = Field(default_factory=Reach, alias="bereik")
    trajectories: TrajectoryLimits = Field(default_factory=TrajectoryLimits, alias="trajecten")
    phases: PhaseLimits = Field(default_factory=PhaseLimits, alias="loopbaanfasen")
    cleaning: CleaningRules = Field(default_factory=CleaningRules, alias="opschonen")
    privacy: Privacy = Field(default_factory=Privacy, alias="persoonsgegevens")
    consent: Consent = Field(default_factory=Consent, alias="toestemming")

    @field_validator("subregions")
    @classmethod
    def _codes(cls, value: dict[str, list[str]]) -> dict[str, list[str]]:
        seen: dict[str, str] = {}
        for subregion, codes in value.items():
            for code in codes:
                if not (len(code) == 6 and code.startswith("GM") and code[2:].isdigit()):
                    raise ValueError(f"'{code}' is geen CBS-gemeentecode; schrijf bijvoorbeeld GM0344")
                if code in seen:
                    raise ValueError(f"{code} staat in twee deelregio's: {seen[code]} en {subregion}")
                seen[code] = subregion
        return value

    @property
    def subregion_of(self) -> dict[str, str]:
        """Municipality code to subregion."""
        return {code: name for name, codes in self.subregions.items() for code in codes}


@dataclass(frozen=True)
class RegionYear:
    """A region's year: its folder, its configuration, and where its results go."""

    folder: Path
    config: RegionConfig

    @property
    def id(self) -> str:
        return self.config.region.id

    @property
    def year(self) -> int:
        return self.config.region.year

    def path(self, name: str) -> Path:
        """A source file's path, from the year's folder."""
        return self.folder / name

    @property
    def decisions(self) -> Path:
        """Folder of the analyst's decisions, kept from year to year."""
        return self.folder / "besluiten"

    def _out(self, kind: str) -> Path:
        # data/raw/<regio>/<jaar> puts its results beside data/; any other folder keeps them inside itself.
        parents = self.folder.resolve().parents
        if len(parents) >= 3 and parents[1].name == "raw" and parents[2].name == "data":
            base = parents[2] / "processed" if kind == "processed" else parents[2].parent / "reports"
            return base / self.id / str(self.year)
        return self.folder / "uitvoer" / ("tabellen" if kind == "processed" else "rapporten")

    @property
    def processed(self) -> Path:
        """Where the tidy tables go."""
        return self._out("processed")

    @property
    def reports(self) -> Path:
        """Where the reports go."""
        return self._out("reports")


def open_region(folder: str | Path) -> RegionYear:
    """A region's year from its folder, its regio.yml validated; a `RegionError` if it is not right or names a file that is not there."""
    folder, config = Path(folder), read_config(Path(folder))
    missing = [name for name in source_files(config) if not (folder / name).exists()]
    if missing:
        unlisted = unlisted_files(folder, config)
        there = f" Wel in de map, maar niet genoemd: {', '.join(unlisted)}." if unlisted else ""
        raise RegionError(f"regio.yml noemt bestanden die er niet zijn: {', '.join(missing)}.{there}",
                          f"Zet ze in '{folder}', of verander de namen onder 'bronnen' in regio.yml.", Place(file=CONFIG_NAME))
    return RegionYear(folder=folder, config=config)


def read_config(folder: Path) -> RegionConfig:
    """The validated regio.yml of a year's folder; the files it names need not be there. A `RegionError` names the key and the remedy."""
    path = folder / CONFIG_NAME
    if not path.is_file():
        problem, place = ("Er is geen regio.yml.", Place(file=str(path))) if folder.is_dir() else (f"De map '{folder}' bestaat niet.", None)
        raise RegionError(problem, "Maak de map met: napl nieuw REGIO JAAR.", place)
    return parse_config(_read_yaml(path), file=CONFIG_NAME)


def source_files(config: RegionConfig) -> list[str]:
    """Every file that regio.yml names, in its order."""
    s = config.sources
    single = [name for name in (s.outcomes, s.review_rules, s.national, s.thesaurus) if name]
    return [x.file for x in s.surveys] + [x.file for x in s.catalogues] + s.addresses + s.staff + single


_OURS = ("besluiten", "uitvoer")  # folders in a year's folder that hold no input
_NOT_INPUT = ("readme", "leesmij", "thumbs.db", "desktop.ini", "~$", ".")


def unlisted_files(folder: Path, config: RegionConfig) -> list[str]:
    """Files in the year's folder that regio.yml does not name; a folder under catalogi/ counts as one file."""
    named = {Path(name).as_posix() for name in source_files(config)}
    found: set[str] = set()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        parts = path.relative_to(folder).parts
        if parts[0] in _OURS or parts[0].startswith("regio.") or any(p.lower().startswith(_NOT_INPUT) for p in parts):
            continue
        ways = {"/".join(parts[:i]) for i in range(1, len(parts) + 1)}  # the file itself, and the folders it is in
        together = parts[0] == "catalogi" and len(parts) > 2 and not any(n.startswith("/".join(parts[:2]) + "/") for n in named)
        if not ways & named:
            found.add("/".join(parts[:2] if together else parts))
    return sorted(found)


def parse_config(content: object, *, file: str = CONFIG_NAME) -> RegionConfig:
    """Validate the content of a regio.yml."""
    if not isinstance(content, dict):
        raise RegionError("regio.yml is leeg of geen lijst van sleutels.", "Begin met: napl nieuw REGIO JAAR.", Place(file=file))
    try:
        return RegionConfig.model_validate(content)
    except ValidationError as error:
        raise RegionError(explain(error, RegionConfig), "Mend regio.yml op de genoemde plaats.".replace("Mend", "Herstel"), Place(file=file)) from error


def json_schema() -> dict[str, Any]:
    """JSON schema of regio.yml, for editors."""
    return RegionConfig.model_json_schema(by_alias=True)


def _read_yaml(path: Path) -> object:
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RegionError("regio.yml is geen UTF-8.", "Sla het bestand opnieuw op als UTF-8.", Place(file=CONFIG_NAME)) from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise RegionError("regio.yml is geen geldige YAML.", "Kijk naar inspringing, dubbele punten en aanhalingstekens rond deze rij.",
                          Place(file=CONFIG_NAME, row=mark.line + 1 if mark else None)) from error
