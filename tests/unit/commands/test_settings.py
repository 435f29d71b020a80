"""Settings come from the environment; a wrong one is named in one plain sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.errors import SetupError
from api.settings import Settings


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [("HOTLINE_WECHAT_PLAIN", "false", "off"), ("HOTLINE_SMS_OUTBOX", "yes", "file")],
)
def test_a_wrong_value_is_named_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SetupError) as refused:
        Settings.of_environment()
    said = refused.value.message
    assert name in said and allowed in said
    assert said.count("。") == 1 and said.endswith("。")


def test_two_wrong_values_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_WECHAT_PLAIN", "false")
    monkeypatch.setenv("HOTLINE_SMS_OUTBOX", "yes")
    with pytest.raises(SetupError, match=r"HOTLINE_WECHAT_PLAIN.*HOTLINE_SMS_OUTBOX[^。]*。$"):
        Settings.of_environment()


@pytest.mark.parametrize("value", ["1", "true", "x"])
def test_the_environment_opens_no_demo(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HOTLINE_DEMO", value)
    assert Settings.of_environment().demo is False


def test_a_demo_is_asked_for_by_the_command(tmp_path: Path) -> None:
    demo = Settings(data_dir=tmp_path).model_copy(update={"demo": True})
    assert demo.ready_to_serve(8000).demo is True


@pytest.mark.parametrize(
    ("template", "taken"),
    [
        (None, True),
        ("https://pay.example.cn/bill?id={fee_id}", True),
        ("https://pay.example.cn/{id}", True),
        ("https://pay.example.cn/{id}/{fee_id}", False),
        ("http://pay.example.cn/bill?id={fee_id}", False),
        ("https://pay.example.cn/bill", False),
        ("https://pay.example.cn/{case_number}/{fee_id}", False),
        ("https://pay.example.cn/{fee_id", False),
    ],
)
def test_a_payment_link_is_https_and_names_the_fee_alone(template: str | None, taken: bool) -> None:
    settings = Settings(payment_url=template)
    if taken:
        assert settings.payment == (template or "")
    else:
        with pytest.raises(SetupError, match="HOTLINE_PAYMENT_URL"):
            _ = settings.payment


def test_figures_outside_the_law_are_refused_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "figures.yml"
    for text, named in (("粤: {divorce: '301'}", "粤.divorce"), ("粤: [", "HOTLINE_PROVINCE_FEES")):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(SetupError) as refused:
            _ = Settings(province_fees=file).fee_figures
        assert named in refused.value.message
    with pytest.raises(SetupError):
        _ = Settings(province_fees=tmp_path / "none.yml").fee_figures
    file.write_text("粤: {divorce: '300'}", encoding="utf-8")
    assert Settings(province_fees=file).fee_figures == file
    assert Settings().fee_figures is None
