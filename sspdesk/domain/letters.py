"""Letters and papers of preventive talks (DOC-03 to DOC-06): whose text, its fields, its parts, and who may get one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sspdesk.domain.disclosures import Document
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import LetterTextId
from sspdesk.domain.persons import Guardian
from sspdesk.domain.talks import Talk, TalkState

MAX_TEXT = 6000
"""Longest text of a letter in characters; more than that is no letter any more."""


class LetterKind(StrEnum):
    """What is sent or laid on the table."""

    INVITATION = "invitation"
    MINUTES = "referat"
    AGREEMENTS = "aftaleark"
    FOLLOW_UP = "opfoelgning"


DOCUMENTS: Mapping[LetterKind, Document] = {
    LetterKind.INVITATION: Document.INVITATION,
    LetterKind.MINUTES: Document.TALK_MINUTES,
    LetterKind.AGREEMENTS: Document.AGREEMENTS,
    LetterKind.FOLLOW_UP: Document.FOLLOW_UP,
}


class Reader(StrEnum):
    """To whom a letter speaks: it decides the text and whether it may be sent (domain.md § 3.0)."""

    PARENT = "foraelder"
    CHILD = "barn"
    YOUNG = "ung"
    ADULT = "voksen"
    PROFESSIONAL = "fagperson"


class LetterText(StrEnum):
    """One text that the consultant can edit; its value names the shipped file too."""

    INVITATION_PARENTS = "invitation_foraeldre"
    INVITATION_CHILD = "invitation_barn"
    INVITATION_YOUNG = "invitation_ung"
    INVITATION_ADULT = "invitation_voksen"
    INFORMATION_PARENTS = "oplysning_foraeldre"
    INFORMATION_YOUNG = "oplysning_ung"
    MINUTES = "referat"
    AGREEMENTS = "aftaleark"
    FOLLOW_UP_PARENTS = "opfoelgning_foraeldre"
    FOLLOW_UP_YOUNG = "opfoelgning_ung"


_INVITATIONS = {
    Reader.PARENT: LetterText.INVITATION_PARENTS,
    Reader.CHILD: LetterText.INVITATION_CHILD,
    Reader.YOUNG: LetterText.INVITATION_YOUNG,
    Reader.ADULT: LetterText.INVITATION_ADULT,
}


def texts_of(kind: LetterKind, reader: Reader) -> tuple[LetterText, ...]:
    """Return the texts a letter is made of, page after page: an invitation ends with the information page."""
    parents = reader is Reader.PARENT
    if kind is LetterKind.INVITATION:
        told = LetterText.INFORMATION_PARENTS if parents else LetterText.INFORMATION_YOUNG
        return _INVITATIONS[reader], told
    if kind is LetterKind.FOLLOW_UP:
        return (LetterText.FOLLOW_UP_PARENTS if parents else LetterText.FOLLOW_UP_YOUNG,)
    return (LetterText.MINUTES if kind is LetterKind.MINUTES else LetterText.AGREEMENTS,)


class LetterField(StrEnum):
    """What a text can have filled in, as it is written between the braces."""

    NAME = "navn"
    FIRST_NAME = "fornavn"
    CHILD = "barn"
    CHILD_NAME = "barnets_navn"
    DATE = "dato"
    REPLY_BY = "svarfrist"
    HELD_ON = "samtaledato"
    CONSULTANT = "konsulent"
    CONTACT = "kontakt"
    MUNICIPALITY = "kommune"
    UNIT = "enhed"
    ADDRESS = "kommunens_adresse"
    DPO = "dpo"
    SOURCE = "kilde"
    KEPT = "opbevaring"
    MEETING = "tid_og_sted"
    MINUTES = "referat"
    AGREEMENTS = "aftaler"
    SIGNATURES = "underskrifter"


BLOCKS = frozenset({LetterField.MEETING, LetterField.MINUTES, LetterField.AGREEMENTS, LetterField.SIGNATURES})
"""Fields that are a table or lines to sign on; each stands alone on its line."""
_BLOCKS_OF: Mapping[LetterText, frozenset[LetterField]] = {
    **{one: frozenset({LetterField.MEETING}) for one in _INVITATIONS.values()},
    LetterText.FOLLOW_UP_PARENTS: frozenset({LetterField.MEETING, LetterField.AGREEMENTS}),
    LetterText.FOLLOW_UP_YOUNG: frozenset({LetterField.MEETING, LetterField.AGREEMENTS}),
    LetterText.MINUTES: frozenset({LetterField.MEETING, LetterField.MINUTES, LetterField.AGREEMENTS}),
    LetterText.AGREEMENTS: frozenset({LetterField.MEETING, LetterField.AGREEMENTS, LetterField.SIGNATURES}),
}
_TOLD = (LetterField.MUNICIPALITY, LetterField.DPO, LetterField.SOURCE, LetterField.KEPT)
_REQUIRED: Mapping[LetterText, tuple[LetterField, ...]] = {
    **dict.fromkeys(_INVITATIONS.values(), (LetterField.MEETING, LetterField.CONTACT)),
    **dict.fromkeys((LetterText.INFORMATION_PARENTS, LetterText.INFORMATION_YOUNG), _TOLD),
    LetterText.MINUTES: (LetterField.MINUTES,),
    LetterText.AGREEMENTS: (LetterField.AGREEMENTS, LetterField.SIGNATURES),
    LetterText.FOLLOW_UP_PARENTS: (LetterField.MEETING,),
    LetterText.FOLLOW_UP_YOUNG: (LetterField.MEETING,),
}
"""What a text must not be without: who is responsible, who advises, whence and how long (art. 13 and 14)."""


def fields_for(which: LetterText) -> tuple[LetterField, ...]:
    """Return the fields a text may use."""
    own = _BLOCKS_OF.get(which, frozenset())
    return tuple(one for one in LetterField if one not in BLOCKS or one in own)


def required_in(which: LetterText) -> tuple[LetterField, ...]:
    """Return the fields a text must use."""
    return _REQUIRED.get(which, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """The municipality's own wording of a text. Empty: the shipped one again; the row stays for its history."""

    id: LetterTextId = LetterTextId(0)
    which: LetterText
    text: str = ""


