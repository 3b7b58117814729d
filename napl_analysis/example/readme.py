"""What stands beside the example's files."""

README = """# Voorbeeldgegevens

Alles in de mappen `voorbeeldregio-*` is **verzonnen**, met `napl voorbeeld` gemaakt en steeds weer gelijk. Alleen de gemeenten
(namen en CBS-codes) bestaan. Besturen, scholen, opleiders, bureaus, personen, antwoorden, prijzen en cijfers bestaan niet.

- BRIN-codes beginnen met 97, 98 of 99 en bestuursnummers met 99: die geeft DUO niet uit.
- Postcodes zijn `0000 XX`, telefoonnummers van scholen `000-0000000`, webadressen eindigen op `.example`, mailadressen op `.invalid`.
- De vorm van de bestanden is die van echte exports en van de open data van DUO; de inhoud niet.
- De 'landelijke cijfers' zijn verzonnen en alleen bedoeld om te laten zien hoe zulke cijfers meewegen.
- In de bestanden zitten met opzet fouten, zoals echte bestanden ze hebben. De lijst staat in `napl_analysis/example/planted.py`.

| map | wat |
|---|---|
| `voorbeeldregio-midden/2025` | vorig jaar, met een iets andere vragenlijst |
| `voorbeeldregio-midden/2026` | het jaar van de analyse: ruim 1.200 antwoorden, twaalf aanbieders |
| `voorbeeldregio-oost/2026`, `voorbeeldregio-west/2026` | twee buurregio's, voor het spreidingsoverleg |

Elke map heeft `regio.yml` (de instellingen), `enquete/` (exports van vier enquêteprogramma's), `catalogi/` (aanbod), `duo/` (adressen en
personeel in de vorm van DUO) en `landelijk/`. Eigen gegevens zet u in een eigen map naast deze: `napl nieuw mijn-regio 2026`.
"""
