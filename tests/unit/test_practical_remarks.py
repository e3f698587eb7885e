"""What stands beside a receipt for the person's use: a number to keep, the spam folder, how long it takes, other accounts."""

from __future__ import annotations

import pytest
from test_caveats import read

from flows.schema import State


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "احتفظ بهذا الرقم فقد نطلبه منك إذا تواصلت معنا مرة أخرى."),
        ("ca", "Desa aquest número per si necessites consultar-nos res."),
        ("da", "Gem nummeret, hvis du får brug for at kontakte os igen."),
        ("el", "Κρατήστε αυτόν τον αριθμό, μπορεί να σας ζητηθεί αν επικοινωνήσετε ξανά μαζί μας."),
        ("es", "Guarda este número: es posible que te lo pidamos si vuelves a contactar con nosotros."),
        ("fi", "Säilytä numero, sillä sitä voidaan kysyä sinulta, jos otat meihin uudelleen yhteyttä."),
        ("ga", "Coinnigh an uimhir seo, mar d'fhéadfaí í a iarraidh ort má dhéanann tú teagmháil linn arís."),
        ("hu", "Őrizze meg ezt a számot, mert kérhetjük, ha újra kapcsolatba lép velünk."),
        ("it", "Conservalo: potrebbe esserti chiesto se ci contatti di nuovo."),
        ("lv", "Saglabājiet šo numuru, jo mēs to varam jautāt, ja sazināsieties ar mums vēlreiz."),
        ("nb", "Ta vare på nummeret, du kan bli bedt om det hvis du kontakter oss igjen."),
        ("pl", "Zachowaj ten numer, bo możemy o niego poprosić, jeśli ponownie się z nami skontaktujesz."),
        ("ro", "Păstrează acest număr, s-ar putea să ți-l cerem dacă ne contactezi din nou."),
        ("sl", "Shranite to številko, saj vas lahko vprašamo po njej, če nas znova kontaktirate."),
        ("tr", "Bu numarayı saklayın, bizimle yeniden iletişime geçerseniz sorulabilir."),
    ],
)
def test_note_the_number_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ar",
            "أرسلنا رسالة تأكيد إلى البريد الإلكتروني الذي أدخلته. إذا لم تجدها، فتحقق من مجلد الرسائل غير المرغوب فيها.",
        ),
        ("bg", "Ако съобщението не пристигне, погледнете в спама."),
        (
            "ca",
            "T'hem enviat un correu de confirmació a l'adreça que ens has donat. Si no el trobes, mira a la carpeta de correu brossa.",
        ),
        ("cs", "Pokud zpráva nedorazí, podívejte se do spamu."),
        (
            "da",
            "Vi har sendt en bekræftelse til den mailadresse, du har angivet. Hvis du ikke kan se den, så tjek din spammappe.",
        ),
        ("de", "Sollte sie nicht ankommen, prüfen Sie bitte Ihren Spam-Ordner."),
        (
            "el",
            "Στείλαμε email επιβεβαίωσης στη διεύθυνση που δηλώσατε. Αν δεν το βλέπετε, ελέγξτε τον φάκελο ανεπιθύμητων.",
        ),
        ("en", "If it doesn't arrive, look in your spam folder."),
        (
            "es",
            "Hemos enviado un correo de confirmación a la dirección que nos indicaste. Si no lo ves, revisa la carpeta de spam.",
        ),
        ("et", "Kui kiri kohale ei jõua, vaata rämpsposti hulgast."),
        (
            "fi",
            "Lähetimme vahvistuksen antamaasi sähköpostiosoitteeseen. Jos et näe sitä, tarkista roskapostikansio.",
        ),
        ("fr", "S’il n’arrive pas, regardez dans vos spams."),
        (
            "ga",
            "Chuireamar ríomhphost deimhnithe chuig an seoladh a thug tú. Mura bhfeiceann tú é, seiceáil an fillteán turscair.",
        ),
        ("hr", "Ako poruka ne stigne, pogledajte u neželjenu poštu."),
        ("hu", "Visszaigazoló e-mailt küldtünk a megadott címre. Ha nem látod, nézd meg a spam mappát."),
        ("is", "Ef þú sérð hana ekki skaltu leita í ruslpóstmöppunni."),
        (
            "it",
            "Abbiamo inviato un'e-mail di conferma all'indirizzo che hai indicato. Se non la vedi, controlla la cartella dello spam.",
        ),
        ("lt", "Jei laiškas neateina, pažiūrėkite brukalo aplanke."),
        (
            "lv",
            "Mēs nosūtījām apstiprinājumu uz jūsu norādīto e-pasta adresi. Ja to neredzat, pārbaudiet mēstuļu mapi.",
        ),
        ("mt", "Jekk il-messaġġ ma jaslekx, fittex fil-folder tal-ispam."),
        (
            "nb",
            "Vi har sendt en bekreftelse til e-postadressen du oppga. Hvis du ikke ser den, kan du sjekke søppelpostmappen.",
        ),
        ("nl", "Als de mail niet aankomt, controleer dan uw map met ongewenste e-mail."),
        (
            "pl",
            "Wysłaliśmy e-mail z potwierdzeniem na podany adres. Jeśli go nie widzisz, sprawdź folder ze spamem.",
        ),
        ("pt", "Se não o receber, verifique o lixo eletrónico."),
        (
            "ro",
            "Am trimis un e-mail de confirmare la adresa pe care ai indicat-o. Dacă nu îl vezi, verifică dosarul de spam.",
        ),
        ("sk", "Ak správa nepríde, pozrite sa do spamu."),
        (
            "sl",
            "Na naslov, ki ste ga navedli, smo poslali potrditveno e-pošto. Če je ne vidite, preverite mapo z neželeno pošto.",
        ),
        ("sv", "Om mejlet inte kommer fram, kontrollera skräppostmappen."),
        ("tr", "Verdiğin adrese bir onay e-postası gönderdik. Göremiyorsan spam klasörünü kontrol et."),
        ("uk", "Якщо лист не надійде, подивіться у спамі."),
    ],
)
def test_look_in_the_spam_folder_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "عادةً ما نحتاج إلى بضعة أيام لتطبيق التغيير على جميع أنظمتنا."),
        ("bg", "Щом това стане, ще получите имейл."),
        ("ca", "Normalment necessitem uns quants dies per actualitzar tots els sistemes."),
        ("cs", "Jakmile se tak stane, dostanete e-mail."),
        ("da", "Vi skal normalt bruge et par dage på at gennemføre ændringen i alle vores systemer."),
        ("de", "Sobald das geschehen ist, erhalten Sie eine E-Mail von uns."),
        ("el", "Συνήθως χρειαζόμαστε λίγες ημέρες για να εφαρμόσουμε την αλλαγή σε όλα τα συστήματα."),
        ("en", "Once that has happened, you'll get an email from us."),
        ("es", "Normalmente necesitamos unos días para aplicar el cambio en todos nuestros sistemas."),
        ("et", "Kui see on tehtud, saad e-kirja."),
        ("fi", "Tarvitsemme yleensä muutaman päivän, jotta muutos näkyy kaikissa järjestelmissämme."),
        ("fr", "Une fois que ce sera fait, vous recevrez un e-mail."),
        ("ga", "De ghnáth bíonn cúpla lá ag teastáil uainn chun an t-athrú a dhéanamh i ngach córas."),
        ("hr", "Kad se to dogodi, dobit ćete e-poruku."),
        ("hu", "Általában néhány napra van szükségünk, hogy a módosítást minden rendszerben elvégezzük."),
        ("is", "Þegar það hefur gerst færðu tölvupóst."),
        ("it", "Di solito ci servono alcuni giorni per applicare la modifica a tutti i nostri sistemi."),
        ("lt", "Kai tai bus padaryta, gausite el. laišką."),
        ("lv", "Parasti mums vajadzīgas dažas dienas, lai veiktu izmaiņas visās sistēmās."),
        ("mt", "Meta jsir dan, tirċievi email."),
        ("nb", "Vi trenger vanligvis noen dager på å gjennomføre endringen i alle systemene våre."),
        ("nl", "Zodra dat is gebeurd, krijg je een e-mail."),
        ("pl", "Zwykle potrzebujemy kilku dni, aby wprowadzić zmianę we wszystkich systemach."),
        ("pt", "Quando estiver feito, recebes um e-mail."),
        ("ro", "De obicei avem nevoie de câteva zile pentru a aplica modificarea în toate sistemele."),
        ("sk", "Keď sa tak stane, dostanete e-mail."),
        ("sl", "Običajno potrebujemo nekaj dni, da spremembo uvedemo v vse sisteme."),
        ("sv", "Vi behöver normalt några dagar för att genomföra ändringen i alla våra system."),
        ("tr", "Değişikliği tüm sistemlerimizde uygulamak için genellikle birkaç güne ihtiyacımız olur."),
        ("uk", "Щойно це станеться, ви отримаєте електронний лист."),
    ],
)
def test_how_long_it_takes_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "لن تصلك منا أي رسائل أخرى."),
        ("bg", "Няма да ви изпращаме друго известие."),
        ("ca", "No t'enviarem cap més avís."),
        ("cs", "Žádné další oznámení vám už nepošleme."),
        ("da", "Du får ikke flere mails fra os om dette."),
        ("de", "Weitere Benachrichtigungen schicken wir dir nicht."),
        ("el", "Δεν θα λάβετε άλλο email από εμάς."),
        ("en", "We won't send you another notification."),
        ("es", "No recibirás ningún otro correo nuestro."),
        ("et", "Sa ei saa meilt enam ühtegi teadet."),
        ("fi", "Et saa meiltä enää muita sähköposteja."),
        ("fr", "Nous ne vous enverrons plus aucune notification à ce sujet."),
        ("ga", "Ní bhfaighidh tú aon ríomhphost eile uainn."),
        ("hr", "Više vam nećemo slati obavijesti."),
        ("hu", "Több e-mailt nem kapsz tőlünk."),
        ("is", "Við sendum þér ekki frekari tilkynningar."),
        ("it", "Non riceverai altre e-mail da parte nostra."),
        ("lt", "Kitų pranešimų jums nebesiųsime."),
        ("lv", "Jūs vairs nesaņemsiet no mums citus e-pastus."),
        ("mt", "Mhux se nibagħtulek notifiki oħra."),
        ("nb", "Du får ingen flere e-poster fra oss."),
        ("nl", "We sturen je geen nieuwe melding meer."),
        ("pl", "Nie otrzymasz od nas kolejnych e-maili."),
        ("pt", "Não lhe enviaremos outras notificações."),
        ("ro", "Nu vei mai primi alte e-mailuri de la noi."),
        ("sk", "Žiadne ďalšie upozornenie vám už nepošleme."),
        ("sl", "Od nas ne boste prejeli nobenega dodatnega e-sporočila."),
        ("sv", "Vi skickar inga ytterligare aviseringar till dig."),
        ("tr", "Bizden başka e-posta almayacaksın."),
        ("uk", "Ми не надсилатимемо вам інших сповіщень."),
    ],
)
def test_no_further_letter_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "ليس عليك القيام بأي شيء آخر، ولا حاجة إلى إرسال النموذج مرة أخرى."),
        ("ca", "No has de fer res més i no cal que tornis a enviar el formulari."),
        ("da", "Du skal ikke gøre mere, og du behøver ikke sende formularen igen."),
        ("el", "Δεν χρειάζεται να κάνετε τίποτα άλλο ούτε να στείλετε ξανά τη φόρμα."),
        ("es", "No tienes que hacer nada más ni hace falta que vuelvas a enviar el formulario."),
        ("fi", "Sinun ei tarvitse tehdä enää mitään, eikä lomaketta tarvitse lähettää uudelleen."),
        ("ga", "Níl aon rud eile le déanamh agat agus ní gá an fhoirm a sheoladh arís."),
        ("hu", "Nem kell semmi mást tenned, és az űrlapot sem kell újra elküldened."),
        ("it", "Non devi fare nient'altro e non occorre inviare di nuovo il modulo."),
        ("lv", "Jums vairs nekas nav jādara, un veidlapa nav jāsūta vēlreiz."),
        ("nb", "Du trenger ikke å gjøre noe mer, og du trenger ikke å sende inn skjemaet på nytt."),
        ("pl", "Nie musisz robić nic więcej ani ponownie wysyłać formularza."),
        ("ro", "Nu trebuie să mai faci nimic altceva și nu este nevoie să trimiți din nou formularul."),
        ("sl", "Ni vam treba storiti ničesar več in obrazca ni treba znova poslati."),
        ("tr", "Başka bir şey yapmana gerek yok, formu tekrar göndermen de gerekmez."),
    ],
)
def test_nothing_else_to_do_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "إذا غيّرت رأيك يومًا ما، يمكنك سحب الاعتراض من الإعدادات."),
        ("ca", "Si mai canvies d'opinió, pots retirar-la des de la configuració."),
        ("da", "Hvis du en dag skifter mening, kan du trække indsigelsen tilbage i indstillingerne."),
        ("el", "Αν ποτέ αλλάξετε γνώμη, μπορείτε να αποσύρετε την ένσταση στις ρυθμίσεις."),
        ("es", "Si algún día cambias de opinión, puedes retirar la oposición desde la configuración."),
        ("fi", "Jos joskus muutat mielesi, voit perua vastustuksesi asetuksissa."),
        (
            "ga",
            "Má athraíonn tú d'intinn am ar bith, is féidir leat an agóid a tharraingt siar sna socruithe.",
        ),
        ("hu", "Ha valaha meggondolod magad, a beállításokban visszavonhatod a tiltakozást."),
        ("it", "Se un giorno cambi idea, puoi ritirare l'opposizione nelle impostazioni."),
        ("lv", "Ja kādreiz pārdomāsiet, iebildumu varat atsaukt iestatījumos."),
        ("nb", "Hvis du en gang ombestemmer deg, kan du trekke tilbake innsigelsen i innstillingene."),
        ("pl", "Jeśli kiedyś zmienisz zdanie, możesz wycofać sprzeciw w ustawieniach."),
        ("ro", "Dacă te răzgândești vreodată, îți poți retrage obiecția din setări."),
        ("sl", "Če si kdaj premislite, lahko ugovor umaknete v nastavitvah."),
        ("tr", "Bir gün fikrini değiştirirsen itirazını ayarlardan geri çekebilirsin."),
    ],
)
def test_change_ones_mind_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "إذا كان لديك حساب خارج مركز الحسابات هذا، فاملأ نموذجًا منفصلاً له."),
        ("bg", "За профили, които не сте добавили там, трябва да попълните отделен формуляр."),
        (
            "ca",
            "Si tens un compte fora d'aquest Centre de comptes, omple un formulari a part per a aquest compte.",
        ),
        ("cs", "Pro účty, které jste tam nepřidali, je nutné vyplnit vlastní formulář."),
        ("da", "Har du en konto uden for dette Kontocenter, skal du udfylde en separat formular til den."),
        ("de", "Für Konten, die du dort nicht hinzugefügt hast, musst du ein eigenes Formular ausfüllen."),
        (
            "el",
            "Αν έχετε λογαριασμό εκτός αυτού του Κέντρου λογαριασμών, συμπληρώστε ξεχωριστή φόρμα για αυτόν.",
        ),
        ("en", "For accounts that you haven't added there, you need to fill in a form of their own."),
        (
            "es",
            "Si tienes una cuenta fuera de este centro de cuentas, rellena un formulario aparte para ella.",
        ),
        ("et", "Kontode kohta, mida sa pole sinna lisanud, tuleb täita eraldi vorm."),
        ("fi", "Jos sinulla on tili tämän tilikeskuksen ulkopuolella, täytä sille oma lomake."),
        ("fr", "Pour les comptes que vous n’y avez pas ajoutés, vous devez remplir un formulaire à part."),
        ("ga", "Má tá cuntas agat lasmuigh den ionad sin, líon isteach foirm ar leith dó."),
        ("hr", "Za račune koje ondje niste dodali morate ispuniti zaseban obrazac."),
        ("hu", "Azokhoz a fiókokhoz, amelyeket nem adtál hozzá, külön űrlapot kell kitölteni."),
        ("is", "Fyrir reikninga sem þú hefur ekki bætt við þar þarftu að fylla út sérstakt eyðublað."),
        (
            "it",
            "Se hai un account al di fuori di questo Centro gestione account, compila un modulo separato per quell'account.",
        ),
        ("lt", "Paskyroms, kurių ten nepridėjote, reikia užpildyti atskirą formą."),
        ("lv", "Ja jums ir konts ārpus šī kontu centra, aizpildiet tam atsevišķu veidlapu."),
        ("mt", "Għall-kontijiet li ma żidtx hemm, trid timla formola separata."),
        ("nb", "Har du kontoer utenfor Kontosenteret, må du sende inn et eget skjema for hver av dem."),
        ("nl", "Voor accounts die je daar niet hebt toegevoegd, moet je een eigen formulier invullen."),
        ("pl", "Jeśli masz konto poza tym Centrum kont, wypełnij dla niego osobny formularz."),
        ("pt", "Para as contas que não adicionaste lá, tens de preencher um formulário próprio."),
        (
            "ro",
            "Dacă ai un cont în afara acestui Centru de conturi, completează un formular separat pentru el.",
        ),
        ("sk", "Pre účty, ktoré ste tam nepridali, musíte vyplniť vlastný formulár."),
        ("sl", "Če imate račun zunaj tega Središča za račune, zanj izpolnite ločen obrazec."),
        ("sv", "För konton som du inte har lagt till där behöver du fylla i ett eget formulär."),
        ("tr", "Bu Hesap Merkezi dışında bir hesabın varsa onun için ayrı bir form doldur."),
        ("uk", "Для облікових записів, які ви туди не додали, потрібно заповнити окрему форму."),
    ],
)
def test_a_form_of_its_own_for_other_accounts_takes_no_receipt_back(language: str, text: str) -> None:
    assert read(language, text) == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Look in your spam folder: your objection did not arrive."),
        ("en", "If it's not there, check your spam folder, it has not arrived."),
        ("en", "We do not see it, please check your spam folder."),
        ("en", "If you cannot find the code, check your spam folder."),
        ("en", "We need your form within a few days."),
        ("en", "We need a few days to decide whether your objection is accepted."),
        ("en", "We can change your choice within a few days."),
        ("en", "We need your answer within a few days."),
        ("en", "We need a few days and your confirmation."),
        ("en", "Once you have confirmed, you'll get an email from us."),
        ("en", "We won't send your objection any further."),
        ("en", "We will not process your request any further."),
        ("en", "You won't hear from us unless you send the form again."),
        ("en", "You won't get another chance."),
        ("en", "We will not send it again, so please object again."),
        ("en", "We won't contact you again about your objection because it was refused."),
        ("en", "For accounts that you haven't added there, we use your posts."),
        ("en", "If this account is not yours, fill in a separate form for it."),
        ("en", "It stays in force until we change it."),
        ("en", "We can withdraw it in our settings at any time."),
        ("en", "Note it, we need it from you before your objection counts."),
        ("en", "Keep it: we may ask for it before we apply your objection."),
        ("en", "Close this page and use our products; Meta AI keeps using yours."),
        ("en", "We can keep using our products with your posts as before."),
        ("de", "Wenn du sie nicht findest, prüfe den Spam-Ordner und bestätige sie."),
        ("de", "Wenn die Nachricht nicht im Spam-Ordner ist, ist sie nicht angekommen."),
        ("de", "Sobald du das erledigt hast, erhältst du eine E-Mail."),
        ("de", "Wir schicken deinen Widerspruch nicht weiter."),
        ("de", "Wir werden ihn nicht weiter bearbeiten."),
        ("de", "Weitere Widersprüche nehmen wir nicht an."),
        ("de", "Wenn dein Konto nicht verifiziert ist, fülle dafür ein eigenes Formular aus."),
        ("de", "Für Konten außerhalb dieser Kontenübersicht verwenden wir deine Beiträge."),
        ("de", "Wir können unsere Produkte wie bisher mit deinen Beiträgen nutzen."),
        ("fr", "Regardez dans vos spams : votre opposition n’est pas arrivée."),
        ("fr", "Il nous faut votre confirmation dans quelques jours."),
        ("fr", "Une fois que vous l’aurez fait, vous recevrez un e-mail."),
        ("fr", "Nous ne traiterons plus aucune demande."),
        ("fr", "Nous ne vous enverrons plus rien car votre opposition est refusée."),
        ("fr", "Elle reste valable tant que nous ne la retirons pas."),
        ("fr", "Nous pouvons continuer à utiliser nos produits comme avant avec vos publications."),
        ("es", "Necesitamos unos días y tu confirmación."),
        ("es", "Cuando lo hayas hecho, recibirás un correo."),
        ("es", "No volveremos a tramitar tu solicitud."),
        ("es", "Para las cuentas que no hayas añadido ahí, usamos tus publicaciones."),
        ("it", "Se non la trovi, controlla lo spam e confermala."),
        ("it", "Ci servono alcuni giorni e la tua conferma."),
        ("it", "Non riceverai altre e-mail finché non confermi."),
        ("it", "Per gli account che non hai aggiunto lì, usiamo i tuoi post."),
        ("nl", "Als je hem niet ziet, kijk dan in je spamfolder en bevestig hem."),
        ("nl", "We hebben een paar dagen en je bevestiging nodig."),
        ("nl", "Je krijgt geen e-mails meer totdat je bevestigt."),
        ("nl", "We sturen je bezwaar niet verder."),
        ("pt", "Se não o encontrares, verifica o spam e confirma-o."),
        ("pt", "Não vais receber mais e-mails até confirmares."),
        ("pt", "Mantém-se em vigor a não ser que a retiremos nós."),
        ("pl", "Sprawdź spam, sprzeciw nie dotarł."),
        ("pl", "Nie otrzymasz więcej wiadomości, dopóki nie potwierdzisz."),
        ("pl", "W przypadku kont, których tam nie dodano, używamy Twoich postów."),
        ("cs", "Další e-mail nedostanete, dokud nepotvrdíte."),
        ("cs", "Zůstává v platnosti, pokud ji neodvoláme."),
        ("sk", "Pre účty, ktoré ste tam nepridali, používame vaše príspevky."),
        ("hr", "Nećete primiti daljnju poruku dok ne potvrdite."),
        ("bg", "Няма да получите повече имейли, докато не потвърдите."),
        ("uk", "Ви більше не отримаєте листів, доки не підтвердите."),
        ("el", "Για λογαριασμούς που δεν έχετε προσθέσει εκεί, χρησιμοποιούμε τις αναρτήσεις σας."),
        ("da", "Vi skal bruge et par dage og din bekræftelse."),
        ("da", "Du får ikke flere mails, før du bekræfter."),
        ("da", "For konti, du ikke har tilføjet der, bruger vi dine opslag."),
        ("nb", "Du får ingen flere e-poster før du bekrefter."),
        ("sv", "Om du inte ser den kan du titta i skräpposten och bekräfta den."),
        ("sv", "Den gäller om du inte själv bekräftar den."),
        ("is", "Ef hún birtist ekki í innhólfinu skaltu athuga ruslpóstinn og staðfesta hana."),
        ("fi", "Jos et näe sitä, tarkista roskapostikansio ja vahvista se."),
        ("fi", "Emme lähetä vastustustasi uudelleen."),
        ("et", "Kui sa seda ei näe, kontrolli rämpsposti ja kinnita see."),
        ("et", "Me ei saada sinu vastuväidet enam edasi."),
        ("lv", "Kontiem, ko tur neesat pievienojis, mēs izmantojam jūsu ierakstus."),
        ("lt", "Jūsų prieštaravimo daugiau nesiųsime."),
        ("hu", "Ha nem látod, nézd meg a spam mappát, és erősítsd meg."),
        ("hu", "Több e-mailt nem kapsz, amíg meg nem erősíted."),
        ("hu", "Azokhoz a fiókokhoz, amelyeket nem adtál hozzá, felhasználjuk a bejegyzéseidet."),
        ("mt", "Għall-kontijiet li ma żidtx hemm, nużaw il-posts tiegħek."),
        ("tr", "Birkaç güne ve onayına ihtiyacımız var."),
        ("tr", "İtirazını bir daha göndermeyeceğiz."),
        ("tr", "Biz geri çekmediğimiz sürece geçerli kalır."),
        ("ar", "نحتاج إلى بضعة أيام وتأكيدك."),
        ("ar", "لن نرسل اعتراضك مرة أخرى."),
        ("ar", "يظل ساريًا ما لم نسحبه نحن."),
        ("en", "Switch to your other account and submit the form there."),
        ("fr", "Connectez-vous à votre autre compte et envoyez-y le formulaire."),
        ("fr", "Il nous faut quelques jours et votre confirmation."),
        ("nl", "We hebben een paar dagen en je handtekening nodig."),
        ("en", "If you don't see the message in your spam folder, it has not arrived."),
        ("en", "It may take a few days and your confirmation."),
        ("bg", "Нужни са ни няколко дни и вашето потвърждение."),
        ("da", "Vi bruger et par dage og din bekræftelse."),
        ("lv", "Mums vajadzīgas dažas dienas un jūsu apstiprinājums."),
        ("mt", "Għandna bżonn ftit jiem u l-konferma tiegħek."),
    ],
)
def test_what_asks_or_denies_more_does(language: str, text: str) -> None:
    assert State.SUBMITTED not in read(language, text)
