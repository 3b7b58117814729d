"""The headings that providers write, by the field they stand for; compared with `vocabulary.plain`, separated by commas."""

IGNORED = "-"  # a known column that the tables have no place for
PERSONAL = "!"  # a column about a contact person

SPELLINGS = {
    "title": (
        "titel, naam, naam aanbod, aanbod, cursus, cursusnaam, naam cursus, opleiding, naam opleiding, training, naam training, "
        "scholing, naam scholing, module, naam module, activiteit, naam activiteit, cursustitel, titel aanbod, titel cursus, "
        "titel training, titel van de cursus, titel van het aanbod, leerarrangement, naam van het aanbod, "
        "professionaliseringsactiviteit, titel scholing, programma, naam programma, traject, cursus training, title, name"
    ),
    "description": (
        "omschrijving, beschrijving, inhoud, toelichting, korte omschrijving, korte beschrijving, samenvatting, inhoud en doel, "
        "doel en inhoud, waar gaat het over, wat leer je, korte inhoud, omschrijving aanbod, description, leerdoelen, doelen, "
        "doel"
    ),
    "provider": ("aanbieder, organisatie, opleider, naam aanbieder, aanbiedende organisatie, partij, instelling, uitvoerder, provider"),
    "provider_type": ("soort aanbieder, type aanbieder, aanbiedersgroep, type organisatie"),
    "sectors": (
        "sector, sectoren, onderwijssector, onderwijstype, onderwijssoort, voor welke sector, sector en, schooltype, po vo mbo, "
        "type onderwijs"
    ),
    "career_phases": ("loopbaanfase, fase, loopbaanfasen, ervaring, voor welke fase, ervaringsniveau, fase loopbaan"),
    "audience": ("doelgroep, voor wie, doelgroepen, bestemd voor, deelnemers wie"),
    "formality": (
        "formeel non formeel informeel, formeel informeel, soort leren, formaliteit, type scholing, soort scholing, type "
        "aanbod, soort aanbod, formeel"
    ),
    "learning_mode": (
        "leerwijze, individueel team collectief, individueel of team, team of individueel, open inschrijving of incompany, "
        "wijze van inschrijving, inschrijving, collectief team individueel, met wie, leervorm, individueel team of groep"
    ),
    "delivery": (
        "levering, leveringswijze, online of fysiek, online fysiek, fysiek online, fysiek of online, uitvoeringsvorm, lesvorm, "
        "uitvoering, online fysiek hybride"
    ),
    "forms": ("vorm, wijze, waar en hoe, hoe, werkvorm, vormen, onderwijsvorm, type, soort, vorm van aanbod, werkwijze"),
    "location": (
        "plaats, locatie, gemeente, plaatsnaam, cursuslocatie, locatie s, locaties, plaats van uitvoering, waar, "
        "vestigingsplaats, leslocatie, stad"
    ),
    "study_load": (
        "studielast, studiebelasting, omvang, duur, tijdsinvestering, tijdsbesteding, studielast duur, duur en studielast, "
        "omvang duur, duur omvang, belasting, totale studielast, lesduur, doorlooptijd en omvang, tijd"
    ),
    "hours": (
        "uren, studielast uren, aantal uren, studielast in uren, studielast uur, studiebelastingsuren, sbu, klokuren, aantal "
        "klokuren, uren totaal, totaal uren, studiebelasting uren, studielasturen"
    ),
    "contact_hours": ("contacturen, contacttijd, aantal contacturen, lesuren"),
    "ects": ("ec, ects, ecs, ec s, studiepunten, aantal ec, aantal studiepunten, credits, studiepunten ec, ec ects, ects ec"),
    "level": ("niveau, nlqf, nlqf niveau, niveau nlqf, opleidingsniveau, eqf, werk en denkniveau, niveau van de opleiding"),
    "price": (
        "prijs, kosten, tarief, prijs per deelnemer, deelnamekosten, kosten per deelnemer, investering, bedrag, prijs excl btw, "
        "prijs incl btw, cursusgeld, kosten excl btw, prijs p p, prijs per persoon, deelnameprijs, collegegeld, prijs in euro, "
        "prijs eur"
    ),
    "places": (
        "plaatsen, aantal plaatsen, capaciteit, plaatsen per jaar, aantal plaatsen per jaar, deelnemers per jaar, capaciteit "
        "per jaar, beschikbare plaatsen, pl jr"
    ),
    "group_size": (
        "groepsgrootte, max deelnemers, maximum aantal deelnemers, max aantal deelnemers, aantal deelnemers, deelnemers, "
        "maximaal aantal deelnemers, groepsomvang"
    ),
    "assessment": ("toets, toetsing, afronding, afsluiting, eindopdracht, beoordeling, examen, bewijslast, toetsvorm, wijze van toetsing"),
    "certificate": (
        "certificaat, bewijs van deelname, diploma, getuigschrift, afgifte certificaat, certificering, certificaat diploma, "
        "bewijs, uitreiking"
    ),
    "claimed_outcomes": (
        "leeruitkomsten, leeruitkomst, leeruitkomsten napl, napl leeruitkomsten, gerealiseerde leeruitkomsten, "
        "leeruitkomstcodes, leeruitkomsten codes, lu"
    ),
    "claimed_path": ("ontwikkelpad, pad, napl pad, specialisatie, ontwikkelpad napl"),
    "quality_status": (
        "keurmerk, accreditatie, kwaliteit, kwaliteitskeurmerk, registratie, erkenning, kwaliteitsstatus, licentie, status, "
        "certificering aanbieder"
    ),
    "dates": (
        "startdatum, data, datum, startmoment, startmomenten, planning, wanneer, eerstvolgende start, start, startdata, "
        "periode, datum start"
    ),
    PERSONAL: (
        "contactpersoon, contact, e mail, email, telefoon, telefoonnummer, contactgegevens, trainer, docent, docenten, "
        "trainers, contactpersoon mail, begeleider"
    ),
    IGNORED: (
        "website, link, url, nr, nummer, id, code, opmerkingen, opmerking, cursuscode, volgnummer, bijzonderheden, taal, "
        "aanmelden, voertaal"
    ),
}
