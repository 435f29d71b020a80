"""What stands behind a label is read up to the end of its clause, and never what only sounds like one."""

import pytest

from bot.language.labelled import labelled, unlabelled

OTHERS = ("被告(?!人)", "要求", "用来证明")


@pytest.mark.parametrize(
    ("text", "labels", "value"),
    [
        ("原告是宋朗月,被告齐万里", ("原告",), "宋朗月"),
        ("原告宋朗月被告齐万里要求还款", ("原告",), "宋朗月"),
        ("鉴定事项:外墙保温工程的造价,用来证明数额", ("鉴定事项",), "外墙保温工程的造价"),
        ("申请鉴定,鉴定事项是签名", ("鉴定事项", "申请(?=.{1,8}鉴定)"), "签名"),
        ("用来证明不是本人签的", ("用来证明",), "不是本人签"),
        ("被告人齐万里", ("被告(?!人)",), None),
        ("原告不同意", ("原告",), None),
        ("原告", ("原告",), None),
    ],
)
def test_the_value_behind_a_label(text: str, labels: tuple[str, ...], value: str | None) -> None:
    found = labelled(text, labels, OTHERS)
    assert (found.value if found else None) == value
    if found:
        assert text[found.start : found.end] == value


@pytest.mark.parametrize(
    ("answer", "bare"),
    [("被告是齐万里", "齐万里"), ("齐万里", "齐万里"), ("被告", "被告"), ("告诉被告", "告诉被告")],
)
def test_an_answer_loses_the_label_that_leads_it(answer: str, bare: str) -> None:
    assert unlabelled(answer, ("被告",)) == bare
