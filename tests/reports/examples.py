"""Invented papers that the tests of the reports share."""

from dataclasses import replace
from datetime import date, datetime, time

from sspdesk.domain.papers import Handout, HandoutPupil, Letterhead
from sspdesk.reports.agenda import Agenda, AgendaItem, ListLine
from sspdesk.reports.minutes import AddedLater, DecisionLine, MinuteItem, Minutes
from sspdesk.reports.person_summary import DisclosureRow, GuardianRow, PersonSummary, TaskRow, TimelineRow
from sspdesk.reports.recovery_sheet import RecoverySheet

PAPER = Letterhead(
    municipality="Havnsø Kommune (fiktiv)",
    unit="SSP · Ungdomsskolen",
    printed_at=datetime(2026, 11, 24, 14, 5),
    printed_by="Vibeke Skabelon",
    basis="Retsplejeloven § 115, stk. 1, nr. 1 (SSP)",
)

LINES = (
    ListLine(number=1, who="F.O.", age=15, school="Strandskolen", role="Mistænkt", theme="hærværk"),
    ListLine(number=2, who="L.I.", age=16, school="Fjordskolen", role="Antruffet", theme="færdsel"),
    ListLine(number=3, who="F.F.", age=14, school="Havnsø Skole", role="Antruffet", theme="uro"),
    ListLine(number=4, who="M.M.", age=13, school="Havnsø Skole", role="Mistænkt (u. 15)", theme="butikstyveri"),
    ListLine(number=5, who="S.S.", age=17, school="Gymnasiet", role="Vidne", theme="rusmidler"),
    ListLine(number=6, who="E.N.", age=15, school="", role="Forurettet", theme="digitalt"),
    ListLine(number=7, who="D.P.", age=16, school="Fjordskolen", role="Sigtet", theme="slagsmål"),
    ListLine(number=8, who="T.E.", age=14, school="Havnsø Skole", role="Bekymrende adfærd", theme="hærværk"),
    ListLine(
        number=9,
        who="A.A.",
        age=18,
        school="FGU Havnsø",
        role="Vidne",
        theme="rusmidler",
        carried_from=date(2026, 11, 11),
    ),
    ListLine(number=10, who="U.U.", age=12, school="Havnsø Skole", role="Antruffet", theme="butikstyveri"),
    ListLine(number=11, who="P.P.", age=None, school="uden for skole", role="Uhensigtsmæssigt netværk"),
    ListLine(number=12, who="V.V.", age=15, school="Strandskolen", role="Vidne", theme="uro"),
)

AGENDA = Agenda(
    paper=PAPER,
    forum="Onsdagsgruppen",
    starts_at=datetime(2026, 11, 25, 9, 0),
    ends_at=datetime(2026, 11, 25, 11, 0),
    place="Mødelokale Ankeret, Ungdomsskolen",
    chair="Vibeke Skabelon",
    participants=(
        "Poul Prøvegaard (politi)",
        "Rikke Rollespil (socialrådgiver)",
        "Lars Lærereksempel (SSP-lærer)",
        "Stine Skoleeksempel (SSP-lærer)",
        "Frida Fagprøve (SSP-lærer)",
        "Gert Gadeeksempel (gadeteam)",
    ),
    apologies=("Jonna Jobprøve (ungeindsats)",),
    items=(
        AgendaItem(
            number=1,
            starts=time(9, 0),
            title="Velkomst og referat",
            note="Referatet fra ons. 11. nov. 2026 er godkendt.",
            responsible="Vibeke Skabelon",
        ),
        AgendaItem(
            number=2,
            starts=time(9, 10),
            title="Nyt fra politiet",
            note="Udviklingen siden sidste møde, uden navne.",
            responsible="Poul Prøvegaard",
        ),
        AgendaItem(
            number=3,
            starts=time(9, 20),
            title="12 kontakter fra politiet",
            note="Se listen herunder. Navne vises kun på skærmen.",
            responsible="Poul Prøvegaard og Vibeke Skabelon",
        ),
        AgendaItem(
            number=4,
            starts=time(10, 15),
            title="Opfølgning fra ons. 11. nov.",
            note="5 aftaler, 1 er overskredet.",
            responsible="Vibeke Skabelon",
        ),
        AgendaItem(
            number=5,
            starts=time(10, 35),
            title="Uro ved stationen",
            note="12 observationer fra gadeteamet i uge 44–47 kl. 20–22. Hvad gør vi i december?",
            responsible="Gert Gadeeksempel",
        ),
        AgendaItem(
            number=6,
            starts=time(10, 50),
            title="Eventuelt",
            note="Næste møde ons. 9. dec. 2026 kl. 9.00, uge 50.",
            responsible="Alle",
        ),
    ),
    lines=LINES,
    list_item=3,
)

