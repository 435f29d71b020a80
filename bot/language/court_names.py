"""The forms that the name of a court takes: full, short, without the kind of its place."""

import re

HIGH, MIDDLE, BASIC, BRANCH = "高级", "中级", "基层", "分院"

_PEOPLES = (
    "壮族|回族|维吾尔族?|蒙古族?|藏族|朝鲜族|土家族|苗族|侗族|布依族|彝族|傣族|哈尼族|景颇族|白族|傈僳族|羌族|哈萨克族?|柯尔克孜族?|满族|"
    "瑶族|畲族|黎族|仡佬族|水族|纳西族|拉祜族|佤族|布朗族|独龙族|怒族|普米族|各族|撒拉族|土族|东乡族|保安族|裕固族|锡伯族|塔吉克族?|毛南族|仫佬族|达斡尔族?|鄂伦春|鄂温克族?"
)
_AUTONOMOUS = re.compile(rf"(?P<base>.{{2,}}?)(?:{_PEOPLES})*(?:自治[区州县旗])$")
_KIND = re.compile(r"(?P<base>.{2,}?)(?:自治区|自治州|特别行政区|地区|新区|省|市|区|县|旗|盟|州)$")
_ABBREVIATED = (
    ("高新技术产业开发区", "高新区"),
    ("火炬高技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("铁路运输", "铁路"),
    ("知识产权", "知产"),
)
ENDING = re.compile(
    r"(?P<there>的?[那这](?:[边里个家]|一[个家])的?|的(?=法院))?(?:第?(?P<number>[一二三四五六]))?"
    r"(?:(?P<branch>分院)|(?P<high>高级人民法院|高级法院|高院)|(?P<middle>中级人民法院|中级法院|中院)|(?P<basic>人民法院|基层法院|法院))"
)
KIND_ALONE = re.compile(
    r"(?:互联网|海事|知识产权|知产|金融|铁路(?:运输)?|军事|林业|油田)(?:中级)?(?:人民)?法院|铁路(?:运输)?中院"
)
"""A kind of court (海事法院管什么), and none of them."""
SUPREME_NAME = re.compile(r"最高(?:人民)?(?:法院|院|法)")
_ONLY_KIND = re.compile(rf"(?:{_PEOPLES})*自治|地区|新区|[市县区]+$")
CITY = re.compile(r"(?P<city>.{2,}?(?:市|自治州|地区|盟))(?P<rest>.{2,})")
LONGEST_STEM = 16


def shorten(name: str) -> str:
    """高新技术产业开发区 → 高新区, and so on, as people write it."""
    for long, short in _ABBREVIATED:
        name = name.replace(long, short)
    return name


def bare(name: str) -> str:
    """天河区 → 天河, 延边朝鲜族自治州 → 延边; a name of two characters stays."""
    match = _AUTONOMOUS.fullmatch(name) or _KIND.fullmatch(name)
    return match["base"] if match else name


def forms(name: str) -> set[str]:
    """Every way to say the name of a place: 本溪满族自治县, 本溪县, 本溪."""
    short = shorten(name)
    said = {name, short, bare(short)}
    if name.endswith(("自治州", "自治县", "自治旗")):
        said |= {bare(name) + name[-1], bare(name).removesuffix("族") + name[-1]}
    return said


def said_level(ending: "re.Match[str]") -> str:
    """The level, or 分院, that a match of ENDING tells."""
    return HIGH if ending["high"] else MIDDLE if ending["middle"] else BRANCH if ending["branch"] else BASIC


def without(stem: str, places: set[str]) -> str:
    """The stem without the longest of the places that leads it, unless nothing of its own would remain."""
    for place in sorted(places, key=len, reverse=True):
        rest = stem.removeprefix(place)
        if (
            len(place) >= 2
            and 2 <= len(rest) < len(stem)
            and stem not in places
            and not _ONLY_KIND.match(rest)
        ):
            return rest
    return stem
