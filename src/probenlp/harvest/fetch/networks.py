"""Which internet addresses are public: everything else may be somebody's intranet.

The table follows the two IANA registries of special-purpose addresses (RFC 6890 and its updates).
It is written out because ``ipaddress.is_global`` differs between patch releases of Python and
calls multicast, 6to4 and IPv4-mapped addresses global.

"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_V4 = [
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by customers of a provider"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local, where clouds keep their credentials"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        # Global by its number, and inside every virtual machine of one cloud its host.
        ("168.63.129.16/32", "a cloud's host"),
    )
]
_V6 = [
    (IPv6Network(network), name)
    for network, name in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4 mapped into IPv6"),
        ("::/96", "IPv4 inside IPv6"),
        ("64:ff9b:1::/48", "a local translation to IPv4"),
        ("100::/64", "discarded"),
        ("2001::/32", "Teredo, IPv4 inside IPv6"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "6to4, IPv4 inside IPv6"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
]
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
_LOOPBACK = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))


def refusal(address: str, *, allow_loopback: bool = False) -> str | None:
    """Tell why nothing may be fetched from an internet address.

    Parameters
    ----------
    address : str
        An IPv4 or IPv6 address as the resolver writes it.
    allow_loopback : bool
        For tests against a server on this machine: 127.0.0.0/8 and ::1 pass, nothing else.

    Returns
    -------
    str or None
        What the address is, in words; None for a public one.

    Examples
    --------
    >>> refusal("10.1.2.3"), refusal("::ffff:8.8.8.8"), refusal("8.8.8.8")
    ('private', 'IPv4 mapped into IPv6', None)
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return "no internet address"
    if allow_loopback and any(ip in network for network in _LOOPBACK):
        return None
    return _v4_refusal(ip) if isinstance(ip, IPv4Address) else _v6_refusal(ip)


def _v4_refusal(ip: IPv4Address) -> str | None:
    return next((name for network, name in _V4 if ip in network), None)


def _v6_refusal(ip: IPv6Address) -> str | None:
    if ip.scope_id is not None:
        return "bound to one network card"
    if ip in _NAT64:
        # On a network without IPv4 every IPv4 server has such an address: judge that server.
        return _v4_refusal(IPv4Address(int(ip) & 0xFFFFFFFF))
    known = next((name for network, name in _V6 if ip in network), None)
    if known is None and ip not in _GLOBAL_UNICAST:
        return "not assigned"
    if known is None and (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "ISATAP, IPv4 inside IPv6"
    return known
