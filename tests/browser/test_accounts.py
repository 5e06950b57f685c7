"""Invited in one browser, accepted in another; and a passkey end to end, with a made-up authenticator."""

from __future__ import annotations

import re

import pytest

from tests.kit.people import PASSWORD

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def submit(page) -> None:
    with page.expect_navigation():
        page.locator("main form button:not([type=button])").first.click()


@pytest.mark.parametrize("width", [1280, 360])
def test_an_invitation_from_one_browser_to_another(visit, width):
    admin, guest = visit(width=width), visit(width=width)
    admin.sign_in("admin")
    admin.open("/lembaga/undangan/baru/")
    admin.page.fill("input[name=full_name]", f"Siti Aminah {width}")
    admin.page.select_option("select[name=institution]", index=1)
    admin.page.select_option("select[name=role]", "auditor")
    submit(admin.page)
    assert admin.axe() == []
    assert admin.overflow() <= 0
    guest.open(admin.page.inner_text(".invitation-link code"))
    assert guest.axe() == []
    for field, text in (("username", f"siti{width}"), ("password", "pendek"), ("again", "pendek")):
        guest.page.fill(f"input[name={field}]", text)
    submit(guest.page)
    assert guest.axe() == []
    guest.page.fill("input[name=password]", PASSWORD)
    guest.page.fill("input[name=again]", PASSWORD)
    submit(guest.page)
    assert guest.page.url.endswith("/lembaga/saya/")
    assert guest.axe() == []
    assert admin.faults + guest.faults == []


def test_a_passkey_is_added_and_opens_the_door(visit, site):
    visitor = visit()
    page, home = visitor.page, site.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    protocol = visitor.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{home}/akun/login/")
    page.fill("input[name=login]", "dinkes")
    page.fill("input[name=password]", site.accounts["dinkes"])
    submit(page)
    page.goto(f"{home}/akun/2fa/webauthn/add/")
    page.fill("input[name=password]", site.accounts["dinkes"])
    submit(page)
    assert visitor.axe() == []
    page.fill("input[name=name]", "telepon")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("recovery-codes"))
    page.goto(f"{home}/akun/2fa/webauthn/")
    assert "telepon" in page.inner_text("main")
    assert visitor.axe() == []
    page.goto(f"{home}/akun/logout/")
    submit(page)
    page.goto(f"{home}/akun/login/")
    page.click("#passkey_login")
    page.wait_for_url(re.compile("/papan/"))
    assert [fault for fault in visitor.faults if not fault.startswith("a request left")] == []
