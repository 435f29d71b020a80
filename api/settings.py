"""Settings: environment variables with the prefix HOTLINE_, documented in docs/settings.md."""

from __future__ import annotations

import ipaddress
import secrets
from pathlib import Path
from string import Formatter
from typing import Any, Literal, get_args, get_origin
from urllib.parse import urlsplit

import yaml
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from actions.errors import SetupError
from actions.law.errors import InvalidTariff
from actions.law.tariff import load_tariff

PROJECT = Path(__file__).resolve().parent.parent


FEE = ("fee_id", "fee", "id")
"""Names that a payment link may call the fee's id by."""


class _Environment(EnvSettingsSource):
    """A variable left lying about must not open a demo: only the command does."""

    def __call__(self) -> dict[str, Any]:
        return {name: value for name, value in super().__call__().items() if name != "demo"}


class Settings(BaseSettings):
    """Every setting with its meaning; `docs/settings.md` is generated from these lines."""

    model_config = SettingsConfigDict(env_prefix="HOTLINE_", extra="ignore")

    data_dir: Path = Field(Path("var"), description="内嵌数据库、模型、待发消息所在的文件夹")
    database_url: str | None = Field(
        None, description="数据库；不填用数据文件夹里的 SQLite，生产用 postgresql+psycopg://…"
    )
    redis_url: str | None = Field(None, description="Redis；留给多进程部署，一个进程运行时不用")
    public_url: str | None = Field(None, description="对外网址（https；回环地址可用 http）；签名按它核对")
    keys_file: Path | None = Field(
        None, description="封存个人数据的密钥文件；不填放在数据文件夹的 keys.json，须与数据库分开保管、备份"
    )
    secret_key: str | None = Field(None, description="密钥，至少 32 字节")
    allowed_origins: str = Field("", description="允许嵌入聊天页的其他网站，逗号分隔")
    encoder: str | None = Field(
        None, description="本地句向量模型文件夹（model.onnx、tokenizer.json），代替自带的；off 不用句向量"
    )
    twilio_account_sid: str | None = Field(None, description="Twilio 账号")
    twilio_auth_token: str | None = Field(None, description="Twilio 口令，用来核对签名")
    twilio_from: str | None = Field(None, description="发短信用的号码；不填则写入待发文件")
    wechat_app_id: str | None = Field(None, description="微信公众号 AppID")
    wechat_token: str | None = Field(None, description="微信公众号令牌")
    wechat_aes_key: str | None = Field(None, description="微信消息加解密密钥（安全模式）")
    wechat_app_secret: str | None = Field(None, description="微信公众号密钥；不填则客服消息写入待发文件")
    wechat_plain: Literal["on", "off"] = Field("on", description="off 时拒绝微信明文模式")
    province_fees: Path | None = Field(
        None, description="本省在全国幅度内定的收费标准（YAML：省简称 → 费用类别 → 元）；不填按幅度说"
    )
    sms_outbox: Literal["", "file"] = Field("", description="file：公网部署也允许把短信写入文件")
    payment_url: str | None = Field(
        None,
        description="交费网址（https），其中 {fee_id} 代入费用编号；不填则给律师服务平台上这笔费用的网页",
    )
    identity_url: str | None = Field(
        None, description="律师身份核验平台的接口网址（https）；不填以法院数据里的律师登记为准"
    )
    identity_key: str | None = Field(None, description="律师身份核验平台的接口口令")
    trusted_proxies: str = Field(
        "", description="反向代理的地址（可写网段，逗号分隔）；只相信它们转来的来访地址，不填谁也不信"
    )
    operators: Literal["", "on", "off"] = Field(
        "", description="/metrics 和 /openapi.json：on 开，off 关；不填则只在对外网址是本机时开"
    )
    demo: bool = Field(False, description="演示：虚构的法院、律师和案件")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, _Environment(settings_cls)

    @classmethod
    def of_environment(cls) -> Settings:
        """Raises SetupError with the variables that cannot be read, and what they may be."""
        try:
            return cls()
        except ValidationError as error:
            wrong = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors())
            raise SetupError("；".join(map(_refusal, wrong)) + "。") from error

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.data_dir / 'hotline.db').resolve()}"

    @property
    def keys(self) -> Path:
        return self.keys_file or self.data_dir / "keys.json"

    @property
    def public(self) -> str:
        return (self.public_url or "http://127.0.0.1:8000").rstrip("/")

    @property
    def payment(self) -> str:
        """Empty without one. Raises SetupError for what is no https template of the fee's id alone."""
        template = self.payment_url or ""
        names = _places(template)
        if template and (not template.startswith("https://") or len(names) != 1 or names[0] not in FEE):
            raise SetupError(
                "HOTLINE_PAYMENT_URL 必须是 https 网址，有且只有一处费用编号 {fee_id}，不能有别的案件信息。"
            )
        return template

    @property
    def loopback(self) -> bool:
        host = urlsplit(self.public).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def shows_operators(self) -> bool:
        """Whether measures and the description of the API are given to whoever asks."""
        return self.operators == "on" or (self.operators == "" and self.loopback)

    @property
    def origins(self) -> list[str]:
        return [origin.strip() for origin in self.allowed_origins.split(",") if origin.strip()]

    @property
    def fee_figures(self) -> Path | None:
        """The provinces' figures, known to be inside the law. Raises SetupError."""
        if self.province_fees is None:
            return None
        try:
            load_tariff(self.province_fees)
        except InvalidTariff as error:
            raise SetupError(
                f"HOTLINE_PROVINCE_FEES 里的“{error.where}”不是全国幅度内的标准，请改正。"
            ) from error
        except (OSError, ValueError, AttributeError, yaml.YAMLError) as error:
            raise SetupError(
                "HOTLINE_PROVINCE_FEES 的文件读不出来，请写成“粤: {divorce: '300'}”的样子。"
            ) from error
        return self.province_fees

    @property
    def secret(self) -> bytes:
        if not self.secret_key:
            raise SetupError("还没有设置密钥：请设置 HOTLINE_SECRET_KEY（至少 32 字节的随机串）。")
        return self.secret_key.encode()

    def ready_to_serve(self, port: int) -> Settings:
        """Fill what a demo may leave out and refuse what is unsafe.

        Raises:
            SetupError: a key that is too short, or a public URL that is missing or not https.
        """
        filled = self
        if self.demo:
            filled = self.model_copy(
                update={
                    "public_url": self.public_url or f"http://127.0.0.1:{port}",
                    "secret_key": self.secret_key or _demo_key(self.data_dir),
                }
            )
        if len(filled.secret) < 32:
            raise SetupError("密钥太短：HOTLINE_SECRET_KEY 至少要 32 字节。")
        if not filled.public_url:
            raise SetupError("还没有设置对外网址：请设置 HOTLINE_PUBLIC_URL（https 开头）。")
        if not filled.loopback and urlsplit(filled.public).scheme != "https":
            raise SetupError("HOTLINE_PUBLIC_URL 必须是 https 网址（本机回环地址除外）。")
        return filled


def _refusal(name: str) -> str:
    variable, annotation = f"HOTLINE_{name.upper()}", Settings.model_fields[name].annotation
    if get_origin(annotation) is not Literal:
        return f"{variable} 的值读不懂，请改正"
    allowed = " 或 ".join(value for value in get_args(annotation) if value)
    return f"{variable} 的值不对，只能是 {allowed}，或者不设"


def _places(template: str) -> list[str | None]:
    try:
        return [name for _, name, _, _ in Formatter().parse(template) if name is not None]
    except ValueError:
        return [None]


def _demo_key(data_dir: Path) -> str:
    """A demo's key is made once and kept beside its data, so that its tokens outlive a restart."""
    path = data_dir / "demo.key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text()
