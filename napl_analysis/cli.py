"""The ``napl`` command: words in, exit codes out, nothing else.

Exit codes: 0 done; 1 our fault; 2 the input must be mended; 3 done, but findings need a look (with ``--streng``).
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from napl_analysis.findings import NaplError

EXIT_OK, EXIT_BUG, EXIT_INPUT, EXIT_LOOK = 0, 1, 2, 3

_DUTCH = {
    "usage: ": "gebruik: ", "positional arguments": "wat u opgeeft", "options": "opties",
    "show this help message and exit": "toon deze uitleg en stop", "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "the following arguments are required: %s": "dit ontbreekt nog: %s", "unrecognized arguments: %s": "onbekend: %s",
    "expected one argument": "hier hoort een waarde achter", "expected at least one argument": "hier hoort minstens een waarde achter",
    "invalid choice: %(value)r (choose from %(choices)s)": "'%(value)s' bestaat niet; kies uit %(choices)s",
    "invalid %(type)s value: %(value)r": "'%(value)s' is geen geldige waarde", "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s is niet eenduidig: %(matches)s",
}


class _DutchParser(argparse.ArgumentParser):
    """argparse in Dutch: no abbreviations, errors with exit code 2 and a pointer to the help."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("allow_abbrev", False)
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(EXIT_INPUT, f"{self.prog}: {message}\nUitleg: {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    """The command's words."""
    parser = _DutchParser(prog="napl", description="De jaarlijkse analyse van vraag, aanbod en witte vlekken in een onderwijsregio.",
                          epilog="Voorbeeld: napl analyseer data/raw/voorbeeldregio-midden/2026")
    commands = parser.add_subparsers(dest="command", metavar="OPDRACHT", required=True, title="opdrachten", parser_class=_DutchParser)

    def command(name: str, help: str, example: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help, epilog=f"Voorbeeld: {example}")
        made.add_argument("--stil", action="store_true", help="alleen fouten tonen, geen voortgang")
        made.set_defaults(run=run)
        return made

    new = command("nieuw", "Maak de map voor een nieuw jaar, uit het vorige jaar als dat er is.", "napl nieuw mijn-regio 2026", _new)
    new.add_argument("regio", metavar="REGIO", help="korte naam van de regio: kleine letters, cijfers, koppelteken")
    new.add_argument("jaar", metavar="JAAR", type=int, help="jaar van de analyse")
    new.add_argument("--in", dest="root", metavar="MAP", type=Path, default=Path("data/raw"), help="map waarin de regio's staan (data/raw)")

    check = command("controleer", "Controleer de gegevens van een jaar, zonder analyse.", "napl controleer data/raw/mijn-regio/2026", _check)
    _folder(check)
    check.add_argument("--streng", action="store_true", help="eindig met code 3 als er bevindingen zijn die een besluit vragen")
    check.add_argument("--schrijf", action="store_true", help="zet in regio.yml welke bestanden er staan, en bij enquetes het voorstel welke kolom wat is")

    run = command("analyseer", "Doe de hele jaarlijkse analyse en maak alle rapporten.", "napl analyseer data/raw/mijn-regio/2026", _analyse)
    _folder(run)
    run.add_argument("--uit", dest="out", metavar="MAP", type=Path, help="map voor de rapporten (anders reports/REGIO/JAAR)")
    run.add_argument("--zonder-notebooks", action="store_true", help="voer de notebooks niet uit (sneller)")
    run.add_argument("--streng", action="store_true", help="eindig met code 3 als er bevindingen zijn die een besluit vragen")

    judge = command("beoordeel", "Neem uw besluiten terug uit te_beoordelen.xlsx: koppelingen en interne toetsing.", "napl beoordeel data/raw/mijn-regio/2026 --door AB", _judge)
    _folder(judge)
    judge.add_argument("bestanden", metavar="BESTAND", type=Path, nargs="*", help="ingevulde te_beoordelen.xlsx (anders die in de rapportenmap)")
    judge.add_argument("--door", metavar="WIE", default="", help="initialen of rol van wie beoordeelde")
    judge.add_argument("--datum", metavar="DATUM", default="", help="datum van de beoordeling, jjjj-mm-dd (zonder: de peildatum uit regio.yml, niet vandaag)")

    measure = command("meet", "Meet hoe goed teksten aan leeruitkomsten worden gekoppeld, op een eigen bestand met de goede antwoorden.",
                      "napl meet gelabeld.xlsx --regio data/raw/mijn-regio/2026", _measure)
    measure.add_argument("bestand", metavar="BESTAND", type=Path, help="csv of xlsx met de kolommen tekst en leeruitkomst (een code, of geen)")
    measure.add_argument("--regio", metavar="MAP", type=Path, help="map van een regio en jaar: met haar leeruitkomsten en eigen begrippen")
    measure.add_argument("--leeruitkomsten", metavar="BESTAND", type=Path, help="csv of xlsx met leeruitkomsten (anders die van de regio, of de voorbeelden)")

    compare = command("vergelijk", "Vergelijk twee jaren: vragenlijsten en uitkomsten.",
                      "napl vergelijk data/raw/mijn-regio/2025 data/raw/mijn-regio/2026", _compare)
    compare.add_argument("eerder", metavar="MAP_EERDER", type=Path, help="map van het eerdere jaar")
    compare.add_argument("later", metavar="MAP_LATER", type=Path, help="map van het latere jaar")

    spread = command("spreiding", "Leg regio's naast elkaar voor het spreidingsoverleg.",
                     "napl spreiding reports/regio-a/2026 reports/regio-b/2026", _spread)
    spread.add_argument("mappen", metavar="MAP", type=Path, nargs="+", help="rapportmappen (of hun pakket/) van de regio's")
    spread.add_argument("--uit", dest="out", metavar="MAP", type=Path, help="map voor het resultaat (anders reports/spreiding/JAAR)")

    borders = command("grenzen", "Haal de officiele gemeentegrenzen op, of neem ze uit een bestand.",
                      "napl grenzen --bestand gemeenten_2026.geojson", _borders)
    borders.add_argument("--jaar", metavar="JAAR", type=int, help="jaar van de gemeente-indeling om te downloaden")
    borders.add_argument("--bestand", metavar="BESTAND", type=Path, help="al gedownload bestand (geojson, gpkg); er is dan geen internet nodig")
    borders.add_argument("--in", dest="root", metavar="MAP", type=Path, default=Path("data/raw"), help="map waar de grenzen bewaard worden (data/raw)")

    towns = command("gemeenten", "Zoek de code van een gemeente op, voor deelregios in regio.yml.", "napl gemeenten Amersfoort Soest", _towns)
    towns.add_argument("namen", metavar="NAAM", nargs="*", help="naam (of deel ervan), plaats of code; zonder naam alle gemeenten")

    example = command("voorbeeld", "Maak de voorbeeldregio opnieuw.", "napl voorbeeld --in data/raw", _example)
    example.add_argument("--in", dest="root", metavar="MAP", type=Path, default=Path("data/raw"), help="map voor de voorbeeldregio's (data/raw)")
    return parser


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("map", metavar="MAP", type=Path, help="map van een regio en jaar, met regio.yml")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console in cp1252 must not stop us
            stream.reconfigure(errors="replace")
    argparse._ = lambda text: _DUTCH.get(text, text)  # type: ignore[attr-defined]
    arguments = build_parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except NaplError as error:
        print(f"\nFout: {error}", file=sys.stderr)
        return EXIT_INPUT
    except KeyboardInterrupt:
        print("\nGestopt; er is niets half geschreven.", file=sys.stderr)
        return EXIT_INPUT
    except BrokenPipeError:  # the reader of our words stopped early (napl controleer MAP | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except Exception:
        traceback.print_exc()
        print("\nDit is een fout van ons, niet van u. Stuur de tekst hierboven naar de makers; er is niets half geschreven.", file=sys.stderr)
        return EXIT_BUG


def _teller(arguments: argparse.Namespace) -> Callable[[str], None]:
    if arguments.stil:
        return lambda text: None
    return lambda text: print(text, flush=True)


def _new(arguments: argparse.Namespace) -> int:
    from napl_analysis.folder import new_year
    folder = new_year(arguments.root, arguments.regio, arguments.jaar)
    _teller(arguments)(f"Klaar: {folder}\nVolgende stap: zet uw bestanden in de mappen enquete, catalogi en duo, vul naam en deelregio's in regio.yml in en doe\n"
                       f"  napl controleer {folder} --schrijf")
    return EXIT_OK


def _check(arguments: argparse.Namespace) -> int:
    from napl_analysis.checking import check_year
    tell = _teller(arguments)
    return _strict(check_year(arguments.map, tell, write=arguments.schrijf), arguments.streng)


def _analyse(arguments: argparse.Namespace) -> int:
    from napl_analysis.yearly import run_year
    run = run_year(arguments.map, out=arguments.out, notebooks=not arguments.zonder_notebooks, tell=_teller(arguments))
    return _strict(run.to_decide, arguments.streng)


def _strict(to_decide: int, strict: bool) -> int:
    return EXIT_LOOK if strict and to_decide else EXIT_OK


def _judge(arguments: argparse.Namespace) -> int:
    from napl_analysis.judging import take_back
    take_back(arguments.map, arguments.bestanden, by=arguments.door, on=arguments.datum, tell=_teller(arguments))
    return EXIT_OK


def _measure(arguments: argparse.Namespace) -> int:
    from napl_analysis.measuring import measure_file
    measure_file(arguments.bestand, outcomes=arguments.leeruitkomsten, region=arguments.regio, tell=print)
    return EXIT_OK


def _compare(arguments: argparse.Namespace) -> int:
    from napl_analysis.checking import compare_years
    compare_years(arguments.eerder, arguments.later, _teller(arguments))
    return EXIT_OK


def _spread(arguments: argparse.Namespace) -> int:
    from napl_analysis.spreading import run_spread
    run_spread(arguments.mappen, out=arguments.out, tell=_teller(arguments))
    return EXIT_OK


def _borders(arguments: argparse.Namespace) -> int:
    from napl_analysis.spreading import keep_boundaries
    path = keep_boundaries(arguments.root, year=arguments.jaar, file=arguments.bestand)
    _teller(arguments)(f"Klaar: {path}\nDe kaarten gebruiken vanaf nu deze grenzen.")
    return EXIT_OK


def _towns(arguments: argparse.Namespace) -> int:
    from napl_analysis.proposing import municipality_lines
    print("\n".join(municipality_lines(arguments.namen)))
    return EXIT_OK


def _example(arguments: argparse.Namespace) -> int:
    from napl_analysis.example import make_example
    paths = make_example(arguments.root)
    _teller(arguments)(f"Klaar: {len(paths)} bestanden in {arguments.root}")
    return EXIT_OK


if __name__ == "__main__":
    sys.exit(main())
