"""People at the table of a coordination meeting, each at their own screen: what they click, type and read.

    secretary = Person(browser, site, "sekretariat", width=360, language="en")
    secretary.follow("Meetings")          # the link of that name, in the language of their screen
    secretary.press("Plan", day="2026-11-22")

Every page a person comes to is checked: axe finds nothing, it fits the screen, no script fails.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from datetime import timedelta
from pathlib import Path

from django.utils import translation

from siaga.desks.offices.access import today
from tests.browser.conftest import Visitor
from tests.kit.qr import decode, modules_of

PIXELS = """async address => {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"),
    {width: picture.naturalWidth, height: picture.naturalHeight});
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
  return Array.from({length: canvas.height}, (_, y) => Array.from({length: canvas.width},
    (_, x) => data[4 * (y * canvas.width + x)] < 128));
}"""
PHOTO = """() => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 240});
  const pen = canvas.getContext("2d");
  for (let i = 0; i < 300; i++) {
    pen.fillStyle = `hsl(${i * 37 % 360} 60% 50%)`;
    pen.fillRect(i * 53 % 320, i * 29 % 240, 40, 30);
  }
  return canvas.toDataURL("image/jpeg", 0.8);
}"""


class Person(Visitor):
    """A visitor who reads one language and perhaps has an account."""

    def __init__(self, browser, site, username: str = "", *, width: int, language: str) -> None:
        super().__init__(browser, site, width, {"id": "id-ID", "en": "en-GB"}[language])
        self.language = language
        if username:
            self.sign_in(username)
            self.choose_language()

    def choose_language(self) -> None:
        """By the button of the page: an account has a language of its own, whatever the browser asks for."""
        if self.page.get_attribute("html", "lang") != self.language:
            self._go(self.page.locator("form.language button"))
        self.sound()

    def words(self, msgid: str) -> str:
        """What the screen says for a message of the program."""
        with translation.override(self.language):
            return translation.gettext(msgid)

    @property
    def text(self) -> str:
        return self.page.inner_text("main")

    def sound(self) -> None:
        """Accessible, no wider than the screen, nothing failed."""
        wide = self.overflow()
        found = self.axe() + self.faults + ([f"{wide} px wider than the screen"] if wide > 0 else [])
        assert not found, "\n".join([f"{self.page.url} @{self.width}", *found])

    def see(self, path: str, status: int = 200) -> None:
        """Open an address as if it were typed."""
        answer = self.open(path)
        assert answer.status == status, f"{path}: {answer.status}"
        if status >= 400:
            self.faults[:] = [fault for fault in self.faults if str(status) not in fault]
        self.sound()

    def desk(self, path: str) -> None:
        """Go to a desk by the menu: beside the page, or folded above it on a phone."""
        if self.page.locator(".rail-fold").is_visible():
            self.page.locator(".rail-fold summary").click()
        self._go(self.page.locator(f"nav:visible a[href^='{path}']").first)

    def follow(self, msgid: str, about: str = "") -> None:
        """Click the link of that name; `about` is what it is about when there are several."""
        self._go(self._named("link", msgid, about))

    def follow_title(self, title: str) -> None:
        """Click the first link on the page that has a title somebody wrote."""
        found = self.page.locator("main").get_by_role("link", name=title)
        assert found.count(), f"no link {title!r} on {self.page.url}:\n{self.text}"
        self._go(found.first)

    def press(self, msgid: str, **fields: str) -> None:
        """Fill the form in which the button stands, then press it."""
        button = self._named("button", msgid)
        self.fill(button.locator("xpath=ancestor::form"), **fields)
        self._go(button)

    def submit(self, form) -> None:
        """Press the one button of a form."""
        self._go(form.locator("button:not([type=button])"))

    def fill(self, form, **fields: str) -> None:
        """Type, choose by label, or tick."""
        for name, value in fields.items():
            field = form.locator(f"[name={name}]").first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(**self._option(field, value))
            else:
                field.fill(value)

    def _option(self, field, value: str) -> dict[str, str]:
        values = field.evaluate("e => Array.from(e.options, o => o.value)")
        return {"value": value} if value in values else {"label": value}

    def _named(self, role: str, msgid: str, about: str = ""):
        name = re.escape(self.words(msgid)) + (rf"\s*:\s*{re.escape(about)}" if about else "")
        found = self.page.locator("main").get_by_role(role, name=re.compile(rf"^\s*{name}\s*$"))
        assert found.count(), f"no {role} {msgid!r} on {self.page.url}:\n{self.text}"
        return found.first

    def _go(self, target) -> None:
        self.go(target)
        self.sound()

    def read_code(self) -> str:
        """The address in the QR code on the screen, as a telephone's camera reads it."""
        picture = self.page.locator("main img").screenshot()
        address = "data:image/png;base64," + b64encode(picture).decode()
        return decode(modules_of(self.page.evaluate(PIXELS, address)))

    def photograph(self) -> bytes:
        """A small real JPEG."""
        return b64decode(self.page.evaluate(PHOTO).partition(",")[2])

    def save(self, link) -> Path:
        """Click a link that saves a file."""
        with self.page.expect_download() as download:
            link.click()
        return Path(download.value.path())


def day(after: int = 0) -> str:
    """Today, or so many days after, as a calendar field takes it."""
    return (today() + timedelta(days=after)).isoformat()
