"""One tree of errors: each has a sentence for the person and a status for machines.

HotlineError
├── BadInput (422)        what was given cannot be read
│   └── BadFields         several fields of a request, each named
├── NotSignedIn (401)     no or dead token
├── Forbidden (403)       signed in, but not allowed
│   └── FreshCodeWanted   allowed with a code not older than ten minutes
├── NotFound (404)        does not exist, or is not this person's: the same words
├── Conflict (409)        same key with other content; a move the state machine bars
├── TooMany (429)         a limit of tries, of waiting messages, of what one may send in a time
├── TooLarge (413)        more than this path takes
├── NotTaken (503)        a message that is not in the inbox: its sender must try again
├── NotConnected (503)    a door that is not set up
└── SetupError            start is refused: one plain sentence, exit code 1
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class HotlineError(Exception):
    """Base of all errors that reach a person; `message` is Chinese and complete."""

    status: int = 500
    code: str = "error"
    retry_after_seconds: int | None = None
    """When trying again may help (RFC 9110, section 10.2.3)."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def more(self) -> Mapping[str, Any]:
        """What machines are told besides, as members of the problem document."""
        return {}


class BadInput(HotlineError):
    status, code = 422, "bad-input"


class BadFields(BadInput):
    """`faults`: field name → what is wrong with it, in Chinese."""

    code = "bad-fields"

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("；".join(faults.values()) + "。")
        self.faults = dict(faults)

    @property
    def more(self) -> Mapping[str, Any]:
        return {"errors": [{"field": name, "detail": text} for name, text in self.faults.items()]}


class NotSignedIn(HotlineError):
    status, code = 401, "not-signed-in"


class Forbidden(HotlineError):
    status, code = 403, "forbidden"


class FreshCodeWanted(Forbidden):
    """What binds him (a signature, an assistant's account, a PIN) wants more than a token that lies about."""

    code = "fresh-code-wanted"

    def __init__(self, act: str, seconds: int) -> None:
        super().__init__(
            f"{act}要用{seconds // 60}分钟以内的短信验证码：请重新获取验证码登录，再办这一步，"
            "别的内容都还在。"
        )
        self.seconds = seconds

    @property
    def more(self) -> Mapping[str, Any]:
        return {"code_not_older_than_seconds": self.seconds}


class NotFound(HotlineError):
    status, code = 404, "not-found"

    def __init__(self, message: str = "没有查到，请核对后再试。") -> None:
        super().__init__(message)


class Conflict(HotlineError):
    status, code = 409, "conflict"


class TooMany(HotlineError):
    status, code = 429, "too-many"
    retry_after_seconds = 5


class TooLarge(HotlineError):
    status, code = 413, "too-large"


class NotTaken(HotlineError):
    status, code = 503, "not-taken"
    retry_after_seconds = 3


class NotConnected(HotlineError):
    status, code = 503, "not-connected"


class SetupError(HotlineError):
    """Start is refused; the command prints `message` and exits with 1."""

    code = "setup"
