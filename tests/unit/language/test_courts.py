import json
from pathlib import Path

import pytest

from bot.language.courts import CourtDirectory


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("海淀法院", "京0108"),
        ("在海淀区人民法院立案", "京0108"),
        ("广州中院", "粤01"),
        ("北京一中院", "京01"),
        ("最高院", "最高法"),
        ("前海法院", "粤0391"),
        ("北京朝阳法院", "京0105"),
        ("辽宁朝阳法院", "辽1321"),
        ("成都高新区法院", "川0191"),
        ("北京互联网法院", "京0491"),
        ("广州知产法院", "粤73"),
        ("上海金融法院", "沪74"),
        ("东莞一法院", "粤1971"),
        ("江苏省高级人民法院判的", "苏"),
        ("湖北襄阳市中级人民法院", "鄂06"),
        ("延边中院", "吉24"),
        ("宁波海事法院", "浙72"),
        ("内蒙古高院", "内"),
        ("新疆高院", "新"),
        ("兵团分院", "兵"),
        ("津市法院", "湘0781"),
        ("密云法院", "京0118"),
        ("石家庄正定法院", "冀0123"),
        ("浦东法院", "沪0115"),
        ("本溪满族自治县法院", "辽0521"),
    ],
)
def test_short_and_full_names(text: str, code: str, directory: CourtDirectory) -> None:
    (match,) = directory.find(text)
    assert match.court and match.court.code == code


def test_a_shared_short_name_gives_every_court(directory: CourtDirectory) -> None:
    (match,) = directory.find("朝阳法院")
    assert match.court is None and {c.code for c in match.courts} == {"京0105", "辽1321", "吉0104"}


def test_several_courts_in_one_sentence(directory: CourtDirectory) -> None:
    found = directory.find("天河区人民法院和越秀法院")
    assert [m.court.code for m in found if m.court] == ["粤0106", "粤0104"]


@pytest.mark.parametrize("text", ["我要去法院", "统一法院", "到你们法院来", "上级法院", ""])
def test_no_court_is_named(text: str, directory: CourtDirectory) -> None:
    assert directory.find(text) == []


def test_every_current_court_is_found_by_its_own_name(directory: CourtDirectory) -> None:
    for court in directory:
        if court.current and "分院" not in court.name:
            (match,) = directory.find(court.name)
            assert court in match.courts and match.text == court.name


def test_a_code_of_a_division_since_renamed_is_still_known(directory: CourtDirectory) -> None:
    court = directory.get("京0229")
    assert court and court.name == "延庆县人民法院" and not court.current


@pytest.mark.parametrize(
    ("text", "code"), [("海淀", "京0108"), ("天河区", "粤0106"), ("京0105", "京0105"), ("佛山", "粤06")]
)
def test_a_place_counts_when_a_court_was_asked_for(text: str, code: str, directory: CourtDirectory) -> None:
    assert [court.code for court in directory.read(text)] == [code]


def test_an_import_replaces_the_default(tmp_path: Path) -> None:
    file = tmp_path / "courts.json"
    file.write_text(
        json.dumps(
            [{"code": "粤0398", "name": "深圳市湾畔区人民法院", "level": "基层", "province": "广东省"}]
        ),
        "utf-8",
    )
    directory = CourtDirectory.load_file(file)
    (match,) = directory.find("湾畔法院")
    assert match.court and match.court.code == "粤0398" and directory.get("京0105") is None


@pytest.mark.parametrize(
    ("said", "court", "since"),
    [
        ("杭州下城区法院", "浙0105", "2021"),
        ("江干区法院", "浙0102", "2021"),
        ("章丘市法院", "鲁0114", ""),
        ("莱芜中院", "鲁01", "2019"),
        ("密云县人民法院", "京0118", ""),
        ("梅列法院", "闽0404", "2021"),
    ],
)
def test_of_a_court_that_is_no_more_its_successor_is_meant(
    said: str, court: str, since: str, directory: CourtDirectory
) -> None:
    (match,) = directory.find(said)
    assert match.court is not None and match.court.code == court
    assert match.former is not None and match.former.since == since


def test_an_old_name_of_a_city_finds_its_court(directory: CourtDirectory) -> None:
    (match,) = directory.find("襄樊中院")
    assert match.court is not None and match.court.name == "湖北省襄阳市中级人民法院"


def test_every_successor_is_a_living_court(directory: CourtDirectory) -> None:
    former = [court for court in directory if not court.current and court.successor]
    assert former
    for court in former:
        successor = directory.get(court.successor)
        assert successor is not None and successor.current


def test_an_import_brings_a_court_back_to_life(directory: CourtDirectory, tmp_path: Path) -> None:
    file = tmp_path / "courts.json"
    file.write_text(json.dumps([{"code": "浙0103", "name": "杭州市下城区人民法院"}]), "utf-8")
    (match,) = directory.with_file(file).find("下城区法院")
    assert match.court is not None and (match.court.code, match.former) == ("浙0103", None)
