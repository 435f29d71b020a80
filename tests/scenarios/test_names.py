"""Two hundred names said on the telephone: each is taken at once, for the name that it is."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from actions.service.feed import import_feed
from tests.running import RunningHouse
from tests.scenarios.callers import VoiceCaller

AT_ONCE = 4
NAMES = {
    "common": (
        "王建国 李秀英 张伟成 刘洋 陈静 杨帆 黄志强 赵敏 周涛 吴晓燕 徐丽萍 孙浩然 马思远 朱婷婷 胡文斌 "
        "郭子涵 何雨桐 高明 林若溪 罗俊杰 郑凯旋 梁宇轩 谢晓东 宋佳怡 唐国强 许晴川 韩雪松 冯宝山 "
        "邓少华 曹慧敏 彭程 曾雪梅 肖南星 田小苗 董小满 袁小满 潘月明 于海涛 蒋正平 蔡明亮 余秋白 "
        "杜甫成 叶知秋 程远航 苏文清 魏来福 吕梁生 丁一凡 任重远 沈从山 姚远 卢沟 姜山 崔健行 钟鸣 谭笑 "
        "陆游川 汪水清 范中举 金玉堂"
    ),
    "rare": (
        "仝晓锋 逄博 亓官文 郗望 佴永强 乜振海 佘春雷 芮小丹 臧晓天 訾龙 种大可 单雄飞 仇千里 查理平 "
        "区小曼 盖世华 朴在山 尹相宜 阚清子 冼星辰 麦家辉 揭晓阳 敖晓 隗合明 鞠躬行 桑吉平 苟富强 "
        "阎大川 冀北平 竺可人"
    ),
    "compound": (
        "欧阳修远 司马青 上官云飞 诸葛明月 东方晓 皇甫嵩山 尉迟恭谨 公孙文 慕容雪 令狐霄 长孙无极 "
        "宇文成 司徒雷声 司空见山 夏侯渊博 端木赐福 轩辕静 独孤宁 南宫适之 百里溪 呼延晴 西门庆丰 "
        "澹台明 申屠岚 钟离秋 赫连雨桐 纳兰知秋 拓跋山 完颜晓 闾丘露"
    ),
    "minority": (
        "阿依古丽·买买提 迪丽努尔·艾合麦提 买买提江·吐尔逊 古丽娜尔·阿不都拉 艾力江·玉素甫 "
        "热依扎·吐尔地 阿卜杜拉·卡德尔 努尔兰·别克 巴特尔·额尔德尼 吉克·阿依莫 海里且姆·沙吾提 "
        "帕提古丽·肉孜 扎西平措 次仁卓玛 格桑梅朵 旦增罗布 洛桑尼玛 巴特尔 娜仁托娅 乌云其其格 斯琴塔娜 "
        "吉木乌牛 阿米尔 阿依努尔 热合曼 买买提 其美多吉 尼玛扎西 额尔德木图 玛依拉"
    ),
    "words": (
        "高兴 成功 安静 郑重 连胜 白雪 夏天 江山 庄严 史诗 马上 钱进 常乐 游泳 黎明 房子良 关山雪 "
        "何必成 丁零 石头 米乐 方向 向前进 钱多多 温柔 顾全 路遥 池塘 万福 祝福 祝平安 贺喜 贺新年 安康 "
        "康宁 全胜 景色 时光 沙漠 季风"
    ),
}
INTRODUCED = {
    "免贵姓高，高远帆": "高远帆",
    "弓长张，张罗": "张罗",
    "我叫林知远": "林知远",
    "木子李，李沐": "李沐",
    "耳东陈，陈述": "陈述",
    "我姓周，周慕白": "周慕白",
    "双木林，林深": "林深",
    "口天吴，吴言": "吴言",
    "古月胡，胡闹海": "胡闹海",
    "我的名字是欧阳晓晓": "欧阳晓晓",
    "立早章，章程": "章程",
    "我是律师郝运来": "郝运来",
}


@pytest.mark.parametrize("kind", [*NAMES, "introduced"])
def test_the_name_is_taken(house: RunningHouse, kind: str) -> None:
    """Whatever was said, the code is asked for; it is sent, for whoever was named is registered so."""
    said = INTRODUCED if kind == "introduced" else {name: name for name in NAMES[kind].split()}
    people = [
        {
            "type": "lawyer",
            "licence_no": f"11101201510{500_000 + number}",
            "name": name,
            "firm": "北京示例明理律师事务所",
            "phone": f"+86138{number:08d}",
            "kind": "专职",
            "status": "active",
        }
        for number, name in enumerate(said.values())
    ]
    feed = [json.dumps(person, ensure_ascii=False).encode() for person in people]
    assert not import_feed(house.db, feed, clock=house.clock).refused
    with ThreadPoolExecutor(AT_ONCE) as pool:
        licences = [person["licence_no"] for person in people]
        heard = list(pool.map(partial(answered, house), licences, said))
    answers = dict(zip(said, heard, strict=True))
    missed = [f"{words}：{answer}" for words, answer in answers.items() if "六位验证码" not in answer]
    unsent = [words for words, person in zip(said, people, strict=True) if not house.sent(person["phone"])]
    assert not unsent, "\n".join([f"not taken, or for another name: {unsent}", *missed])
    assert not missed, "\n".join(missed)


def test_there_are_two_hundred() -> None:
    names = [name for names in NAMES.values() for name in names.split()] + list(INTRODUCED.values())
    assert len(set(names)) == len(names) >= 200


def answered(house: RunningHouse, licence_no: str, words: str) -> str:
    """What is heard after the licence number and then the name were said."""
    caller = VoiceCaller(house)
    caller.number = f"+86139{licence_no[-8:]}"  # one number does not ring so often
    caller.say(f"我的执业证号是{licence_no}")
    assert "姓名" in caller.last, caller.last
    return caller.say(words)
