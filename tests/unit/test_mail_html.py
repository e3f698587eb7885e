"""A mail in HTML says what its reader sees, and nothing else."""

from __future__ import annotations

import pytest
from mail_samples import mail

from helper.mail.html_text import strip_html
from helper.mail.parse import parse_mail

SAID = "We will honour your objection."
SEEN = {
    "a head that is not closed": f"<html><head><title>T</title><body><p>{SAID}</p></body></html>",
    "a head that is not closed, and no body": f"<html><head><style>p{{}}</style><p>{SAID}</p></html>",
    "a condition with a space": f"<html><body><p>Hi</p><![ endif]--><p>{SAID}</p></body></html>",
    "a broken condition": f"<html><body><p>Hi</p><![n dif]><p>{SAID}</p></body></html>",
    "a condition for Outlook": f"<!--[if mso]><p>no</p><![endif]--><!--[if !mso]><!--><p>{SAID}</p><!--<![endif]-->",
    "a large style": f"<head><style>{'a{color:red}' * 9000}</style></head><p>{SAID}</p>",
    "a large style with blanks": f"<head><style>{'a { color : red }' * 9000}</style></head><p>{SAID}</p>",
    "a new line in the sentence": "<p>We will honour<br>your objection.</p>",
    "a new line in the source": "<p>We will\n  honour <b>your</b>\r\n objection.</p>",
    "pieces": "<p>We <span>will</span> <a href=x>honour</a> your objection<b>.</b></p>",
    "references": "<p>We&nbsp;will&#32;honour your objection&period;</p>",
    "a tag that never ends": f"<p>{SAID}</p><a href='x",
    "no scripts": f"<noscript><p>{SAID}</p></noscript>",
}


@pytest.mark.parametrize("name", SEEN)
def test_html_says_what_its_reader_sees(name: str) -> None:
    text = strip_html(SEEN[name])
    assert SAID in " ".join(text.split())
    assert not any(SAID in " ".join(part.split()) and "Hi" in part for part in text.split("\n\n"))


UNSEEN = [
    f"<p style='display: none'>{SAID}</p>",
    f"<div hidden><p>{SAID}</p></div>",
    f"<!-- {SAID} -->",
    f"<title>{SAID}</title>",
    f"<template>{SAID}</template>",
    f"<p>We will</p><p>honour</p><p>your objection.</p><p title='{SAID}'>x</p>",
]


@pytest.mark.parametrize("html", UNSEEN)
def test_what_its_reader_does_not_see_it_does_not_say(html: str) -> None:
    assert not any(SAID in " ".join(part.split()) for part in strip_html(html).split("\n\n"))


def test_a_text_that_only_says_that_html_is_needed_is_not_what_the_mail_says() -> None:
    for stub in (
        "This message needs a program that shows HTML.",
        "Votre messagerie n’affiche pas ce message.",
        "\n",
    ):
        raw = mail(
            f"{stub}\n", html=f"<html><body><p>Hi Ana,</p><p>{SAID} It counts from now on.</p></body></html>"
        )
        assert SAID in parse_mail(raw).text
    raw = (
        b"From: a@facebookmail.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n"
        b"<p>We will honour your objection.</p>\n--b\nContent-Type: text/plain\n\nScanned.\n--b--\n"
    )
    assert SAID in parse_mail(raw).text
