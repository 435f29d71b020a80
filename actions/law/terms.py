"""Words of procedure that choose which rules apply; their values are those of the data feed."""

from enum import StrEnum


class CaseKind(StrEnum):
    """Kind of case, by the first character of its type code."""

    CIVIL = "民"
    CRIMINAL = "刑"
    ADMINISTRATIVE = "行"
    COMPENSATION = "赔"
    ENFORCEMENT = "执"


class Procedure(StrEnum):
    ORDINARY = "普通程序"
    SUMMARY = "简易程序"
    SMALL_CLAIMS = "小额诉讼"
    SPECIAL = "特别程序"


class Stage(StrEnum):
    FILING = "filing"
    TRIAL = "trial"
    CLOSED = "closed"
    ENFORCEMENT = "enforcement"
