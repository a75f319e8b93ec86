"""Nothing is sent before the whole address has been vetted."""

import contextlib
import socket
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest.fetch import FetchError
from probenlp.harvest.fetch.addresses import Target, Vetting, host_of, normal_url

REFUSED = """
scheme   file:///etc/passwd                       a file of this machine
scheme   ftp://dale.example/a                     not HTTP
scheme   javascript:alert(1)                      a script in a link
scheme   data:text/html,hello                     no server at all
scheme   gopher://dale.example/                   carries any bytes to any port
scheme   //dale.example/a                         whose scheme is it?
scheme   dale.example/a                           no scheme
scheme   dict://dale.example:2628/                not HTTP
address  http://                                  no host
address  http:///etc/passwd                       no host
address  http:/dale.example/                      no host
address  https://:443/                            no host
address  http://127.0.0.1/                        loopback
address  http://127.1/                            loopback in short
address  http://127.0.1/                          loopback in three numbers
address  http://2130706433/                       loopback as one number
address  http://0x7f000001/                       loopback as a hexadecimal number
address  http://0x7f.0.0.1/                       one part hexadecimal
address  http://0177.0.0.1/                       one part octal
address  http://010.8.8.8/                        8.8.8.8 or 10.8.8.8, as one likes
address  http://127.0.0.1./                       with a dot at its end
address  http://1.2.3.4.5/                        five numbers
address  http://256.1.1.1/                        no byte
address  http://dale.example.1/                   a last part that is a number
address  http://0/                                this machine
address  http://[::1]/                            loopback
address  http://[::]/                             this machine
address  http://[::ffff:127.0.0.1]/               IPv4 mapped into IPv6
address  http://[::ffff:7f00:1]/                  the same in hexadecimal
address  http://[::127.0.0.1]/                    IPv4 inside IPv6
address  http://[64:ff9b::7f00:1]/                NAT64
address  http://[2002:7f00:1::]/                  6to4
address  http://[fe80::1%25eth0]/                 bound to a network card
address  http://[::1                              half a bracket
address  http://169.254.169.254/latest/meta-data/ a cloud's credentials
address  http://①②⑦.⓪.⓪.①/                      digits that fold to loopback
address  http://127。0。0。1/                     full stops of another script
address  http://127%2e0%2e0%2e1/                  encoded dots
address  http://local%00host/                     an encoded NUL
address  http://dale..example/                    an empty label
address  http://-/                                no such thing as a name that resolves
address  http://user@dale.example/                a user name
address  http://dale.example@127.0.0.1/           a user name that looks like a host
address  http://dale.example:pw@evil.example/     a password
address  http://dale.example:22/                  the port of a shell
address  http://dale.example:25/                  the port of mail
address  http://dale.example:0/                   no port
address  http://dale.example:99999/               no port
""".strip("\n").splitlines()


def to_nowhere(host: str, port: int) -> Sequence[str]:
    """Resolve as a system does that takes numbers in every form; "-" leads home."""
    return ["127.0.0.1"]


