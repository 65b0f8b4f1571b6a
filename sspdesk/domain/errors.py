"""The two kinds of expected error. Both carry codes and safe facts, never words and never case text."""


class DomainError(Exception):
    """A rule of the casework was broken; ``field`` names the form field that can mend it."""

    def __init__(self, code: str, field: str | None = None, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts


class KnownError(Exception):
    """Something outside the casework went wrong in a way we can explain (disk full, wrong passphrase, unreadable file).

    ``facts`` may be shown and logged: paths, counts and versions, never a person's data.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