MINUTES = Minutes(
    paper=PAPER,
    forum="Onsdagsgruppen",
    starts_at=datetime(2026, 11, 25, 9, 0),
    ends_at=datetime(2026, 11, 25, 11, 0),
    place="Mødelokale Ankeret, Ungdomsskolen",
    chair="Vibeke Skabelon",
    present=("Poul Prøvegaard (politi)", "Rikke Rollespil (socialrådgiver)", "Frida Fagprøve (SSP-lærer)"),
    apologies=("Jonna Jobprøve (ungeindsats)",),
    absent=("Gert Gadeeksempel (gadeteam)",),
    items=(
        MinuteItem(number=1, title="Velkomst og referat", text="Referatet fra ons. 11. nov. 2026 er godkendt."),
        MinuteItem(
            number=2,
            title="Uro ved stationen",
            text="Gadeteamet er til stede fredag aften i december. Boligselskabet spørges om lys i tunnelen.",
            responsible="Gert Gadeeksempel",
        ),
    ),
    decisions=(
        DecisionLine(
            number=1,
            who="F.O.",
            case_number="SSP-2026-0041",
            decision="Tilbyd samtale",
            responsible="Frida Fagprøve",
            due=date(2026, 12, 9),
            note="Samtalen holdes på skolen.",
        ),
        DecisionLine(
            number=2, who="L.I.", case_number="SSP-2026-0042", decision="Gadeteamet følger", responsible="Gadeteamet"
        ),
        DecisionLine(number=6, who="E.N.", case_number="SSP-2026-0046"),
        DecisionLine(number=7, deleted=True),
        DecisionLine(number=8, who="T.E.", case_number="SSP-2026-0048", decision="Ingen handling"),
    ),
    additions=(
        AddedLater(
            at=datetime(2026, 12, 1, 10, 15), by="Vibeke Skabelon", text="Nr. 2: ansvarlig er nu Gert Gadeeksempel."
        ),
    ),
    approved_at=datetime(2026, 11, 27, 13, 30),
    approved_by="Vibeke Skabelon",
)

SUMMARY = PersonSummary(
    paper=PAPER,
    who="Testine Eksempelsen",
    born=date(2011, 5, 15),
    age=15,
    cpr="150511-••••",
    school="Havnsø Skole",
    school_class="8.B",
    address="Skabelonvej 7, 4999 Havnsø",
    phone="00 11 22 33",
    duty_to_inform="Opfyldt ons. 2. dec. 2026",
    note="Taler helst i telefon efter kl. 15.",
    guardians=(
        GuardianRow(name="Prøvine Eksempelsen", relation="mor", phone="00 44 55 66"),
        GuardianRow(name="Skabert Eksempelsen", relation="far", note="Må ikke få adressen oplyst."),
    ),
    timeline=(
        TimelineRow(
            when=datetime(2026, 11, 25, 9, 40),
            title="Onsdagsgruppen: tilbyd samtale",
            text="Ansvarlig: Frida Fagprøve.",
        ),
        TimelineRow(when=date(2026, 11, 20), title="Kontakt fra politiet: vidne, uro", text="Set ved stationen."),
    ),
    tasks=(
        TaskRow(title="Tilbyd samtale", due=date(2026, 12, 9), responsible="Frida Fagprøve", state="Ikke begyndt"),
        TaskRow(
            title="Opfyld oplysningspligten", due=date(2026, 12, 25), responsible="Vibeke Skabelon", state="Klaret"
        ),
    ),
    disclosures=(
        DisclosureRow(
            when=datetime(2026, 11, 24, 14, 5),
            recipient="Rikke Rollespil",
            fields="initialer, alder, skole, rolle, emne",
            basis="Retsplejeloven § 115, stk. 1, nr. 1 (SSP)",
        ),
    ),
)

HANDOUT = Handout(
    paper=replace(PAPER, reference="SSP-2026-0147"),
    recipient="Frida Fagprøve, Havnsø Skole",
    school="Havnsø Skole",
    meeting_date=date(2026, 11, 25),
    purpose="At du kan tilbyde samtalerne, der blev aftalt på mødet",
    expires=date(2026, 12, 25),
    pupils=(
        HandoutPupil(
            who="F.F.",
            school_class="8.B",
            task="Tilbyd en forebyggende samtale",
            due=date(2026, 12, 9),
            call="Vibeke Skabelon, SSP-konsulent, 00 12 34 56",
        ),
        HandoutPupil(
            who="T.E.",
            school_class="7.A",
            task="Tilbyd en forebyggende samtale",
            due=date(2026, 12, 9),
            call="Vibeke Skabelon, SSP-konsulent, 00 12 34 56",
            text="Vil gerne tale uden for klassen.",
            reason="Så samtalen ikke bliver set af de andre.",
        ),
        HandoutPupil(who="U.U.", school_class="6.C", task="Hold øje med, om eleven kommer til spejder igen"),
    ),
)

RECOVERY = RecoverySheet(
    paper=replace(PAPER, basis=""),
    vault_name="havnsoe.sspvault",
    groups=("7K2MQ", "0XV4T", "9RJ3H", "PB8WD", "5YN6C", "ZG1F0"),
    made_at=datetime(2026, 11, 24, 14, 5),
)
