"""Certificates are always verified, and against the name that was asked for."""

from pathlib import Path
from typing import Any

import pytest

from probenlp.harvest.fetch import FetchError

OURS = Path(__file__).parent / "tls" / "certificate.pem"


def test_a_certificate_that_nobody_vouches_for_is_refused(tls_web: Any, fetching: Any) -> None:
    tls_web.serve("/a", tls_web.page())
    with pytest.raises(FetchError) as caught:
        fetching(retries=3).fetch(tls_web.url("/a", "https"))
    assert (caught.value.reason, caught.value.transient) == ("tls", False)
    assert "always verified" in caught.value.detail
    assert tls_web.asked == []


def test_a_certificate_that_the_user_trusts_passes(tls_web: Any, fetching: Any) -> None:
    tls_web.serve("/a", tls_web.page(b"<p>Ashmere</p>"))
    fetched = fetching(ca_bundle=OURS).fetch(tls_web.url("/a", "https"))
    assert fetched.data == b"<p>Ashmere</p>"


def test_a_certificate_of_another_name_is_refused(tls_web: Any, fetching: Any) -> None:
    tls_web.serve("/a", tls_web.page())
    with pytest.raises(FetchError) as caught:
        fetching(ca_bundle=OURS).fetch(tls_web.url("fen.example/a", "https"))
    assert caught.value.reason == "tls"
    assert tls_web.asked == []


def test_a_redirect_to_where_nothing_is_encrypted_is_noted(
    tls_web: Any, web: Any, fetching: Any
) -> None:
    tls_web.serve("/a", tls_web.redirect(web.serve("/b", web.page())))
    secure = tls_web.url("/a", "https")
    fetched = fetching(ca_bundle=OURS).fetch(secure)
    assert fetched.notes == (f"redirected from {secure} to {web.url('/b')}, without encryption",)


def test_a_plain_server_behind_https_is_an_error(web: Any, fetching: Any) -> None:
    with pytest.raises(FetchError) as caught:
        fetching().fetch(web.url("/a", "https"))
    assert caught.value.reason == "tls"
