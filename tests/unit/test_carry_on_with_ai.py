"""That the person can go on using the service's AI is a remark; that the AI goes on is none."""

from __future__ import annotations

import pytest
from unseen_answers import UnseenAnswer

from flows.schema import State


@pytest.mark.parametrize(
    ("language", "receipt", "remark"),
    [
        ("en", "Your objection is recorded.", "You can continue to use Meta AI as usual."),
        (
            "fr",
            "Votre opposition est enregistrée.",
            "Vous pouvez continuer à utiliser Meta AI comme d’habitude.",
        ),
        ("fr", "Votre opposition est enregistrée.", "Vous pourrez toujours utiliser Meta AI."),
        ("de", "Dein Widerspruch wurde erfasst.", "Du kannst Meta AI weiterhin wie gewohnt nutzen."),
        ("es", "Tu oposición ha quedado registrada.", "Puedes seguir usando Meta AI como siempre."),
        ("it", "La tua opposizione è stata registrata.", "Puoi continuare a usare Meta AI come sempre."),
        ("pt", "A tua oposição foi registada.", "Podes continuar a usar o Meta AI normalmente."),
        ("nl", "Je bezwaar is vastgelegd.", "Je kunt Meta AI gewoon blijven gebruiken."),
        ("ca", "La teva oposició s'ha registrat.", "Pots continuar fent servir Meta AI com sempre."),
        ("ro", "Opoziția ta a fost înregistrată.", "Poți folosi în continuare Meta AI ca de obicei."),
        ("pl", "Twój sprzeciw został zarejestrowany.", "Możesz nadal korzystać z Meta AI jak dotychczas."),
        ("cs", "Vaše námitka byla zaznamenána.", "Meta AI můžete dál používat jako obvykle."),
        ("sk", "Vaša námietka bola zaznamenaná.", "Meta AI môžete ďalej používať ako zvyčajne."),
        ("sl", "Vaš ugovor je zabeležen.", "Meta AI lahko še naprej uporabljate kot običajno."),
        ("hr", "Vaš prigovor je zabilježen.", "I dalje možete koristiti Meta AI kao i inače."),
        ("bg", "Възражението ви е записано.", "Можете да продължите да използвате Meta AI както обикновено."),
        ("uk", "Ваше заперечення зафіксовано.", "Ви можете й надалі користуватися Meta AI як зазвичай."),
        (
            "el",
            "Η εναντίωσή σας καταγράφηκε.",
            "Μπορείτε να συνεχίσετε να χρησιμοποιείτε το Meta AI όπως συνήθως.",
        ),
        ("da", "Din indsigelse er registreret.", "Du kan stadig bruge Meta AI som før."),
        ("sv", "Din invändning har registrerats.", "Du kan fortsätta använda Meta AI som vanligt."),
        ("nb", "Innsigelsen din er registrert.", "Du kan fortsatt bruke Meta AI som før."),
        ("fi", "Vastustuksesi on kirjattu.", "Voit edelleen käyttää Meta AI:ta tavalliseen tapaan."),
        ("fi", "Vastustuksesi on kirjattu.", "Meta AI:ta voit käyttää edelleen."),
        ("et", "Sinu vastuväide on registreeritud.", "Saad Meta AI-d edasi kasutada nagu tavaliselt."),
        ("lv", "Jūsu iebildums ir reģistrēts.", "Jūs joprojām varat izmantot Meta AI kā parasti."),
        ("lt", "Jūsų prieštaravimas užregistruotas.", "„Meta AI“ ir toliau galite naudotis kaip įprasta."),
        ("hu", "A tiltakozásodat rögzítettük.", "A Meta AI-t továbbra is használhatod a megszokott módon."),
        ("is", "Andmæli þín hafa verið skráð.", "Þú getur áfram notað Meta AI eins og venjulega."),
        ("ga", "Taifeadadh d'agóid.", "Is féidir leat leanúint ort ag úsáid Meta AI mar is gnách."),
        ("tr", "İtirazınız kaydedildi.", "Meta AI'ı her zamanki gibi kullanmaya devam edebilirsiniz."),
        ("ar", "تم تسجيل اعتراضك.", "يمكنك الاستمرار في استخدام Meta AI كالمعتاد."),
    ],
)
def test_what_the_person_can_go_on_using_takes_nothing_back(language: str, receipt: str, remark: str) -> None:
    assert UnseenAnswer(language, "success", (receipt, remark)).read() is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "receipt", "statement"),
    [
        ("en", "Your objection is recorded.", "Meta AI can continue to use your posts as usual."),
        ("en", "Your objection is recorded.", "You can carry on, and Meta AI keeps using yours."),
        ("en", "Your objection is recorded.", "You can keep using Facebook, Meta AI can use it as usual."),
        ("en", "Your objection is recorded.", "Meta AI can keep using what you share as usual."),
        ("en", "Your objection is recorded.", "AI will continue as usual."),
        ("en", "Your objection is recorded.", "AI will continue to use it."),
        ("en", "Your objection is recorded.", "We use it as usual."),
        ("en", "Your objection is recorded.", "Use Meta AI to go back."),
        ("en", "Your objection is recorded.", "Once you use Meta AI, it ends."),
        ("de", "Dein Widerspruch wurde erfasst.", "Meta AI kann weiterhin wie gewohnt lernen."),
        ("de", "Dein Widerspruch wurde erfasst.", "Meta AI kann deine weiterhin wie gewohnt nutzen."),
        ("de", "Dein Widerspruch wurde erfasst.", "Meta AI nutzt sie weiterhin."),
        (
            "fr",
            "Votre opposition est enregistrée.",
            "Meta AI peut continuer à les utiliser comme d’habitude.",
        ),
        ("fr", "Votre opposition est enregistrée.", "Meta AI pourra toujours utiliser les vôtres."),
        ("es", "Tu oposición ha quedado registrada.", "Meta AI puede seguir usando las tuyas como siempre."),
        ("it", "La tua opposizione è stata registrata.", "Meta AI può continuare a usarle come sempre."),
        ("nl", "Je bezwaar is vastgelegd.", "Meta AI kan ze gewoon blijven gebruiken."),
        ("lt", "Jūsų prieštaravimas užregistruotas.", "„Meta AI“ ir toliau gali naudoti juos kaip įprasta."),
        ("fi", "Vastustuksesi on kirjattu.", "Meta AI voi edelleen käyttää niitä."),
        ("hu", "A tiltakozásodat rögzítettük.", "A Meta AI továbbra is használhatja a megszokott módon."),
        ("tr", "İtirazınız kaydedildi.", "Meta AI her zamanki gibi kullanmaya devam edebilir."),
        ("pl", "Twój sprzeciw został zarejestrowany.", "Meta AI może nadal z nich korzystać jak dotychczas."),
    ],
)
def test_what_the_ai_goes_on_with_does(language: str, receipt: str, statement: str) -> None:
    assert UnseenAnswer(language, "other", (receipt, statement)).read() is not State.SUBMITTED
