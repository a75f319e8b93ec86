"""Keep what is built from a domain's tables: once for each digest of them."""

import functools
from collections.abc import Callable
from typing import TypeVar

from probenlp.domains import Domain

T = TypeVar("T")


def built_once(build: Callable[[Domain], T]) -> Callable[[Domain], T]:
    """Make a builder keep what it built of a domain, by the digest of its tables.

    A domain without a digest was put together by hand; of such a one everything is built anew.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> units_of = built_once(lambda domain: list(domain.units))
    >>> units_of(load_domain("probation")) is units_of(load_domain("probation"))
    True
    """
    built: dict[str, T] = {}

    @functools.wraps(build)
    def get(domain: Domain) -> T:
        if not domain.digest:
            return build(domain)
        if domain.digest not in built:
            built[domain.digest] = build(domain)
        return built[domain.digest]

    return get
