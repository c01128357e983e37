"""Where each rule of the registry comes from and when it was last checked (rules §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit


class Verified(StrEnum):
    """How the source was checked."""

    READ = "read"
    TWO_COPIES = "two copies"
    """Read in two places that agree."""


COPIES = (
    "uat.",
    "sit.",
    "azurewebsites.net",
    "scriptsavetest.com",
    "wordscope.be",
    "wixlib.com",
    "dryeyezone.com",
    "skyscape",
    "yourcareeverywhere",
)
"""Staging and mirror hosts: their address is not for readers until a person replaces it."""


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    url: str

    @property
    def address(self) -> str | None:
        """The address to print; None where the title has to do."""
        host = urlsplit(self.url).netloc
        staged = host.startswith(COPIES[:2]) or any(name in host for name in COPIES[2:])
        return None if staged else self.url


@dataclass(frozen=True, slots=True)
class Evidence:
    verified: Verified
    sources: tuple[Source, ...]
    checked_on: date
    review_due: date


def evidence(line: Mapping[str, str]) -> Evidence:
    """What one line of `rules.csv` or `rules_answers.csv` says, by heading, about itself.

    Titles and addresses are paired, several of them parted by " ; ".  Raises ValueError for
    an unknown way of checking, a date that is none, or a title without address.
    """
    titles, urls = line["source_title"].split(" ; "), line["source_url"].split(" ; ")
    return Evidence(
        verified=Verified(line["verified"]),
        sources=tuple(Source(*pair) for pair in zip(titles, urls, strict=True)),
        checked_on=date.fromisoformat(line["checked_on"]),
        review_due=date.fromisoformat(line["review_due"]),
    )
