"""Fetching a file from its publisher, carefully: bounded in time, size, hops and kind."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests

from retorno.project.problems import MachineError
from retorno.refresh import Refused

AGENT = "retorno-refresh (+https://github.com/retorno-book/retorno)"
HOPS = 5


class NoNetwork(MachineError):
    """The publisher could not be reached at all."""


@dataclass(frozen=True)
class Limits:
    """What one fetch may use: seconds for each wait and in all, bytes, tries; and by which schemes."""

    wait: float = 30
    seconds: float = 180
    size: int = 80_000_000
    tries: int = 3
    pause: float = 2
    schemes: tuple[str, ...] = ("https",)


def fetch(
    address: str, types: Sequence[str], hosts: Sequence[str] = (), limits: Limits = Limits(), origin: str = ""
) -> bytes:
    """What lies at *address*, whole, in one of the content *types*.

    *address* and what it redirects to must be on the site of *origin* (by default of *address*)
    or on one of *hosts*, and use one of the schemes of *limits*. Raises
    :class:`NoNetwork` where the publisher cannot be reached, :class:`Refused` for everything else.
    """
    ends = time.monotonic() + limits.seconds
    for attempt in range(limits.tries):
        try:
            return _followed(address, origin or address, types, hosts, limits, ends)
        except _Again as error:
            if attempt == limits.tries - 1 or time.monotonic() + limits.pause > ends:
                raise error.final from error
            time.sleep(limits.pause)
    raise AssertionError("there is at least one try")


class _Again(Exception):
    """A failure that may pass; ``final`` is what is raised when it does not."""

    def __init__(self, final: Exception) -> None:
        super().__init__(str(final))
        self.final = final


def _followed(
    address: str, origin: str, types: Sequence[str], hosts: Sequence[str], limits: Limits, ends: float
) -> bytes:
    here = address
    for _ in range(HOPS + 1):
        _allowed(here, origin, hosts, limits)
        try:
            with requests.get(
                here,
                headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
                timeout=limits.wait,
                stream=True,
                allow_redirects=False,
            ) as answer:
                if answer.is_redirect:
                    here = urljoin(here, answer.headers["Location"])
                    continue
                _good(answer, here)
                _kind(answer, types)
                return _whole(answer, limits, ends)
        except requests.exceptions.Timeout as error:
            raise _Again(Refused(f"{here} did not answer within {limits.wait:g} seconds")) from error
        except requests.exceptions.ChunkedEncodingError as error:
            raise _Again(Refused(f"{here} broke off before the end")) from error
        except requests.exceptions.ConnectionError as error:
            if "timed out" in str(error).lower():
                raise _Again(Refused(f"{here} stopped answering for {limits.wait:g} seconds")) from error
            raise _Again(NoNetwork(f"{urlsplit(here).hostname} cannot be reached ({_plain(error)}).")) from error
        except requests.exceptions.RequestException as error:
            raise Refused(f"{here} cannot be fetched: {_plain(error)}") from error
    raise Refused(f"{address} redirects more than {HOPS} times")


def _allowed(here: str, origin: str, hosts: Sequence[str], limits: Limits) -> None:
    """Refuse to go on at *here*, if the fetch that began at *origin* may not."""
    if urlsplit(here).scheme not in limits.schemes:
        raise Refused(f"{here} is not {' or '.join(limits.schemes)}")
    host, home = (urlsplit(place).hostname or "" for place in (here, origin))
    if host not in hosts and _site(host) != _site(home) and not host.endswith("." + _site(home)):
        raise Refused(
            f"{origin} leads to another site, {host}. If that is the publisher's, add it to hosts in retorno:refresh"
        )


def _site(host: str) -> str:
    return host.removeprefix("www.")


def _good(answer: requests.Response, here: str) -> None:
    if answer.status_code >= 500 or answer.status_code == 429:
        raise _Again(Refused(f"{here} answers with status {answer.status_code}"))
    if answer.status_code != 200:
        hint = "; some publishers turn programs away: fetch it with a browser and use --file" * (
            answer.status_code == 403
        )
        raise Refused(f"{here} answers with status {answer.status_code}{hint}")


def _kind(answer: requests.Response, types: Sequence[str]) -> None:
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind and kind not in types:
        raise Refused(f"the answer is {kind}, not {types[0]}: a page that tells of an error, perhaps")


def _whole(answer: requests.Response, limits: Limits, ends: float) -> bytes:
    """All bytes of the answer; as many as it announced, and no more than allowed."""
    announced = answer.headers.get("Content-Length", "")
    content = bytearray()
    for chunk in answer.iter_content(1 << 16):
        content += chunk
        if len(content) > limits.size:
            raise Refused(f"the answer is larger than {limits.size:,} bytes")
        if time.monotonic() > ends:
            raise Refused(f"the answer was not complete after {limits.seconds:g} seconds")
    if announced.isdigit() and len(content) != int(announced):
        raise _Again(Refused(f"the answer broke off: {len(content):,} of {int(announced):,} bytes came"))
    if not content.strip():
        raise Refused("the answer is empty")
    return bytes(content)


def _plain(error: Exception) -> str:
    """The innermost reason of an error of the network."""
    while error.__cause__ or error.__context__:
        inner = error.__cause__ or error.__context__
        if not isinstance(inner, Exception):
            break
        error = inner
    return str(error) or type(error).__name__
