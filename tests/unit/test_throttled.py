"""The service says that somebody was too fast for it: a dead end before Send, and never more than an error after it."""

from __future__ import annotations

import pytest
from page_samples import FORM_URL, block, document

from flows.load import load
from flows.schema import State
from helper.guide.history import History
from helper.guide.sending import Sending
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)

# What Facebook says in English, and the same in the other languages, in words of ours.
BLOCKED = {
    "ar": ("تم حظرك مؤقتًا", "يبدو أنك استخدمت هذه الميزة بسرعة كبيرة جدًا."),
    "bg": ("Временно сте блокирани", "Използвали сте тази функция твърде бързо."),
    "ca": ("T’hem bloquejat temporalment", "Has fet servir aquesta funció massa ràpidament."),
    "cs": ("Jste dočasně zablokováni", "Tuto funkci jste používali příliš rychle."),
    "da": ("Du er midlertidigt blokeret", "Du har brugt denne funktion for hurtigt."),
    "de": ("Du wurdest vorübergehend blockiert", "Du hast diese Funktion offenbar zu schnell verwendet."),
    "el": ("Έχετε αποκλειστεί προσωρινά", "Χρησιμοποιήσατε αυτήν τη λειτουργία υπερβολικά γρήγορα."),
    "en": (
        "You’re Temporarily Blocked",
        "It looks like you were misusing this feature by going too fast.",
        "You’ve been temporarily blocked from using it.",
    ),
    "es": ("Se te ha bloqueado temporalmente", "Has usado esta función demasiado rápido."),
    "et": ("Oled ajutiselt blokeeritud", "Kasutasid seda funktsiooni liiga kiiresti."),
    "fi": ("Sinut on estetty väliaikaisesti", "Käytit tätä toimintoa liian nopeasti."),
    "fr": (
        "Vous êtes temporairement bloqué(e)",
        "Vous avez utilisé cette fonctionnalité trop rapidement.",
        "Vous n’êtes temporairement plus autorisé(e) à l’utiliser.",
    ),
    "ga": ("Tá tú blocáilte go sealadach", "D’úsáid tú an ghné seo róthapa."),
    "hr": ("Privremeno ste blokirani", "Ovu ste značajku upotrebljavali prebrzo."),
    "hu": ("Ideiglenesen letiltottuk", "Túl gyorsan használta ezt a funkciót."),
    "is": ("Lokað tímabundið", "Þú notaðir þennan eiginleika of hratt."),
    "it": ("Ti abbiamo bloccato temporaneamente", "Hai usato questa funzione troppo velocemente."),
    "lt": ("Jūs laikinai užblokuoti", "Šia funkcija naudojotės per greitai."),
    "lv": ("Jūs esat īslaicīgi bloķēts", "Jūs izmantojāt šo funkciju pārāk ātri."),
    "mt": ("Inti imblukkat temporanjament", "Użajt din il-funzjoni malajr wisq."),
    "nb": ("Du er midlertidig blokkert", "Du har brukt denne funksjonen for raskt."),
    "nl": ("Je bent tijdelijk geblokkeerd", "Je hebt deze functie te snel gebruikt."),
    "pl": ("Tymczasowo zablokowano Cię", "Korzystasz z tej funkcji zbyt szybko."),
    "pt": ("Foste bloqueado temporariamente", "Usaste esta funcionalidade demasiado rápido."),
    "ro": ("Ați fost blocat temporar", "Ați folosit această funcție prea repede."),
    "sk": ("Ste dočasne zablokovaní", "Túto funkciu ste používali príliš rýchlo."),
    "sl": ("Začasno blokirani", "To funkcijo ste uporabljali prehitro."),
    "sv": ("Du är tillfälligt blockerad", "Du använde den här funktionen för snabbt."),
    "tr": ("Geçici olarak engellendiniz", "Bu özelliği kullanırken çok hızlı hareket ettiniz."),
    "uk": ("Вас тимчасово заблоковано", "Ви користувалися цією функцією занадто швидко."),
}


def page_of(language: str, *texts: str, url: str = FORM_URL) -> Page:
    """Make a page, by default at the form's address, that says this and has no form."""
    blocks = (block(texts[0], is_heading=True), *map(block, texts[1:]))
    bare = {"title": "Facebook", "fields": (), "buttons": (), "forms": ()}
    return Page(document(id="2", url=url, language=language, blocks=blocks, **bare))


@pytest.mark.parametrize("part", ["all of it", "its headline", "the rest"])
@pytest.mark.parametrize("language", BLOCKED)
def test_who_was_too_fast_is_told_that_there_is_no_form(language: str, part: str) -> None:
    said = BLOCKED[language]
    texts = {"all of it": said, "its headline": said[:1], "the rest": ("Facebook", *said[1:])}[part]
    assert recognise(page_of(language, *texts), SERVICE.flow, LEXICON).state is State.UNAVAILABLE


@pytest.mark.parametrize("language", ["en", "fr", "de", "pl"])
def test_after_send_it_is_an_error_that_the_service_shows(language: str) -> None:
    before = Page(document(language=language))
    form = recognise(before, SERVICE.flow, LEXICON).form
    assert form is not None
    page = page_of(language, *BLOCKED[language])
    now = recognise(page, SERVICE.flow, LEXICON, is_after_send=True)
    judged = Sending(form, before.texts()).judge(page, now, History(is_pressed=True), LEXICON)
    assert judged.is_error


def test_a_page_that_explains_limits_is_no_dead_end() -> None:
    texts = (
        "Why limits exist",
        "We set limits on how often certain features can be used.",
        "People who are going too fast may be temporarily blocked from using a feature.",
        "If you’re temporarily blocked, wait before you use it again.",
    )
    page = page_of("en", *texts, url="https://www.facebook.com/help/116393198446749")
    assert recognise(page, SERVICE.flow, LEXICON).state is State.UNKNOWN
