"""The legal bases of schema 1: paraphrases with validity and warnings, all editable (domain.md § 5).

These rows are frozen; one that is added later comes through a migration of its own.
"""

from datetime import date

_CHANGED_2024 = "ændret ved lov i 2024 – kontrollér gældende tekst"
_PLAN = "Vallensbæk SSP-plan 2023-26"


def _row(code: str, name: str, short_text: str, source: str, **more: object) -> dict[str, object]:
    start: dict[str, object] = {"allows_disclosure": True, "valid_from": None, "valid_to": None, "warning": ""}
    blank: dict[str, object] = {"checked_on": None, "checked_by": ""}
    return start | blank | {"code": code, "name": name, "short_text": short_text, "source": source} | more


ROWS: list[dict[str, object]] = [
    _row(
        "RPL115-1",
        "Retsplejeloven § 115, stk. 1, nr. 1 (SSP)",
        "Oplysninger kan deles, når det er nødvendigt for det kriminalitetsforebyggende SSP-samarbejde. "
        "De må ikke bruges til efterforskning (stk. 2), og ingen har pligt til at dele (stk. 4).",
        _PLAN,
        warning=_CHANGED_2024,
    ),
    _row(
        "RPL115-2",
        "Retsplejeloven § 115, stk. 1, nr. 2 (PSP)",
        "Samarbejde om socialt udsatte personer mellem politi, sociale myndigheder og psykiatri.",
        _PLAN,
        warning=_CHANGED_2024,
    ),
    _row(
        "RPL115-3A",
        "Retsplejeloven § 115, stk. 1, nr. 3, litra a (KSP)",
        "Samarbejde om dømte, der løslades, mellem kriminalforsorg, sociale myndigheder og politi.",
        _PLAN,
        warning=_CHANGED_2024,
    ),
    _row(
        "RPL115-S3",
        "Retsplejeloven § 115, stk. 3",
        "Selvejende institutioner, der løser opgaver for det offentlige, kan inddrages i samarbejdet.",
        _PLAN,
        warning=_CHANGED_2024,
    ),
    _row(
        "SAMT",
        "Samtykke (databeskyttelsesforordningen art. 6, stk. 1, litra a, og art. 9, stk. 2, litra a)",
        "Borgeren har givet et specifikt og informeret samtykke, som kan trækkes tilbage.",
        "Databeskyttelsesforordningen",
        valid_from=date(2018, 5, 25),
    ),
    _row(
        "DBL8",
        "Databeskyttelsesloven § 8",
        "Oplysninger om strafbare forhold: behandles kun, når det er nødvendigt for myndighedens opgaver; "
        "videregives kun på de betingelser, bestemmelsen nævner.",
        "Databeskyttelsesloven",
        valid_from=date(2018, 5, 25),
    ),
    _row(
        "BL133",
        "Barnets lov § 133",
        "Skærpet underretningspligt for ansatte.",
        "Barnets lov",
        valid_from=date(2024, 1, 1),
    ),
    _row(
        "RPL115A",
        "Retsplejeloven § 115 a",
        "Politiets adgang til at orientere forældre og nære pårørende. Kan ikke bruges af kommunen.",
        _PLAN,
        allows_disclosure=False,
    ),
    _row(
        "PDL",
        "Persondataloven §§ 5-8 (ophævet)",
        "Afløst af databeskyttelsesforordningen og databeskyttelsesloven.",
        "Københavns strategi 2016",
        valid_to=date(2018, 5, 24),
    ),
]
