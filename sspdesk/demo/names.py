"""Invented names, obviously so: nobody is called Prøvine Skabelonsen."""

import random

FIRST = [
    "Testine",
    "Prøvine",
    "Eksempla",
    "Figura",
    "Attrappa",
    "Skabelone",
    "Modela",
    "Kopine",
    "Fiktiva",
    "Opdigta",
    "Kladdine",
    "Udkastine",
    "Variabela",
    "Mønstra",
    "Skitsine",
    "Dummine",
    "Fantasia",
    "Påfunda",
    "Opspina",
    "Legenda",
    "Fiktus",
    "Demo",
    "Lorem",
    "Ipsum",
    "Mockup",
    "Udkast",
    "Proto",
    "Kladde",
    "Kopi",
    "Attrap",
    "Testus",
    "Prøvus",
    "Modellus",
    "Skabelon",
    "Mønster",
    "Variabel",
    "Påfund",
    "Opspind",
    "Fabel",
    "Øvelse",
    "Ægte-Ikke",
    "Åge-Prøve",
    "Søren-Test",
    "Muhamed-Test",
    "Fatima-Prøve",
    "Ali-Demo",
    "Mohammed-Prøve",
    "Sofie-Test",
    "Sophie-Prøve",
    "Kristian-Demo",
    "Christian-Test",
]
LAST = [
    "Eksempelsen",
    "Skabelonsen",
    "Prøvesen",
    "Opdigtsen",
    "Fiktivsen",
    "Demosen",
    "Testsen",
    "Attrapsen",
    "Modelsen",
    "Mønstersen",
    "Udfyldsen",
    "Kopisen",
    "Pladsholm",
    "Navnløs",
    "Skitsegaard",
    "Testgaard",
    "Testgård",
    "Prøvegaard",
    "Påhitsen",
    "Vektorsen",
    "Kladdesen",
    "Udkastsen",
    "Fantasisen",
    "Opspindsen",
    "Fabelsen",
    "Øvelsesen",
    "Ægildsen-Prøve",
    "Åkjær-Test",
    "Digtegaard",
    "Legendesen",
]
MOTHERS = ("Eksempeline", "Modelina", "Testmor", "Skabelonia", "Demora")
FATHERS = ("Prøvus", "Testfar", "Fiktor", "Mønstrian", "Udkastus")
TEXTS = (
    "Truffet kl. 22.15 ved stationen sammen med fire andre. Talte roligt med betjentene.",
    "Til stede, da en rude i læskuret blev knust. Mor blev orienteret samme aften.",
    "Slik for 48 kr. i butikken. Butikken ønsker ikke anmeldelse.",
    "Kørte på knallert uden hjelm på stien bag skolen.",
    "Så slagsmålet ved busstoppestedet og ringede efter hjælp.",
    "Fik taget sin cykel ved havnen.",
    "Fyrværkeri før tid ved Kirkebakkeparken.",
    "Delte et billede, som en anden var ked af. Har selv slettet det.",
    "Lugt af hash i gruppen. Ingen fund.",
    "Færdedes med en gruppe, der var urolig ved Torvet.",
)
PLACES = ("Stationen", "Torvet", "Havnen", "Kirkebakkeparken", "Skaterbanen", "Engvejens Skole", "Stien bag hallen")


class Names:
    """Names that do not repeat until all combinations are used."""

    def __init__(self, chance: random.Random) -> None:
        pairs = [(first, last) for first in FIRST for last in LAST]
        chance.shuffle(pairs)
        self._pairs = pairs
        self._next = 0

    def take(self) -> tuple[str, str]:
        """Return the next first and last name; a middle name tells further rounds apart."""
        turn, index = divmod(self._next, len(self._pairs))
        self._next += 1
        first, last = self._pairs[index]
        return (f"{first} {FIRST[turn % len(FIRST)]}" if turn else first), last
