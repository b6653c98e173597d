"""Chinese and foreign numbers to E.164, for the forms that exports use."""

import re
import unicodedata

EXTENSION = re.compile(r"(x|ext|转|轉|分机|,|;|#).*$", re.IGNORECASE)
HIDDEN = re.compile(r"[*•]|\dx{2,}|\d#{2,}", re.IGNORECASE)
SPREADSHEET = re.compile(r"\d(?:\.(\d+))?E\+(\d+)", re.IGNORECASE)
MOBILE = re.compile(r"1[3-9]\d{9}")
HYPHENED = re.compile(r"((?:\+86-?)?\(?0?(?:10|2\d|[3-9]\d\d)\)?[- ]?\d{7,8}|1[3-9]\d{9})-\d{1,6}")


def e164(text: str | None) -> str | None:
    """The number in E.164 (region CN where it names no country), None where there is none to be known."""
    written = unicodedata.normalize("NFKC", text or "").strip(" '=\"")
    if HIDDEN.search(written):
        return None
    if shown := SPREADSHEET.fullmatch(written):
        # What a spreadsheet shows may be less than what it holds.
        lost = len(shown[1] or "") != int(shown[2])
        return None if lost else _spelled(re.sub(r"\D", "", written.upper().split("E")[0]))
    return _spelled(written)


def _spelled(written: str) -> str | None:
    written = re.sub(r"(\d{7})\.0$", r"\1", written)
    written = EXTENSION.sub("", written).strip()
    if hyphened := HYPHENED.fullmatch(written):
        written = hyphened[1]
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
