"""The method in plain Dutch with its formulas and sources: one text for the annexes, the page, the workbook and docs/methode.md."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from napl_analysis.region import RegionConfig
from napl_analysis.reports.format import listing, number, share

Part = tuple[str, list[str]]
SMALL_GROUPS = "Kleine groepen en het landelijke beeld"
MARGINS = {"sector": "sector", "age_band": "leeftijdsgroep", "subregion": "deelregio"}

SOURCES = (
    "Benjamini, Y., en Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful approach to multiple testing. Journal of the Royal Statistical Society, Series B, 57(1), 289-300.",
    "Clopper, C. J., en Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika, 26(4), 404-413.",
    "Deming, W. E., en Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table when the expected marginal totals are known. Annals of Mathematical Statistics, 11(4), 427-444.",
    "Deville, J.-C., en Särndal, C.-E. (1992). Calibration estimators in survey sampling. Journal of the American Statistical Association, 87(418), 376-382.",
    "Efron, B., en Morris, C. (1975). Data analysis using Stein's estimator and its generalizations. Journal of the American Statistical Association, 70(350), 311-319.",
    "Fay, R. E., en Herriot, R. A. (1979). Estimates of income for small places: an application of James-Stein procedures to census data. Journal of the American Statistical Association, 74(366), 269-277.",
    "Huangfu, Q., en Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical Programming Computation, 10(1), 119-142.",
    "Hundepool, A., Domingo-Ferrer, J., Franconi, L., Giessing, S., Schulte Nordholt, E., Spicer, K., en De Wolf, P.-P. (2012). Statistical disclosure control. Chichester: Wiley.",
    "Kish, L. (1965). Survey sampling. New York: Wiley.",
    "Korn, E. L., en Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of positive counts estimated from survey data. Survey Methodology, 24(2), 193-201.",
    "Lumley, T. (2004). Analysis of complex survey samples. Journal of Statistical Software, 9(8), 1-19.",
    "Lumley, T. (2010). Complex surveys: a guide to analysis using R. Hoboken: Wiley.",
    "Luo, W., en Wang, F. (2003). Measures of spatial accessibility to health care in a GIS environment: synthesis and a case study in the Chicago region. Environment and Planning B, 30(6), 865-884.",
    "Morris, C. N. (1983). Parametric empirical Bayes inference: theory and applications. Journal of the American Statistical Association, 78(381), 47-55.",
    "Rao, J. N. K., en Molina, I. (2015). Small area estimation (tweede druk). Hoboken: Wiley.",
    "Särndal, C.-E., Swensson, B., en Wretman, J. (1992). Model assisted survey sampling. New York: Springer.",
)


@cache
def trial(name: str = "proef_krimp") -> tuple[dict[str, str], ...]:
    """A table of the trial with simulated regions, as benchmarks/simulate_shrinkage.py wrote it."""
    text = files("napl_analysis.reports").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def demand_parts(config: RegionConfig) -> list[Part]:
    """The parts on weighting, uncertainty, small groups, certainty, employers and differences."""
    return [_weighting(config), _shares(), _numbers(), _small_groups(), _certainty(config), _employers(config), _differences()]


def _weighting(config: RegionConfig) -> Part:
    w = config.weighting
    names = [MARGINS[m] for m in w.margins]
    return "Weging", [
        f"Leraren vulden de vragenlijst in omdat zij dat wilden. Antwoorden zijn daarom gewogen naar {listing(names)}, zodat zij lijken op de leraren die volgens de personeelsbestanden van "
        "DUO in de regio werken. Op loopbaanfase wordt niet gewogen: DUO kent die niet.",
        f"Elk antwoord begint met gewicht 1. Daarna worden de gewichten per kenmerk om de beurt zo vermenigvuldigd dat elke groep optelt tot het aantal leraren in die groep, net zo lang tot alle "
        f"totalen tegelijk kloppen (raking; Deming en Stephan 1940). In formule: gewicht = {' × '.join(f'factor({n})' for n in names)}.",
        "Ontbreekt een kenmerk bij een antwoord, dan vormen zulke antwoorden een eigen groep, met het aandeel dat zij in de respons hebben: zij worden niet geraden en niet weggelaten. Zijn er in een groep "
        "leraren geen antwoorden, of spreken totalen elkaar tegen, dan stopt de berekening. Samenvoegen gebeurt alleen volgens een regel van de regio (weging > samenvoegen), en het rapport noemt het.",
        f"Geen gewicht is kleiner dan {number(w.trim_low)} of groter dan {number(w.trim_high)} keer het gemiddelde. Wat daarmee wordt afgesneden of bijgelegd, wordt naar verhouding verdeeld over de andere antwoorden; "
        "de som blijft gelijk. Wegen en begrenzen gebeuren om beurten, tot er niets meer verandert. Laten de grenzen de totalen niet toe, dan wijken die iets af: de kolom 'na weging' in de responstabel laat zien hoeveel.",
        "Wegen kost precisie. Effectief aantal = (som van de gewichten)² / som van de gewichten in het kwadraat; ontwerpeffect = aantal antwoorden / effectief aantal (Kish 1965).",
    ]


def _shares() -> Part:
    return "Aandelen en hun onzekerheid", [
        "Een leraar heeft behoefte aan een thema bij het antwoord redelijk of veel. Een leraar heeft behoefte aan een leeruitkomst als het hoofdthema daarvan redelijk of veel behoefte kreeg, of als een open antwoord "
        "erbij past; niemand telt dubbel. Aandeel p = som van (w × y) / som van w, met w het gewicht en y = 1 bij een behoefte, anders 0.",
        "Bij elk aandeel hoort een 95 %-interval: met zoveel onzekerheid moet u rekenen doordat niet alle leraren antwoordden. De variantie volgt uit linearisatie (Taylor; Särndal, Swensson en Wretman 1992): neem per leraar "
        "z = (y - p) / som van w, haal er met kleinste kwadraten af wat de weegkenmerken al verklaren (Deville en Särndal 1992), noem de rest e, en tel w × e op per school. Met m scholen: "
        "variantie = m / (m - 1) × som over scholen van (schooltotaal - gemiddeld schooltotaal)². Zo is meegerekend dat collega's op elkaar lijken en dat wegen groepen vastlegt.",
        "Het interval wordt op de logitschaal berekend, zodat het tussen 0 en 100 % blijft: logit(p) ± t × standaardfout / (p × (1 - p)), met t uit de verdeling van Student bij m - 1 vrijheidsgraden. Gaf iedereen hetzelfde "
        "antwoord, dan geldt het exacte interval van Clopper en Pearson (1934) met het effectieve aantal (Korn en Graubard 1998). Er is geen correctie voor een eindige populatie: het interval is eerder te ruim dan te krap.",
        "Deze cijfers zijn bij dezelfde gegevens op zes cijfers gelijk aan die van het pakket survey in R, dat statistische bureaus gebruiken (Lumley 2004, 2010).",
        "Wat geen interval dekt: wie behoefte heeft, antwoordt misschien eerder. Weging herstelt verschillen in de kenmerken waarop is gewogen, niet in wat daar los van staat.",
    ]


def _numbers() -> Part:
    return "Niveaus en aantallen leraren", [
        "Het gemiddelde niveau telt geen behoefte als 0, weinig als 1, redelijk als 2 en veel als 3; de variantie gaat als bij een aandeel, met een gewoon t-interval. Het aantal leraren met een behoefte is de schatting maal het "
        "aantal leraren volgens DUO in die sector en deelregio; over loopbaanfasen verdeeld zoals de gewogen antwoorden. Aantallen zijn afgerond op tientallen: meer cijfers zouden schijn zijn.",
    ]


def _small_groups() -> Part:
    return SMALL_GROUPS, [
        "Een aandeel uit weinig antwoorden schommelt sterk. Daarom staat naast het ruwe aandeel een schatting die het bijtrekt naar een algemener beeld: het landelijke cijfer als de regio dat heeft geladen (dat van de eigen sector en "
        "fase, anders van de sector, de fase of alles samen), en anders het gemiddelde van de sector in deze regio. Hoe minder antwoorden, hoe sterker (empirisch Bayes; Efron en Morris 1975; Fay en Herriot 1979).",
        "In formule: schatting = (1 - g) × eigen aandeel + g × algemener beeld, met g = v / (v + d + u). Daarin is v de onzekerheid van het eigen aandeel: ongeveer p × (1 - p) / effectief aantal, waarbij collega's van een school samen "
        "minder tellen. De d is hoeveel groepen in werkelijkheid van het beeld verschillen, geschat uit alle thema's samen. De u is de onzekerheid van het beeld zelf: bij een landelijk cijfer volgt die uit het aantal antwoorden erachter, bij een "
        "regionaal gemiddelde uit de andere groepen waaruit het bestaat. Het beeld telt nooit voor meer dan honderd antwoorden.",
        "Een voorbeeld. Stel dat groepen zo verschillen dat het landelijke beeld telt als 30 antwoorden. In een groep antwoorden 7 leraren, van wie 5 met een behoefte (71 %); landelijk is het 45 %. Dan is g = 30 / (30 + 7) = 81 %, "
        "en de schatting 19 % × 71 % + 81 % × 45 % = 50 %: gebaseerd op 7 antwoorden en het landelijke beeld.",
        "Het interval van de schatting komt uit een bètaverdeling met dat gemiddelde en een variantie waarin ook de onzekerheid van het beeld telt (Morris 1983; Rao en Molina 2015, hoofdstuk 5 en 6).",
        "In de rapporten staat bij thema's per sector en per loopbaanfase het gewogen aandeel, en bij een fase binnen een sector, een deelregio en een leeruitkomst de schatting. In tabellen.xlsx en het pakket staan het ruwe aandeel, het "
        "algemenere beeld, het gewicht ervan en de schatting altijd alle vier, met in woorden waarop de schatting rust.",
        trial_sentence(),
    ]


def trial_sentence() -> str:
    """What the trial with simulated regions found."""
    rows = [r for r in trial() if r["cel"] in ("een kenmerk", "twee kenmerken", "drie kenmerken")]
    covered = [float(r["dekking gekrompen"]) for r in rows]
    ratio = [float(r["gekrompen"]) / float(r["ruw"]) for r in rows if r["cel"] == "drie kenmerken"]
    regions = sum({(r["respondenten"], r["verschillen"], r["beeld"]): int(r["regios"]) for r in rows}.values())
    return (f"De proef op de som: in {regions} nagebootste regio's, waarvan de ware aandelen bekend zijn, bevatte het 95 %-interval van de schatting de waarheid in {number(min(covered))} tot {number(max(covered))} % van de cellen. "
            f"In cellen van sector, fase en deelregio samen was de gemiddelde kwadratische fout van de schatting {share(min(ratio))} tot {share(max(ratio))} van die van het ruwe aandeel. De hele tabel staat in docs/methode.md van NAPL-analyse.")


def _certainty(config: RegionConfig) -> Part:
    t = config.thresholds
    return "Grote vraag en zekerheid", [
        f"De vraag naar een leeruitkomst is groot als het aandeel met een behoefte boven {share(t.need_share)} ligt. De kans dat dit werkelijk zo is, volgt uit de verdeling van de schatting en bepaalt de zekerheid: zeker vanaf "
        f"{share(t.certain)}, waarschijnlijk vanaf {share(t.likely)}, anders onzeker."]


def _employers(config: RegionConfig) -> Part:
    w = config.weighting
    return "Leraren en werkgevers", [
        f"De stem van de leraar weegt het zwaarst. In het gecombineerde beeld telt een antwoord van een leraar voor {number(w.teacher)} en dat van een schoolleider, directeur of HR-medewerker voor {number(w.employer, 2)}. De twee groepen "
        "staan ook altijd apart, met een tabel van waar zij het meest verschillen. Werkgevers worden niet gewogen: hun populatie is niet bekend."]


def _differences() -> Part:
    return "Verschillen tussen groepen en jaren", [
        "Elk verschil heeft zijn eigen interval. Tussen groepen van hetzelfde jaar: variantie van het verschil = variantie a + variantie b - 2 × covariantie, want groepen delen scholen en weegkenmerken. Twee jaren, en leraren en werkgevers, gelden als "
        "onafhankelijke steekproeven. Jaren worden vergeleken op het ruwe gewogen aandeel, en alleen bij vragen die in beide jaren hetzelfde zijn gesteld.",
        "Wie honderd verschillen bekijkt, vindt er altijd een paar door toeval. Daarom heet een verschil pas duidelijk als het dat ook is na correctie voor het aantal vergelijkingen, zo dat van alle verschillen die duidelijk heten naar verwachting "
        "hooguit een op de twintig toeval is (Benjamini en Hochberg 1995).",
    ]
