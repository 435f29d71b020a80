"""What can go wrong when the law is looked up or reckoned; each error carries a sentence for the caller."""


class LawError(Exception):
    """Base of this room's errors. `says` is Chinese and fit to be read out."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class UnknownArticle(LawError, KeyError):
    def __init__(self, key: str) -> None:
        super().__init__("没有查到这一条，请核对法律名称和条号。")
        self.key = key


class ArticleNotCarriedOver(LawError):
    """The older article has no counterpart in the current edition, or none that the table knows."""

    def __init__(self, law: str, edition: str, number: int) -> None:
        super().__init__("旧版的这一条在现行版本里没有直接对应的条文，请转人工核对。")
        self.law, self.edition, self.number = law, edition, number


class UnknownFeeKind(LawError):
    def __init__(self, kind: str) -> None:
        super().__init__("暂时不能计算这类案件的费用，请转人工核对。")
        self.kind = kind


class AmountMissing(LawError):
    def __init__(self) -> None:
        super().__init__("计算这项费用需要知道标的金额。")


class InvalidAmount(LawError):
    def __init__(self) -> None:
        super().__init__("金额应当是不小于零的数字，请再说一遍。")


class RoleUnclear(LawError):
    """A sum may be one thing or another and the fee differs; `field` is what has to be asked."""

    def __init__(self, field: str) -> None:
        super().__init__("这个数是哪一笔还不清楚，要先问明白才能算。")
        self.field = field


class BaseOutOfRange(LawError):
    """A figure a case that lies outside what the regulation allows."""

    def __init__(self, name: str, allowed: str) -> None:
        super().__init__(f"{name}按件的幅度是{allowed}，您说的数不在这个幅度里，请核对本地的标准。")
        self.allowed = allowed


class FeeUnsettled(LawError):
    """A fee is due and has no national standard; `articles` say that it is due."""

    def __init__(self, says: str, articles: tuple[str, ...]) -> None:
        super().__init__(says)
        self.articles = articles


class InvalidTariff(LawError):
    """A province's override lies outside the range the national regulation allows, or names no such range."""

    def __init__(self, where: str) -> None:
        super().__init__("本地收费标准的设置有误，请按全国幅度计算。")
        self.where = where


class InvalidPeriod(LawError):
    def __init__(self, says: str = "期间的长度或者单位不对，请再说一遍。") -> None:
        super().__init__(says)


class UnknownTimeLimit(LawError, KeyError):
    def __init__(self, key: str) -> None:
        super().__init__("没有查到这项期限，请转人工核对。")
        self.key = key


class UnknownServiceWay(LawError, KeyError):
    def __init__(self, key: str) -> None:
        super().__init__("没有查到这种送达方式，请转人工核对。")
        self.key = key


class WrongKindOfCase(LawError):
    """A period that this kind of case does not have."""

    def __init__(self, matter: str, has: str, asked: str) -> None:
        super().__init__(f"{matter}是{has}案件里的期限，{asked}案件没有查到这一项，不能照着算。")


class UnknownPromise(LawError, KeyError):
    def __init__(self, name: str) -> None:
        super().__init__("这项服务没有约定的办理时间。")
        self.name = name
