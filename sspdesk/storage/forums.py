"""Forums, their members and usual agendas, and the series of their meetings."""

from sspdesk.domain.forums import Forum, ForumItem, ForumKind, Member
from sspdesk.domain.ids import ForumId, ProfessionalId
from sspdesk.domain.series import Series
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class ForumRepository(Repository[Forum]):
    """All forums."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.forum, Forum)

    def listed(self, *, with_inactive: bool = False) -> list[Forum]:
        """Return forums in the order they were made."""
        return self.where(*(() if with_inactive else (self.table.c.active.is_(True),)))

    def of_kind(self, kind: ForumKind) -> list[Forum]:
        """Return the forums of a kind, those in use first."""
        return self.where(self.table.c.kind == kind, order=(self.table.c.active.desc(), self.table.c.id))

    def wednesday_group(self) -> Forum:
        """Return Onsdagsgruppen, which every vault has."""
        return self.of_kind(ForumKind.WEDNESDAY_GROUP)[0]


class MemberRepository(Repository[Member]):
    """Who is invited to a forum's meetings; Onsdagsgruppen's members are marked on the professionals themselves."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.forum_member, Member)

    def of_forum(self, forum_id: ForumId) -> list[Member]:
        """Return a forum's members."""
        return self.where(self.table.c.forum_id == forum_id)

    def of_professional(self, professional_id: ProfessionalId) -> list[Member]:
        """Return a professional's memberships."""
        return self.where(self.table.c.professional_id == professional_id)


class ForumItemRepository(Repository[ForumItem]):
    """The usual agendas."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.forum_item, ForumItem)

    def of_forum(self, forum_id: ForumId) -> list[ForumItem]:
        """Return a forum's usual agenda in its order."""
        return self.where(self.table.c.forum_id == forum_id, order=(self.table.c.number, self.table.c.id))


class SeriesRepository(Repository[Series]):
    """The series of meetings."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.series, Series)

    def of_forum(self, forum_id: ForumId) -> list[Series]:
        """Return a forum's series, the newest first."""
        return self.where(self.table.c.forum_id == forum_id, order=(self.table.c.id.desc(),))
