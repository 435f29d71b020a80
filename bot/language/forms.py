"""The form of a sentence: does it ask, does it wish for something, does it say anything in words at all."""

from __future__ import annotations

import re

from bot.language.fold import fold

_ASKS_BACK = re.compile(
    r"什么|啥|咋|怎么|怎样|如何|为何|为什么|凭什么|哪(?!怕|吒)|谁|多少|多久|多长|(?<![没不])多[细远快晚]|是否|能否|可否"
    r"|(?<![那这前后好头近过上下])几(?:天|个|种|次|分|点|号|时|年|月|家|份|毛|块|成)|好多钱|干[嘛么]|么子|咩|点[解样]|边[度个]|嘛叫"
    r"|(?:吗|么|嘛|呢|不|没|没有|吧|不成|不行|啊)?[?]$|(?:吗|呢|么|不咯|噻|啵|没得)[。!~]*$"
    r"|[要能有用会得上开收给办看晓](?![的了])[^,。;!? 不]{1,4}不(?=[,。;!? ]|$)"
    r"|(?<![讨砍步攻征采])伐(?=[,。;!? ]|$)"
    r"|(?P<x>[\u4e00-\u9fff])(?:不|没)(?P=x)|可不可以|能不能|需不需要|要不要|是不是|有没有|算不算|行不行|好不好|会不会|用不用|该不该|必须.{0,6}[吗么?]"
)
_WHETHER_OR_NOT = re.compile(r"(?P<x>[\u4e00-\u9fff])(?:不|没)(?P=x)")
_WISHES = re.compile(
    r"(?:帮我|帮忙|给我|替我|麻烦|请|劳驾|我要|我想|我得|我还?要|还?想要?|要|先|再|顺便|另外|咱)(?:你|您|我|们|先|再|帮我|给我|一下|把|还|也|去|来)*"
    r"(?:查|看一?[下看]|问|算|申请|办|投诉|反映|评价|打分|登记|交|缴|退|报|联系|留言|立案|签收|授权|核实|知道|了解|咨询|念|打印|下载)"
    r"|(?:查|算|问|看)(?:一?下|查|算|看|问|个)"
)
_EMOJI_CODE = re.compile(
    r"/:[:\w~!@#$%^&*()<>,.;|'\-]{1,8}|\[[\u4e00-\u9fffA-Za-z]{1,6}\]|【[^】]{0,30}(?:不支持|暂不支持|无法显示)[^】]{0,20}】|\[[^\]]{0,30}(?:不支持|无法显示)[^\]]{0,20}\]"
)
_SOUNDS = re.compile(r"[呜哩哇啦叽里咕噜哔哒嘟嘀嗒哗哐咚咣啪嘎吱嗡嗷噗叮轰隆唧喳吧叭喔嘤嗯啊呃 ,。.!~…]{3,}")
_SIGHS = re.compile(r"[^\u3400-\u9fff]|[嗯啊呃哎唉诶欸哦噢喔呵哈嘿嘻噗呸哼喂咳哟呀呢吧嘛哇唔]")
_UNKNOWING = re.compile(r"不知道|不清楚|不晓得|忘了|忘记|随便|说不[上好清]|不好说|都行|无所谓|想想")
_WHETHER = re.compile(r"是否(?!可以|需要|能|要|必须)")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")


def asks(text: str) -> bool:
    """Whether a sentence has the form of a question (什么样的理由可以, 要多久, …吗)."""
    return _ASKS_BACK.search(fold(text)) is not None


def whether(text: str) -> bool:
    """Whether a sentence asks yes or no by saying its verb twice (退不退, 给不给), of what is not in the
    speaker's or hearer's power to grant (能不能帮我)."""
    return any(match["x"] not in "能可行要好是" for match in _WHETHER_OR_NOT.finditer(fold(text)))


def wishes(text: str) -> bool:
    """Whether a sentence has the form of a wish for something to be done (帮我查一下, 我要投诉)."""
    return _WISHES.search(fold(text)) is not None


def is_babble(text: str) -> bool:
    """Nothing but characters that imitate sounds (呜哩哇啦): what a recogniser makes of noise."""
    return _SOUNDS.fullmatch(fold(text)) is not None


def has_words(text: str) -> bool:
    """False for emoji, their codes in WeChat, punctuation and a notice of an unsupported message."""
    return _WORD.search(_EMOJI_CODE.sub("", fold(text))) is not None


def states(text: str) -> bool:
    """Whether something is plainly said: nothing asked back or wished for, and not only that one does not
    know. 是否 alone may name what is to be found out (签名是否本人书写)."""
    told = _WHETHER.sub("", fold(text))
    return tells(told) and not (_UNKNOWING.search(told) or wishes(told) or asks(told))


def tells(text: str) -> bool:
    """Whether anything is told at all: laughing, sighing and keys pressed at random (哼, 呵呵, asdf) tell
    nothing."""
    return len(_SIGHS.sub("", fold(text))) >= 2