@pytest.mark.parametrize("line", REFUSED)
def test_an_address_that_must_not_be_asked_is_refused(line: str) -> None:
    reason, url = line.split()[:2]
    with pytest.raises(FetchError) as caught:
        Vetting(resolve=to_nowhere).vet(url)
    assert caught.value.reason == reason, str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://dale.example/\r\nHost: evil.example",
        "http://dale.example/\x00",
        "http://da\tle.example/",
        "http://dale example/",
        "\nhttp://dale.example/",
        "http://" + "a" * 254 + ".example/",
        "http://" + "a" * 64 + ".example/",
        "http://dale.example/" + "a" * 9_000,
    ],
)
def test_control_characters_and_excess_are_refused(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        Vetting(resolve=lambda host, port: ["8.8.8.8"]).vet(url)
    assert caught.value.reason == "address"
    assert len(str(caught.value)) < 9_500


NORMAL = [
    ("HTTP://Dale.Example", "http://dale.example/", "case and an empty path"),
    ("https://dale.example:443/a", "https://dale.example/a", "the scheme's own port"),
    ("https://dale.example:8443/a", "https://dale.example:8443/a", "another port"),
    ("http://dale.example./a", "http://dale.example/a", "the dot of the root"),
    ("http://dale.example/a#c7", "http://dale.example/a", "a fragment is never sent"),
    ("http://dale.example?p=1", "http://dale.example/?p=1", "a query without a path"),
    ("http://dale.example/a?", "http://dale.example/a?", "an empty query may be another page"),
    ("http://dale.example/a?b=2&a=1&b=3", "http://dale.example/a?b=2&a=1&b=3", "order is kept"),
    ("http://dale.example/?ref=7&m=1", "http://dale.example/?ref=7&m=1", "no item is dropped"),
    ("http://dale.example//a", "http://dale.example//a", "double slashes are kept"),
    ("http://dale.example/a b", "http://dale.example/a%20b", "blanks are encoded"),
    ("http://dale.example/é", "http://dale.example/%C3%A9", "letters are encoded"),
    ("http://dale.example/%C3%A9", "http://dale.example/%C3%A9", "and not twice"),
    ("  http://dale.example/a ", "http://dale.example/a", "blanks around, as in a feed"),
    ("http://dale.example\\@evil.example/", "http://dale.example/%5C@evil.example/", "one host"),
    ("http://[2A00:1450:0::1]/", "http://[2a00:1450::1]/", "IPv6 in its short form"),
    ("http://bücher.example/", "http://xn--bcher-kva.example/", "a name in another script"),
]


@pytest.mark.parametrize(("url", "normal", "why"), NORMAL, ids=[why for *_, why in NORMAL])
def test_the_normal_form_loses_nothing_but_the_fragment(url: str, normal: str, why: str) -> None:
    assert normal_url(url) == normal


@given(st.text(max_size=40).map(lambda tail: "http://dale.example/" + tail))
def test_the_normal_form_is_a_fixed_point_on_the_same_host(url: str) -> None:
    try:
        normal = normal_url(url)
    except FetchError:
        return
    assert normal_url(normal) == normal
    assert host_of(normal) == "dale.example"


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    vetting = Vetting(resolve=lambda host, port: ["8.8.8.8"])
    for url in (text, "http://" + text):
        with contextlib.suppress(FetchError):
            assert isinstance(vetting.vet(url), Target)


@pytest.mark.parametrize(
    "addresses",
    [["8.8.8.8", "10.0.0.1"], ["2a00:1450::1", "::1"], ["8.8.8.8", "fe80::1%2"], ["nonsense"]],
)
def test_every_address_of_a_name_must_be_public(addresses: list[str]) -> None:
    with pytest.raises(FetchError) as caught:
        Vetting(resolve=lambda host, port: addresses).vet("http://dale.example/")
    assert caught.value.reason == "address"
    assert "dale.example leads to" in caught.value.detail


def test_a_name_is_resolved_once_and_its_addresses_go_with_the_target() -> None:
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    target = Vetting(resolve=lambda host, port: next(answers)).vet("http://dale.example/a?b=1")
    assert target.addresses == ("8.8.8.8",)
    assert (target.host, target.port, target.path) == ("dale.example", 80, "/a?b=1")
    assert target.origin == "http://dale.example"


def test_a_literal_address_is_not_resolved() -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("asked the resolver")

    assert Vetting(resolve=never).vet("https://8.8.8.8/").addresses == ("8.8.8.8",)
    target = Vetting(resolve=never).vet("https://[2a00:1450::1]:8443/a")
    assert (target.addresses, target.origin) == (("2a00:1450::1",), "https://[2a00:1450::1]:8443")


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), False),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), True),
    ],
)
def test_a_name_that_cannot_be_resolved(error: OSError, transient: bool) -> None:
    def fail(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(FetchError) as caught:
        Vetting(resolve=fail).vet("http://dale.example/")
    assert (caught.value.reason, caught.value.transient) == ("dns", transient)
    with pytest.raises(FetchError, match="has no internet address"):
        Vetting(resolve=lambda host, port: []).vet("http://dale.example/")
