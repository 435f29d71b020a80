"""Which matter a question is about; sentences that name none, or ask nothing of the kind, have none."""

import pytest

from bot.language.matters import find_matter, gives_up


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
        ("评价一下网上立案", "feedback.rate", "filing"),
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
        ("保全费多少", "consult.fee"),
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