# -- the parts of a text ---------------------------------------------------------------------------------------------


class PartKind(StrEnum):
    """What a part of a text is."""

    TITLE = "titel"
    HEADING = "overskrift"
    PARAGRAPH = "afsnit"
    BULLET = "punkt"
    BLOCK = "felt"


@dataclass(frozen=True, slots=True)
class Part:
    """One part; a block's text is the field's name."""

    kind: PartKind
    text: str


_FIELD = re.compile(r"\{([^{}\n]*)\}")


def parts_of(text: str) -> tuple[Part, ...]:
    """Return the parts of a text: ``# `` titles, ``## `` heads, ``- `` lists, a block's field alone, else paragraphs.

    A blank line ends a paragraph; a single line break inside one is kept. ``**words**`` stand out.
    """
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Part]:
    lines: list[str] = []
    for line in [*(one.strip() for one in text.splitlines()), ""]:
        special = _special(line)
        if lines and (special is not None or not line):
            yield Part(PartKind.PARAGRAPH, "\n".join(lines))
            lines = []
        if special is not None:
            yield special
        elif line:
            lines.append(line)


def _special(line: str) -> Part | None:
    found = _FIELD.fullmatch(line)
    if found is not None and found[1] in {one.value for one in BLOCKS}:
        return Part(PartKind.BLOCK, found[1])
    for start, kind in (("## ", PartKind.HEADING), ("# ", PartKind.TITLE), ("- ", PartKind.BULLET)):
        if line.startswith(start):
            return Part(kind, line.removeprefix(start).strip())
    return None


def filled(parts: tuple[Part, ...], values: Mapping[LetterField, str]) -> tuple[Part, ...]:
    """Return the parts with their fields filled in; a line with a field that has nothing to say is left out.

    What is filled in is never read as a field or a sign of its own.
    """
    found = []
    for part in parts:
        if part.kind is PartKind.BLOCK:
            found.append(part)
            continue
        lines = [_filled_line(line, values) for line in part.text.split("\n") if not _is_empty(line, values)]
        if lines:
            found.append(Part(part.kind, "\n".join(lines)))
    return tuple(found)


def without_empty_blocks(parts: tuple[Part, ...], empty: frozenset[LetterField]) -> tuple[Part, ...]:
    """Return the parts without the blocks that have nothing to say, nor the head or the "…:" that led up to them."""
    found: list[Part] = []
    for part in parts:
        if part.kind is not PartKind.BLOCK or LetterField(part.text) not in empty:
            found.append(part)
        elif found and (found[-1].kind is PartKind.HEADING or found[-1].text.endswith(":")):
            found.pop()
    return tuple(found)


