"""Sentences in the language of the page, each looked up once.

Django's `gettext` finds the language anew for every sentence; a results page says three hundred.
Only sentences written in the code may be asked for: whatever is asked for is kept.
"""

from functools import cache

from django.utils import translation


class Sentences(dict[str, str]):
    """English sentence to what is said instead, in the language that is active."""

    def __missing__(self, sentence: str) -> str:
        self[sentence] = translation.gettext(sentence)
        return self[sentence]


@cache
def said_in(language: str) -> Sentences:
    return Sentences()


def gettext(sentence: str) -> str:
    return said_in(translation.get_language() or "")[sentence]
