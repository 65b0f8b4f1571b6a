"""The figures of releases by name."""

from enum import StrEnum


class Figure(StrEnum):
    """One figure. Only L-12 is of the client's list (domain.md § 4.2); the others follow the deadlines of § 3.7."""

    WITH_PLAN = "L-12"
    PLAN_IN_TIME = "D-GL2"
    FIRST_CONTACT = "D-GL7-1"
    SECOND_CONTACT = "D-GL7-2"
    HOUSING = "BOLIG"
    SUPPORT = "FORSOERGELSE"
    OCCUPATION = "BESKAEFTIGELSE"
