"""Which matter a question is about; sentences that name none, or ask nothing of the kind, have none."""

import pytest

from bot.language.matters import applied_for, find_matter, gives_up


@pytest.mark.parametrize(
    ("text", "function", "matter"),
    [
        ("财保要带什么", "consult.materials", "preservation"),
        ("申请延期要准备啥", "consult.materials", "hearing_postponement"),
        ("换开庭时间要什么手续", "consult.procedure", "hearing_postponement"),
        ("撤诉状模板", "consult.template", "withdrawal"),
        ("撤回起诉怎么弄", "consult.procedure", "withdrawal"),
        ("执行立案要什么材料", "consult.materials", "filing"),
        ("换法官怎么申请", "consult.procedure", "recusal"),
        ("撤销助理授权怎么弄", "consult.procedure", "assistant"),
        ("退保全费去哪办", "consult.procedure", "refund"),
        ("举证期限能延吗", "consult.procedure", "evidence_extension"),
        ("调取银行流水怎么申请", "consult.procedure", "evidence_investigation"),
        ("给承办法官带话怎么弄", "consult.procedure", "message_judge"),
        ("我申请的阅卷到哪一步了", "query.request", "file_review"),
        ("我上周提的那个延期，批了没", "query.request", "hearing_postponement"),
        ("让法院封他的房子要交什么", "consult.materials", "preservation"),
        ("不告了要写什么", "consult.template", "withdrawal"),
        ("诉讼费能不能缓一缓", "consult.procedure", "fee_relief"),
        ("多交的诉讼费怎么退", "consult.procedure", "refund"),
        ("交不起诉讼费要什么证明", "consult.materials", "fee_relief"),
        ("我助理替我提的阅卷走到哪了", "query.request", "file_review"),
        ("保全费多少", "consult.fee", "preservation"),
        ("续封最晚哪天提", "consult.deadline", "preservation"),
        ("上网开庭要什么设备", "consult.procedure", "online_hearing"),
    ],
)
def test_the_matter_asked_about(text: str, function: str, matter: str) -> None:
    assert find_matter(text, function) == f"request.{matter}"


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("先予执行怎么申请", "consult.procedure"),
        ("管辖异议怎么提", "consult.procedure"),
        ("我要申请保全", "request.preservation"),
        ("五十万起诉要交多少受理费", "consult.fee"),
        ("昨天签收的判决，上诉到哪天", "consult.deadline"),
        ("立案时间是八号，审限到哪天", "consult.deadline"),
        ("阅卷等了三天，给四分", "feedback.rate"),
        ("立案庭几点上班", "query.court"),
        ("举证期限一般多少天", "consult.deadline"),
        ("法官助理给的表格在哪下载", "consult.template"),
    ],
)
def test_no_matter_is_asked_about(text: str, function: str) -> None:
    assert find_matter(text, function) is None


@pytest.mark.parametrize(
    "text", ["我不想延期了", "不申请了", "那我不改期了吧", "算了 不办了", "还是不延期开庭了"]
)
def test_a_request_is_taken_back(text: str) -> None:
    assert gives_up(text, "request.hearing_postponement")


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("那天我不能出庭了", "request.hearing_postponement"),
        ("对方不想调解了", "request.hearing_postponement"),
        ("不了", "request.hearing_postponement"),
        ("不想延期了", "query.case"),
        ("对方说不申请延期了我才来申请", "request.hearing_postponement"),
    ],
)
def test_a_reason_takes_nothing_back(text: str, function: str) -> None:
    assert not gives_up(text, function)


@pytest.mark.parametrize("between", ["", "掉", "那笔多交的", "一下我们的"])
def test_what_stands_between_does_not_count(between: str) -> None:
    assert find_matter(f"退{between}费要什么材料", "consult.materials") == "request.refund"


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("退民间借贷案的诉讼费", "request.refund"),
        ("把民间借贷那个案子的诉讼费退了", "request.refund"),
        ("民间借贷的诉讼费要退", "request.refund"),
        ("把退回来的那个案子的诉讼费交了", "request.payment"),
        ("民间借贷案的受理费我来交", "request.payment"),
        ("签收民间借贷案的传票", "request.delivery_receipt"),
        ("把离婚案的判决书签收了", "request.delivery_receipt"),
        ("离婚案的裁定书我要签收", "request.delivery_receipt"),
        ("查传票", "query.delivery"),
    ],
)
def test_what_is_to_be_done_stands_in_the_verb(text: str, function: str) -> None:
    assert applied_for(text) == function


@pytest.mark.parametrize(
    "text",
    [
        "签收的应该是裁定，不是判决",
        "诉讼费交得太慢",
        "同一笔诉讼费交了两遍",
        "退费退了一年没退下来",
        "签收文书那个链接七天就失效",
        "诉讼费请缓一缓",
        "传票签收过了",
    ],
)
def test_a_verb_beside_a_thing_is_not_always_a_wish(text: str) -> None:
    assert applied_for(text) is None
