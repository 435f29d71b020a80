"""`hotline wechat menu`: the official account's menu, made from data/wechat/menu.yml."""

from __future__ import annotations

import requests
from rich.console import Console
from wechatpy.exceptions import WeChatClientException  # type: ignore[import-untyped]

from actions.errors import SetupError
from actions.service.clock import system_clock
from actions.store.database import Database
from api.channels.wechat_client import OneToken
from api.channels.wechat_menu import columns, menu
from api.entry.folder import prepare_folder
from api.serving import prepare_store
from api.settings import Settings


def make_menu(settings: Settings, out: Console, *, show: bool = False) -> None:
    """Raises SetupError without app id or secret, or where the platform refuses."""
    for column in columns():
        out.print(f"{column.name}：{'、'.join(item.name for item in column.items)}")
    if show:
        return
    if not (settings.wechat_app_id and settings.wechat_app_secret):
        raise SetupError("建菜单要有密钥：请设置 HOTLINE_WECHAT_APP_ID 和 HOTLINE_WECHAT_APP_SECRET。")
    if not settings.public_url:
        raise SetupError("菜单里有本站的网页：请设置 HOTLINE_PUBLIC_URL。")
    prepare_folder(settings.data_dir)
    prepare_store(settings)
    database = Database(settings.database)
    try:
        OneToken(settings, database, system_clock).menu.create(menu(settings.public))
    except WeChatClientException as error:
        raise SetupError(f"微信没有接受这个菜单（{error.errcode}），请核对公众号的权限和密钥。") from error
    except requests.RequestException as error:
        raise SetupError("连不上微信的平台，请检查网络后再试。") from error
    finally:
        database.close()
    out.print("菜单已建好，手机上最晚 24 小时内更新；取消关注再关注可以马上看到。")
