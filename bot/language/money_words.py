"""The words around a sum of money: what makes a number one, and what makes it something else."""

import re

from bot.language.numerals import FIGURE, UNIT

_DIGIT = rf"[{FIGURE}\d]"
_NUMERAL = rf"[{FIGURE}{UNIT}\d]"

SIGN = re.compile(r"(?:人民币|RMB|rmb|CNY|cny|[¥￥]) ?$")
CURRENCY = re.compile(
    r" ?(?:元(?:人民币)?(?!区|法院|里|旦|月|宝|谋|氏)|圆|块钱|块(?!地|牌|石|砖|屏|业务|内容|表|玉|木)"
    r"|人民币|RMB|rmb|CNY)"
)
UNKNOWN_CURRENCY = re.compile(
    r" ?(?!人民)[\u4e00-\u9fff]{1,3}?(?:币(?!种)|(?<=[兰斯尼亚达加国邦])元(?![区法旦月宝]))"
)
"""A currency that is in no table is still none of ours: 五十万代币."""
MORE = re.compile(r" ?(?:好?几|[多余来把])(?: ?(?:[个]?[万亿]|千万|百万|十万|[千百十](?=块|元|来块)))?|几")
"""Behind the figures, perhaps before their unit: 一百来万, 五十几万, 三十多个亿."""
ABOUT_BEFORE = re.compile(
    r"(?:好?几|数|(?<![最附远靠])近|将近|接近|快|不到|不足|不满|不超过?|超过|至少|起码|最多|顶多|多于|少于|高于|低于|大于|小于)"
    r"(?:了|人民币|个|也就|就|是)? ?$"
)
ABOVE = re.compile(r"(?<![以之马晚早赶加交还])[上成小] ?$")
"""Before a unit alone: 上百万, 上万."""
ABOUT_AFTER = re.compile(r" ?(?:出头|开外|挂零|冒头|不到|以上|以下|以内|之内|之间|还?不止|往上|往下|起步)")
_JOINT = "(?:到|至|-|~|—|–)"
RANGE_BEFORE = re.compile(rf"(?:{_NUMERAL}|[元块圆])[多余来]? ?{_JOINT} ?$")
RANGE_AFTER = re.compile(rf" ?{_JOINT} ?{_DIGIT}")
LARGE = re.compile(r"[万亿萬億wW]")
HUNDREDS = re.compile(r"[百千佰仟kK]")
CHANGE = re.compile(
    rf"零?(?P<jiao>{_DIGIT})[角毛](?:零?(?P<fen>{_DIGIT})分?)?|零?(?P<cents>{_DIGIT})分(?!{_NUMERAL})"
    rf"|(?<=块)(?P<bare>{_DIGIT})(?=$|[\s,。.;、!?:)）的吧啊呢]|整|左右|上下|诉讼费|受理费)"
)
"""三元五角, 五块零八毛, 五块五."""
TOUCHING_CHANGE = re.compile(rf"(?<=[角毛块]){_NUMERAL}(?!个|年|天|月|次|件|套)")
"""What goes on after the change was not read: 五块五六."""
TOUCHING_AFTER = re.compile(r"[A-Za-z%‰°]|\.\d|,\d|:\d|/\d| ?\$")
TOUCHING_BEFORE = re.compile(r"[A-Za-z]$|(?:\d[,.]?|百分之|千分之|万分之|[第几数]分之)$")
NO_CURRENCY_BEFORE = r"(?<=欧)[阳洲盟美亚元]|(?<=刀)[具片]|(?<=港)[口区元币纸圆]|(?<=镑)\b|[A-Za-z]"
NAMED = re.compile(
    r"(?:标的额?|标底|金额|数额|总额|价款|货款|工程款|欠款|借款|本金|款项|债权|诉讼请求|请求|诉请|索赔|赔偿|保全|主张|欠我?们?"
    r"|一共|总共|共计|合计|(?:诉讼|受理|保全|律师)费)"
    r"(?:金额|数额)?(?:现在|大概|大约|差不多)?(?:是|为|有|约|共|就是|:)? ?$"
)
FEE = re.compile(
    r"(?:(?:诉讼|受理|保全|执行|申请|起诉|上诉|鉴定|公告)费(?:一共|才|就|是|要|交|收|缴)+|封顶|顶格|按件收?|[每一]件收?"
    r"|(?:诉讼|行政|劳动|离婚|案子|案件)[^,。;\d]{0,4}[交收缴](?:了|是|就|才)?) ?$"
)
"""What stands before a fee of any size."""
LAW = re.compile(r"(?:法|解释|规定|办法|规则|条例|[民刑行]诉)的? ?$")
"""A small number behind these is an article."""
PAID = re.compile(
    r"(?:(?<!免)费|款|(?<!积)金|差额|(?<![提移转社外签上])[交缴付垫退赔扣收借差花罚])"
    r"(?:了|过|的|掉|回|还)?(?:我们?|他们?|她|俺们?)?(?:是|要|收)? ?$"
)
"""Words before a sum that stand before other numbers too."""
NOT_MONEY_AFTER = re.compile(
    r" ?(?:年(?![息利化])|月(?![息利])|日|号|天|个(?![人体])|条|款(?!项)|项|份|件|点|时|秒"
    rf"|分(?![期别批割配给成开几{FIGURE}\d])|岁|%|人(?![不都在没找跑失])|次|位|页|平|米|公里|楼|层|室|间(?!接)|套(?!路)"
    r"|辆|台(?!币)|股(?!东)|吨|斤|公斤|级|审(?![理判])"
    r"|庭(?![前审外])|名(?!下)|家|起(?!诉)|章|节|周|星|字|立方|亩|户|票|头|棵|瓦|火急|倍|度电?|株|本(?!金|案|诉)|张|卷|箱|根|只(?!就|对|上|有)|道)"
)
NOT_MONEY_BEFORE = re.compile(r"(?:[第字初终执申再恢异审破百千\-/.:]|(?<![担投])保|尾号|窗口|拨打|热线)$|\d$")
PAUSE = re.compile(
    r"$|[\s,。.;、!?:)）]|左右|上下|吧|啊|呢|的|整|这么|那么|多少|怎么|要交|应"
    r"|诉讼费|受理费|保全费|那笔|这笔"
)
GOES_ON = re.compile(r"[请退我俺你没不已就还给申垫补多怎是要]")
"""What goes on after a sum, and not after a number of things."""
YEAR = re.compile(r"(?:19|20)\d\d")
ELLIPTIC = re.compile(r".*[千仟][一二两三四五六七八九]")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
"""Money by their shape: 八千八, 13,800."""
WHOLE = re.compile(
    r"(?:大概|大约|差不多|就|是|有|约|一共|总共|嗯|呃|额|那)*(?P<sum>.+?)(?:左右|上下|吧|的?样子|整|啊|呢|。)*"
)
