"""Chinese and foreign numbers to E.164, for the forms that exports use."""

import re
import unicodedata

EXTENSION = re.compile(r"(x|ext|转|,).*$", re.IGNORECASE)
MOBILE = re.compile(r"1[3-9]\d{9}")


def e164(text: str | None) -> str | None:
    """The number in E.164 (region CN where it names no country), None for a blank one."""
    written = unicodedata.normalize("NFKC", text or "").strip()
    written = EXTENSION.sub("", written)
    plus = written.startswith("+")
    digits = re.sub(r"\D", "", written)
    if not digits:
        return None
    if plus:
        return "+" + digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    national = digits.removeprefix("0")
    if MOBILE.fullmatch(national):
        return "+86" + national
    if not digits.startswith("0") and digits.startswith("86") and len(digits) >= 12:
        return "+" + digits
    return "+86" + national