def _is_empty(line: str, values: Mapping[LetterField, str]) -> bool:
    return any(not values.get(LetterField(name), "") for name in _FIELD.findall(line))


def _filled_line(line: str, values: Mapping[LetterField, str]) -> str:
    return _FIELD.sub(lambda found: values[LetterField(found[1])].replace("**", ""), line)


def check_text(which: LetterText, text: str) -> str:
    """Return a text as it is kept, or raise DomainError beside it: unknown or misplaced fields, and what is missing."""
    words = text.strip()
    if not words:
        raise DomainError("text_missing", "text")
    if len(words) > MAX_TEXT:
        raise DomainError("text_too_long", "text", limit=MAX_TEXT, length=len(words))
    if "{" in _FIELD.sub("", words) or "}" in _FIELD.sub("", words):
        raise DomainError("letter_brace_alone", "text", name="{navn}")
    parts = parts_of(words)
    if parts[0].kind is not PartKind.TITLE or sum(part.kind is PartKind.TITLE for part in parts) != 1:
        raise DomainError("letter_title_missing", "text")
    known = {one.value: one for one in LetterField}
    allowed = set(fields_for(which))
    names = _FIELD.findall(words)
    for name in names:
        if name not in known:
            raise DomainError("letter_field_unknown", "text", name=f"{{{name}}}")
        if known[name] not in allowed:
            raise DomainError("letter_field_elsewhere", "text", name=f"{{{name}}}")
    for part in parts:
        inside = () if part.kind is PartKind.BLOCK else _FIELD.findall(part.text)
        for name in inside:
            if known[name] in BLOCKS:
                raise DomainError("letter_block_not_alone", "text", name=f"{{{name}}}")
    for field in required_in(which):
        if field.value not in names:
            raise DomainError("letter_field_required", "text", name=f"{{{field.value}}}")
    return words


# -- who may get one -------------------------------------------------------------------------------------------------


def reader_at(age: int | None) -> Reader:
    """Return how a letter speaks to the young person; of unknown age like one of 15 to 17."""
    if age is None:
        return Reader.YOUNG
    return Reader.CHILD if age < 15 else Reader.YOUNG if age < 18 else Reader.ADULT


def why_not_parent(guardian: Guardian, age: int | None) -> str:
    """Return the code of why a relative gets no letter, or an empty text where they may (domain.md § 3.0)."""
    if age is not None and age >= 18:
        return "letter_only_to_adult"
    if not guardian.has_custody:
        return "letter_without_custody"
    return "" if guardian.may_be_contacted else "letter_not_to_be_contacted"


_AFTER_NO = frozenset({TalkState.DECLINED, TalkState.NO_REPLY})


def why_not_now(kind: LetterKind, talk: Talk, agreements: int) -> str:
    """Return the code of why a letter cannot be written where the talk stands, or an empty text."""
    if kind is LetterKind.INVITATION:
        if talk.held_at is not None:
            return "letter_talk_held"
        return "" if talk.open or talk.state in _AFTER_NO else "letter_talk_ended"
    if talk.held_at is None:
        return "talk_not_held"
    if kind is LetterKind.MINUTES and not (talk.mapping or talk.accountability or talk.measures):
        return "letter_no_minutes"
    if kind is LetterKind.AGREEMENTS and not agreements:
        return "letter_no_agreements"
    return "letter_talk_ended" if kind is LetterKind.FOLLOW_UP and not talk.open else ""


def usual_kind(talk: Talk) -> LetterKind:
    """Return the letter that is usually wanted where the talk stands."""
    if talk.held_at is None:
        return LetterKind.INVITATION
    return LetterKind.FOLLOW_UP if talk.state is TalkState.FOLLOW_UP else LetterKind.MINUTES


def fulfils_duty(kind: LetterKind, reader: Reader, age: int | None) -> bool:
    """Tell whether a letter informs the person (art. 13, 14): an invitation to themselves from 15, to a parent below.

    A child's own letter tells it in its own words, but the parents are informed on its behalf.
    """
    own = reader_at(age)
    return kind is LetterKind.INVITATION and reader is (Reader.PARENT if own is Reader.CHILD else own)
