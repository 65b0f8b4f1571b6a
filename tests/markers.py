"""Invented words that stand nowhere else, so that they can be looked for on the disk after a day's work."""

MUNICIPALITY = "Mærkøby Kommune (fiktiv)"
CONSULTANT = "Qvistine Mærkløs-Åbenlyst"
SCHOOL = "Qvistrup Mærkeskole"
TEACHER = "Lærerqvist Påfundsen"
FIRST = "Øjvindqvist"
LAST = "Mærkåsen-Prøve"
CPR = "1505124232"
ADDRESS = "Qvækerstræde 777"
PHONE = "00 11 22 98 76"
NOTE = "Qvaksalver noterede rødgrød uden fløde"
GUARDIAN = "Modrine Qvælstofsen"
SEARCHED = "qvinkelerende søgeord"
CONTACT = "Qvadratisk hændelse ved åmunding & bæk"
PLACE = "Qvægtorvet ved Ålborgvej"
REFERENCE = "0700-98765-98765-26"
LISTED_FIRST = "Æskilqvist"
LISTED_LAST = "Opdigtåsen"
DECISION = "Qvitteret beslutning på møde"
SUMMARY = "Qvoteret referat af mødet"
LIST_NAME = "qvartalsliste-æøå"
DRAFT = "Qvistens kladde om rønnebær og blåbær"
PASSPHRASE = "qvast mærke åben løg prøvebænk"

LOOKED_FOR = (
    MUNICIPALITY, CONSULTANT, SCHOOL, TEACHER, FIRST, LAST, CPR, f"{CPR[:6]}-{CPR[6:]}", ADDRESS, PHONE, NOTE, GUARDIAN,
    SEARCHED, CONTACT, PLACE, REFERENCE, LISTED_FIRST, LISTED_LAST, DECISION, SUMMARY, LIST_NAME, DRAFT,
    PASSPHRASE,
)  # fmt: skip
