"""Codes: who gets one, what a guess gives, and that refusals look like codes that nobody guessed."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import select, update

from actions.service.identity.codes import recently_verified
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.store.conversations import Audit
from actions.store.database import Database
from actions.store.identities import Challenge
from actions.store.records import Lawyer

from .conftest import GAO, LIN, LIN_PHONE, TRAINEE, FixedClock, sms
from .desk import Desk


@pytest.fixture
def desk(bar: Database, clock: FixedClock, keys: Secrets, register: FeedRegister) -> Desk:
    return Desk(bar, clock, keys, register)


def alter(database: Database, **values: object) -> None:
    with database.write() as session:
        session.execute(update(Lawyer).where(Lawyer.licence_no == LIN).values(**values))


def test_the_code_goes_to_the_registered_telephone_and_verifies_the_account(desk: Desk) -> None:
    code = desk.ask()
    [message] = sms(desk.database)
    assert (message.channel, message.address, message.secret) == ("sms", LIN_PHONE, True)
    assert code
    checked = desk.enter(code)
    assert (checked.outcome, checked.licence_no, checked.name) == ("verified", LIN, "林静")
    caller = desk.caller()
    assert (caller.level, caller.licence_no, caller.role) == (1, LIN, "lawyer")


def test_the_message_names_line_and_purpose_and_warns(desk: Desk) -> None:
    desk.ask(purpose="pin", channel="voice", account="AC/CA1")
    [message] = sms(desk.database)
    for part in ("12368", "设置电话密码", "5分钟", "任何工作人员都不会向您索要"):
        assert part in message.text
    assert "实人" not in message.text


def test_the_code_is_not_kept_readable(desk: Desk) -> None:
    code = desk.ask()
    with desk.database.read() as session:
        [kept] = session.scalars(select(Challenge.code_hash))
    assert code and code not in kept and len(kept) == 64


def test_spaces_and_full_width_in_licence_name_and_code_do_not_matter(desk: Desk) -> None:
    code = desk.ask(licence=" Ｌ-ＬＩＮ ", name="林 静")
    assert code
    assert desk.enter(f"{code[:3]} {code[3:]}").outcome == "verified"


def test_by_sound_takes_a_homophone_and_exact_does_not(desk: Desk) -> None:
    assert desk.ask(name="林静".replace("静", "敬")) is None
    assert desk.ask(name="林敬", channel="voice", account="AC/CA1")
    desk.clock.pass_by(minutes=2)
    assert desk.ask(name="王伟", channel="voice", account="AC/CA1") is None


def test_an_assistant_is_verified_while_his_lawyer_is_active(desk: Desk) -> None:
    code = desk.ask(licence=TRAINEE, name="方可")
    assert code and desk.enter(code).outcome == "verified"
    assert desk.caller().role == "assistant"
    alter(desk.database, status="suspended")
    assert desk.caller().level == 0
    desk.clock.pass_by(minutes=2)
    code = desk.ask(licence=TRAINEE, name="方可", account="openid-2")
    assert code and desk.enter(code, account="openid-2").outcome == "barred"


def refuse_unknown(desk: Desk) -> None:
    desk.ask(licence="L-NOBODY")


def refuse_name(desk: Desk) -> None:
    desk.ask(name="林静静")


def refuse_removed(desk: Desk) -> None:
    alter(desk.database, removed=True)
    desk.ask()


def refuse_quota(desk: Desk) -> None:
    desk.ask(account="elsewhere")
    desk.ask()


REFUSALS = [refuse_unknown, refuse_name, refuse_removed, refuse_quota]


@pytest.mark.parametrize("refuse", REFUSALS)
def test_a_refusal_sends_nothing_and_behaves_like_an_unguessed_code(desk: Desk, refuse: object) -> None:
    assert callable(refuse)
    refuse(desk)
    assert [m for m in sms(desk.database) if "微信" in m.text and refuse is not refuse_quota] == []
    assert desk.awaits()
    refused = [(c.outcome, c.left) for c in desk.enter_wrong(None, 7)]
    alter(desk.database, status="active", removed=False)
    desk.clock.pass_by(hours=2)
    code = desk.ask(account="real")
    assert code
    assert refused == [(c.outcome, c.left) for c in desk.enter_wrong(code, 7, account="real")]


@pytest.mark.parametrize("status", ["suspended", "revoked"])
def test_who_may_not_practise_hears_so_only_after_the_right_code_and_nothing_opens(
    desk: Desk, status: str
) -> None:
    alter(desk.database, status=status)
    code = desk.ask()
    assert code
    assert desk.enter(f"{(int(code) + 1) % 10**6:06d}").outcome == "wrong"
    checked = desk.enter(code)
    assert (checked.outcome, checked.status, checked.licence_no) == ("barred", status, None)
    assert desk.caller().level == 0
    assert desk.enter(code).outcome == "none", "a code is good once"
    with desk.database.read() as session:
        noted = session.scalars(select(Audit).where(Audit.action == "identity.barred")).one()
        assert noted.details["status"] == status


def test_a_code_that_was_refused_expires_like_one_that_was_sent(desk: Desk) -> None:
    desk.ask(licence="L-NOBODY", account="fake")
    desk.ask(account="real")
    desk.clock.pass_by(minutes=5, seconds=1)
    assert (
        desk.enter("123456", account="fake").outcome
        == desk.enter("123456", account="real").outcome
        == "expired"
    )


def test_a_code_lives_five_minutes(desk: Desk) -> None:
    code = desk.ask()
    desk.clock.pass_by(minutes=5)
    assert code and desk.enter(code).outcome == "expired"
    assert desk.caller().level == 0


def test_a_code_works_once(desk: Desk) -> None:
    code = desk.ask()
    assert code and desk.enter(code).outcome == "verified"
    assert desk.enter(code).outcome == "none"


def test_a_code_belongs_to_its_account_and_purpose(desk: Desk) -> None:
    code = desk.ask()
    assert code
    assert desk.enter(code, account="openid-2").outcome == "none"
    assert desk.enter(code, channel="web").outcome == "none"
    assert desk.enter(code, purpose="pin").outcome == "none"
    assert desk.enter(code).outcome == "verified"
    assert desk.caller(account="openid-2").level == 0


def test_five_wrong_tries_kill_the_code_and_rest_that_account_only(desk: Desk) -> None:
    code = desk.ask()
    assert code
    outcomes = [(c.outcome, c.left) for c in desk.enter_wrong(code, 5)]
    assert outcomes == [("wrong", 4), ("wrong", 3), ("wrong", 2), ("wrong", 1), ("dead", 0)]
    assert desk.enter(code).outcome == "dead"
    desk.clock.pass_by(minutes=2)
    assert desk.ask() is None
    assert desk.enter("000000").outcome == "dead"
    elsewhere = desk.ask(account="openid-2")
    assert elsewhere and desk.enter(elsewhere, account="openid-2").outcome == "verified"
    desk.clock.pass_by(minutes=14)
    again = desk.ask()
    assert again and desk.enter(again).outcome == "verified"


def test_a_rest_concerns_one_licence_only(desk: Desk) -> None:
    desk.enter_wrong(desk.ask(), 5)
    code = desk.ask(licence=GAO, name="高远")
    assert code and desk.enter(code).licence_no == GAO


def test_a_new_code_buys_no_more_tries(desk: Desk) -> None:
    desk.enter_wrong(desk.ask(), 4)
    desk.clock.pass_by(minutes=1)
    code = desk.ask()
    assert code
    desk.enter_wrong(code, 1)
    assert desk.enter(code).outcome == "dead"


def test_the_right_code_forgets_wrong_tries(desk: Desk) -> None:
    code = desk.ask()
    assert code
    desk.enter_wrong(code, 4)
    assert desk.enter(code).outcome == "verified"
    desk.clock.pass_by(minutes=1)
    code = desk.ask()
    assert desk.enter_wrong(code, 1)[0].left == 4


def test_one_code_a_minute_over_all_channels(desk: Desk) -> None:
    assert desk.ask()
    desk.clock.pass_by(seconds=59)
    assert desk.ask(channel="web", account="w") is None
    desk.clock.pass_by(seconds=1)
    assert desk.ask(channel="web", account="w")


def test_five_codes_an_hour_over_all_channels(desk: Desk) -> None:
    for number in range(5):
        assert desk.ask(account=f"openid-{number}")
        desk.clock.pass_by(minutes=2)
    assert desk.ask(channel="sms", account="+8613700000000") is None
    desk.clock.pass_by(minutes=50)
    assert desk.ask(channel="sms", account="+8613700000000")


def test_refused_asks_use_up_nobodys_quota(desk: Desk) -> None:
    for number in range(20):
        desk.ask(name="不是他", account=f"stranger-{number}")
    assert desk.ask()


def test_two_asks_at_once_send_one_code(desk: Desk) -> None:
    threads = [Thread(target=desk.ask, kwargs={"account": f"openid-{n}"}) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sms(desk.database)) == 1


def test_tries_at_once_are_all_counted(desk: Desk) -> None:
    code = desk.ask()
    threads = [Thread(target=desk.enter_wrong, args=(code, 1)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert code and desk.enter(code).outcome == "dead"


def test_a_newer_code_replaces_the_older(desk: Desk) -> None:
    first = desk.ask()
    desk.clock.pass_by(minutes=1)
    second = desk.ask()
    assert first and second
    if first != second:
        assert desk.enter(first).outcome == "wrong"
    assert desk.enter(second).outcome == "verified"


def test_asking_too_soon_again_leaves_the_sent_code_good(desk: Desk) -> None:
    code = desk.ask()
    desk.clock.pass_by(seconds=20)
    assert desk.ask() is None
    assert code and desk.enter(code).outcome == "verified"
    assert desk.enter(code).outcome == "none"


def test_a_corrected_name_gets_its_code_at_once(desk: Desk) -> None:
    assert desk.ask(name="林敬") is None
    code = desk.ask()
    assert code and desk.enter(code).outcome == "verified"


def test_another_licence_on_the_account_replaces_the_code(desk: Desk) -> None:
    first = desk.ask()
    desk.ask(licence=GAO, name="高远")
    assert first
    assert desk.enter(first).licence_no != LIN


def test_lawyers_behind_one_address_do_not_disturb_each_other(desk: Desk) -> None:
    address = "203.0.113.9"
    lin = desk.ask(channel="platform", account=address, purpose="token")
    gao = desk.ask(licence=GAO, name="高远", channel="platform", account=address, purpose="token")
    for code, licence in ((lin, LIN), (gao, GAO)):
        assert code
        checked = desk.enter(code, channel="platform", account=address, purpose="token", licence=licence)
        assert checked.licence_no == licence
    assert desk.caller(channel="platform", account=address).level == 0


@pytest.mark.parametrize("change", [{"phone": "+8613900009999"}, {"status": "suspended"}, {"removed": True}])
def test_a_change_in_the_register_kills_a_code_on_its_way(desk: Desk, change: dict[str, object]) -> None:
    code = desk.ask()
    alter(desk.database, **change)
    opened = "barred" if "status" in change else "wrong"
    assert code and desk.enter(code).outcome == opened
    assert desk.caller().level == 0


def test_digits_are_awaited_until_used_or_half_an_hour_late(desk: Desk) -> None:
    assert not desk.awaits()
    code = desk.ask()
    assert code and desk.awaits() and not desk.awaits(account="openid-2")
    desk.clock.pass_by(minutes=34)
    assert desk.awaits()
    desk.clock.pass_by(minutes=1)
    assert not desk.awaits()
    code = desk.ask()
    assert code and desk.enter(code).outcome == "verified"
    assert not desk.awaits()


def test_a_dead_code_is_still_kept_away(desk: Desk) -> None:
    desk.enter_wrong(desk.ask(), 5)
    assert desk.awaits()


def test_a_used_code_is_recent_for_ten_minutes_on_its_account(desk: Desk) -> None:
    code = desk.ask(channel="voice", account="AC/CA1")
    assert code
    desk.enter(code, channel="voice", account="AC/CA1")

    def recent(account: str) -> bool:
        with desk.database.read() as session:
            return recently_verified(session, desk.clock, LIN, channel="voice", account=account)

    desk.clock.pass_by(minutes=10)
    assert recent("AC/CA1") and not recent("AC/CA2")
    desk.clock.pass_by(seconds=1)
    assert not recent("AC/CA1")
