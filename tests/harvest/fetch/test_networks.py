"""Which addresses are public. The table is the specification; Python's own opinion is a check."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest.fetch.networks import refusal

REFUSED = """
0.0.0.0                 this machine, on many systems
0.1.2.3                 the network "this"
10.0.0.1                private
100.64.0.1              behind a provider's translation
100.100.100.200         a cloud's credentials, inside the shared range
127.0.0.1               loopback
127.255.255.254         loopback is a whole network
168.63.129.16           a cloud's host
169.254.169.254         credentials of most clouds
172.16.0.1              private
172.31.255.255          the last of the private ones
192.0.0.192             a cloud's credentials
192.0.2.1               documentation
192.88.99.1             6to4 relay
192.168.1.1             the router at home
198.18.0.1              benchmarks
198.51.100.7            documentation
203.0.113.9             documentation
224.0.0.251             multicast, global by Python
239.255.255.250         multicast
240.0.0.1               reserved
255.255.255.255         broadcast
::                      this machine
::1                     loopback
::7f00:1                IPv4-compatible loopback
::ffff:127.0.0.1        IPv4-mapped loopback
::ffff:10.0.0.1         IPv4-mapped private
::ffff:8.8.8.8          mapped addresses are never what a public name has
64:ff9b::a00:1          NAT64 of 10.0.0.1
64:ff9b::7f00:1         NAT64 of loopback
64:ff9b::a9fe:a9fe      NAT64 of the clouds' credentials
64:ff9b:1::1            local NAT64
100::1                  discard
2001::1                 Teredo
2001:2::1               benchmarks
2001:10::1              ORCHID
2001:db8::1             documentation
2002:7f00:1::           6to4 of loopback
2002:808:808::          6to4 of a public one: the relay decides where it goes
3fff::1                 documentation
4000::1                 not assigned
5f00::1                 segment routing
fc00::1                 private
fd00:ec2::254           a cloud's credentials
fe80::1                 link-local
fe80::1%eth0            with a zone
fec0::1                 site-local, global by Python
ff02::1                 multicast
2a00:1450::5efe:7f00:1  ISATAP of loopback
2a00:1450::200:5efe:a00:1  ISATAP of 10.0.0.1
dale.example            no address at all
""".strip().splitlines()

PUBLIC = "8.8.8.8 172.15.0.1 172.32.0.1 100.128.0.1 2a00:1450::1 2620:fe::fe 64:ff9b::808:808"


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_not_public_is_refused_with_its_name(line: str) -> None:
    assert refusal(line.split()[0])


@pytest.mark.parametrize("address", PUBLIC.split())
def test_what_is_public_passes(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1"])
def test_loopback_passes_where_it_is_allowed(address: str) -> None:
    assert refusal(address) == "loopback"
    assert refusal(address, allow_loopback=True) is None


@pytest.mark.parametrize("address", ["10.0.0.1", "::ffff:127.0.0.1", "0.1.2.3", "::7f00:1"])
def test_allowing_loopback_allows_nothing_else(address: str) -> None:
    assert refusal(address, allow_loopback=True)


ADDRESSES = st.one_of(
    st.integers(0, 2**32 - 1).map(IPv4Address), st.integers(0, 2**128 - 1).map(IPv6Address)
)
EDGES = st.sampled_from([line.split()[0] for line in REFUSED[:-1] if "%" not in line])


@given(st.one_of(ADDRESSES.map(str), EDGES), st.integers(-2, 2))
def test_whatever_python_calls_special_is_refused_too(address: str, step: int) -> None:
    try:
        ip = ip_address(address) + step
    except ValueError:
        return
    special = (
        ip.is_private
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_multicast
        or ip.is_unspecified
        or not ip.is_global
    )
    if special:
        assert refusal(str(ip))
