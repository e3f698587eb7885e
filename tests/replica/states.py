"""What each state shows: one small function a state, from sentences and options to blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from replica.blocks import Field, Form, Layer, Page
from replica.options import Options
from replica.places import FRAME_HOST, PLACES, Place, locale
from replica.texts import Texts

INTERNAL_TITLES = {
    "form": "Object to Your Information Being Used for AI at Meta",
    "third_party_form": "Data Subject Rights for Third-Party Information Used for AI at Meta",
    "other_form": "Objection to the Processing of Personal Data",
    "gateway": "Objection to the Processing of Personal Data",
    "whatsapp_form": "",
}
# WhatsApp's form has words of its own, in the languages of its tests: title, telephone, question and its answers.
WHATSAPP = {
    "en": (
        "Contact us about your privacy",
        "Phone number, with the country code",
        "What is your question about?",
        "How can I access my information?",
        "How can I make an objection to the processing of my information?",
    ),
    "fr": (
        "Nous contacter au sujet de la confidentialité",
        "Numéro de téléphone",
        "Sur quoi porte votre question ?",
        "Comment accéder à mes informations ?",
        "Comment puis-je m’opposer au traitement de mes informations ?",
    ),
}
NAMES = {
    "email": "email",
    "explanation": "objection_explanation",
    "additional": "Field1530211784287456",
    "country": "country",
    "code": "confirmation_code",
    "prompt": "Field1194822715072211",
    "evidence": "id_upload[]",
    "reason": "objection_reason",
    "truth": "truth_statement[]",
    "ai": "eu_what_can_we_help_you_with",
    "product": "product_selection",
    "phone": "mobile_number",
    "question": "question_selection",
}
KEY_OF_NAME = {name: key for key, name in NAMES.items()}
COUNTRIES = (("France", "France"), ("Germany", "Deutschland"), ("Italy", "Italia"), ("Poland", "Polska"))
PORTAL_ACTION = "/support/privacy/next"
NATIVE_ACTION, SCRIPT_ACTION = "/a/help/contact_us/", "/ajax/help/contact/submit/page"
CODE_ACTION, GATEWAY_ACTION, SWITCH_ACTION = (
    "/ajax/help/contact/code",
    "/help/contact/next",
    "/identity/switch",
)
COOKIE_ACTION, STEP_ACTION, LOGIN_ACTION = (
    "/cookie/consent/",
    "/step/done",
    "/login/device-based/regular/login/",
)


def support_form(
    state: str, fields: tuple[Field, ...], place: Place, t: Texts, o: Options, **more: object
) -> Form:
    """Give a form of the support engine with its hidden fields."""
    others = {"third_party_form": place.third_party_id, "other_form": place.general_id}
    form_id = others.get(state, place.form_ids[0])
    hidden = (
        ("fb_dtsg", "NAcO-replica"),
        ("jazoest", "25471"),
        ("form_id", form_id),
        ("support_form_id", form_id),
        ("support_form_locale_id", locale(t.language)),
        ("support_form_hidden_fields", "[]"),
        ("support_form_fact_false_fields", "[]"),
        *((("framed", "1"),) if o.framed else ()),
    )
    given = dict(o.filled)
    fields = tuple(
        replace(f, value=given[f.key]) if f.key in given and f.kind != "file" else f for f in fields
    )
    form = Form(
        action=SCRIPT_ACTION,
        fields=fields,
        button=t["send"],
        transport="script",
        internal_title=INTERNAL_TITLES[state],
        heading=t.pick("title", o.title),
        hidden=hidden,
        notice=t[o.notice] if o.notice else "",
        is_support=True,
    )
    return replace(form, **more)  # type: ignore[arg-type]


def email_field(t: Texts, o: Options) -> tuple[Field, ...]:
    """Give the e-mail address in the way that the options ask for."""
    field = Field("email", "email", t["email"], NAMES["email"], o.address, required=True)
    if o.email == "select":
        return (replace(field, kind="select", choices=tuple((a, a) for a in (o.address, o.other_address))),)
    if o.email == "two":
        account = replace(field, key="account", kind="readonly", name="account_email")
        return replace(field, value=o.other_address), account
    shapes = {
        "input": field,
        "text": replace(field, kind="static"),
        "masked": replace(field, kind="static", value=o.masked),
        "readonly": replace(field, kind="readonly"),
        "empty": replace(field, value=""),
    }
    return (shapes[o.email],) if o.email in shapes else ()


def text_fields(t: Texts, o: Options) -> tuple[Field, ...]:
    """Give the explanation and, before or after it, the field for anything else."""
    is_old = o.variant == "2024"
    label = t["explanation_required"] if is_old else t["explanation"]
    main = Field(
        "explanation",
        o.explanation,
        label,
        NAMES["explanation"],
        o.prefilled,
        required=is_old,
        maxlength=o.maxlength,
    )
    other = Field("additional", "textarea", t["additional"], NAMES["additional"])
    mains = () if o.explanation == "absent" else (main,)
    return {"none": mains, "before": (other, *mains), "after": (*mains, other)}[o.additional]


def country_field(t: Texts, o: Options) -> tuple[Field, ...]:
    """Give the country where the variant or the options ask for it."""
    kind = o.country or ("select" if o.variant == "2024" else "none")
    if kind == "none":
        return ()
    choices = (("", t["country_prompt"]), *COUNTRIES)
    return (
        Field(
            "country", kind, t["country"], NAMES["country"], o.country_value, required=True, choices=choices
        ),
    )


def form(t: Texts, o: Options, place: Place) -> Page:
    """Show the objection form."""
    country, email, text = country_field(t, o), email_field(t, o), text_fields(t, o)
    fields = (*country, *email, *text) if o.email_first else (*country, *text, *email)
    title = t.pick("title", o.title)
    return Page(title, form=support_form("form", fields, place, t, o, intro=(t["intro"],)))


def validation_error(t: Texts, o: Options, place: Place) -> Page:
    """Show the form with an error beside it; which one is `o.notice`."""
    return form(t, replace(o, notice=o.notice or "too_short"), place)


def code_layer(t: Texts, o: Options) -> Layer:
    """Give the dialog that asks for the code sent by e-mail."""
    field = Field("code", "code", t["code_label"], NAMES["code"], required=True)
    hidden = (("framed", "1"),) if o.framed else ()
    return Layer(
        t["code_title"], (t["code_text"],), Form(CODE_ACTION, (field,), t["next"], "script", hidden=hidden)
    )


def code(t: Texts, o: Options, place: Place) -> Page:
    """Show the one-time-code dialog over the form."""
    return replace(form(t, o, place), layers=(code_layer(t, o),))


def submitted(t: Texts, o: Options, place: Place) -> Page:
    """Show the answer to a sent form as a page of its own."""
    sentence, title = o.answer_text or t.pick("success", o.wording), t.pick("title", o.title)
    if o.success == "dialog":
        return Page(title, layers=(Layer(title, (sentence,), buttons=(("OK", "data-close", ""),)),))
    if o.success == "toast":
        return Page(title, heading=t["privacy_title"], toast=sentence)
    return Page(title, heading=title, text=(sentence,))


def _notice(key: str) -> Callable[[Texts, Options, Place], Page]:
    def state(t: Texts, o: Options, place: Place) -> Page:
        title = t.pick("title", o.title)
        return Page(title, heading=title, text=(t[key],))

    return state


def third_party_form(t: Texts, o: Options, place: Place) -> Page:
    """Show the form about data from third parties, which asks for prompts and evidence."""
    fields = (
        Field("email", "email", t["email"], NAMES["email"], "", required=True),
        *country_field(t, replace(o, country="select")),
        Field("prompt", "textarea", t["third_prompt"], NAMES["prompt"], required=True),
        Field("evidence", "file", t["third_evidence"], NAMES["evidence"]),
    )
    return Page(
        t["third_title"], form=support_form("third_party_form", fields, place, t, o, heading=t["third_title"])
    )


def whatsapp_form(t: Texts, o: Options, place: Place) -> Page:
    """Show WhatsApp's form, which asks for an address, a telephone number and a reason."""
    title, phone, question, access, objection = WHATSAPP.get(t.language, WHATSAPP["en"])
    fields = (
        Field(
            "question",
            "radio",
            question,
            NAMES["question"],
            choices=(("access", access), ("object", objection)),
        ),
        Field("email", "email", t["email"], NAMES["email"], "", required=True),
        Field("phone", "tel", phone, NAMES["phone"], "", required=True),
        Field("explanation", "textarea", t["explanation"], NAMES["explanation"]),
    )
    return Page(title, form=support_form("whatsapp_form", fields, place, t, o, heading=title))


def other_form(t: Texts, o: Options, place: Place) -> Page:
    """Show the general objection form, which is not about AI."""
    fields = (
        *email_field(t, replace(o, email="input")),
        *country_field(t, replace(o, country="select")),
        Field("reason", "textarea", t["general_reason"], NAMES["reason"], required=True),
        Field("additional", "textarea", t["additional"], NAMES["additional"]),
    )
    return Page(
        t["general_title"], form=support_form("other_form", fields, place, t, o, heading=t["general_title"])
    )


def gateway(t: Texts, o: Options, place: Place) -> Page:
    """Show the question that leads to the AI form."""
    choices = (("I want to object to AI at Meta", t["yes"]), ("I have a different objection", t["no"]))
    field = Field("ai", "radio", t["gateway"], NAMES["ai"], required=True, choices=choices)
    question = support_form(
        "gateway",
        (field,),
        place,
        t,
        o,
        heading=t["general_title"],
        button=t["next"],
        action=GATEWAY_ACTION,
        transport="native",
    )
    return Page(t["general_title"], form=question)


def moved(t: Texts, o: Options, place: Place) -> Page:
    """Show the portal that asks which product it is about."""
    field = Field(
        "product",
        "select",
        t["portal_product"],
        NAMES["product"],
        choices=(("", "—"), *((p.brand, p.brand) for p in PLACES.values())),
    )
    return Page(
        t["portal_title"],
        heading=t["portal_title"],
        text=(t["privacy_title"],),
        form=Form(PORTAL_ACTION, (field,), t["next"]),
    )


def login_form(t: Texts, o: Options, place: Place) -> Form:
    """Give the login form, whole or one step of two."""
    user_key = "login_user_instagram" if place.brand == "Instagram" else "login_user"
    user = Field(
        "user", "text", t[user_key], "username" if place.brand == "Instagram" else "email", required=True
    )
    password = Field(
        "password", "password", t["password"], "password" if place.brand == "Instagram" else "pass"
    )
    fields: tuple[Field, ...] = (user, password)
    button, action = t["login"], LOGIN_ACTION
    if o.login == "two_steps":
        fields = ((user,), (password,))[o.step - 1]
        button = (t["next"], t["login"])[o.step - 1]
    if o.login == "frame":
        action = f"https://{FRAME_HOST}/login/frame/submit"
    hidden = (("next", o.next), ("step", str(o.step)), ("token", o.token), ("kind", o.login))
    return Form(action, fields, button, internal_title="login_form", hidden=hidden)


def login(t: Texts, o: Options, place: Place) -> Page:
    """Show the way to log in, in the way that the options ask for."""
    title = f"{t['login_title']} | {place.brand}"
    if o.login == "overlay":
        dialog = Layer(t["login_title"], (t["login_needed"],), login_form(t, o, place))
        return Page(title, heading=place.brand, text=(t["home"],), layers=(dialog,))
    if o.login in ("popup", "instant_popup"):
        address = f"https://{place.login_host}{place.login_path}?popup=1"
        return Page(title, place.brand, (t["login_needed"],), popup=(t["login"], address), after_frame=o.next)
    if o.login == "frame":
        address = f"https://{FRAME_HOST}/login/frame?token={o.token}"
        return Page(title, place.brand, (t["login_needed"],), frame=address, after_frame=o.next)
    return Page(title, t["login_title"], (t["login_needed"],), form=login_form(t, o, place))


def _step(state: str, fields: tuple[Field, ...], button: str, o: Options) -> Form:
    return Form(STEP_ACTION, fields, button, hidden=(("next", o.next), ("state", state)))


def two_factor(t: Texts, o: Options, place: Place) -> Page:
    """Ask for the code of the authentication app."""
    field = Field("code", "code", t["two_factor_label"], "approvals_code", required=True)
    button = _step("two_factor", (field,), t["next"], o)
    return Page(t["two_factor_title"], t["two_factor_title"], (t["two_factor_text"],), form=button)


def captcha(t: Texts, o: Options, place: Place) -> Page:
    """Ask whether the visitor is human, in a frame of another site."""
    address = f"https://{FRAME_HOST}/captcha/recaptcha/iframe/?token={o.token}"
    return Page(t["captcha"], t["captcha"], frame=address, after_frame=o.next)


def captcha_frame(t: Texts, o: Options, place: Place) -> Page:
    """Show the inside of the captcha's frame."""
    field = Field("human", "checkbox", t["captcha"], "human", required=True)
    action = f"https://{FRAME_HOST}/captcha/recaptcha/solved"
    return Page("reCAPTCHA", form=Form(action, (field,), t["next"], hidden=(("token", o.token),)))


def login_frame(t: Texts, o: Options, place: Place) -> Page:
    """Show the inside of the login frame."""
    return Page(t["login_title"], form=login_form(t, replace(o, login="frame"), place))


def checkpoint(t: Texts, o: Options, place: Place) -> Page:
    """Ask to confirm the login on another device."""
    form = _step("checkpoint", (), t["next"], o)
    return Page(t["checkpoint_title"], t["checkpoint_title"], (t["checkpoint_text"],), form=form)


def locked(t: Texts, o: Options, place: Place) -> Page:
    """Say that the account is locked."""
    return Page(place.brand, t["checkpoint_title"], (t["locked"],))


def consent(t: Texts, o: Options, place: Place) -> Page:
    """Ask for a consent that blocks the way."""
    form = _step("consent", (), t["agree"], o)
    return Page(t["consent_title"], t["consent_title"], (t["consent_text"],), form=form)


def save_login(t: Texts, o: Options, place: Place) -> Page:
    """Offer to save the login."""
    form = replace(_step("save_login", (), t["save"], o), second_button=(t["not_now"], STEP_ACTION))
    return Page(t["save_login"], t["save_login"], form=form)


def page_identity(t: Texts, o: Options, place: Place) -> Page:
    """Say that a Page cannot object."""
    title = t.pick("title", o.title)
    form = Form(SWITCH_ACTION, (), t["switch"], hidden=(("next", o.next),))
    return Page(title, title, (t["page_identity"],), form=form)


def privacy_centre(t: Texts, o: Options, place: Place) -> Page:
    """Show the Privacy Centre with its link to the form."""
    links = ((t["object_link"], place.form_url),)
    return Page(t["privacy_title"], t["privacy_title"], (t["intro"],), links)


def unknown(t: Texts, o: Options, place: Place) -> Page:
    """Show an ordinary page of the service."""
    return Page(place.brand, place.brand, (t["home"],))


def settings(t: Texts, o: Options, place: Place) -> Page:
    """Show a page of settings, for somebody who is logged in."""
    return Page(t["settings_title"], t["settings_title"], (t["settings_text"],))


STATES: dict[str, Callable[[Texts, Options, Place], Page]] = {
    "form": form,
    "validation_error": validation_error,
    "code": code,
    "submitted": submitted,
    "already_objected": _notice("already"),
    "unavailable": _notice("unavailable"),
    "region": _notice("region"),
    "error": _notice("error"),
    "third_party_form": third_party_form,
    "whatsapp_form": whatsapp_form,
    "other_form": other_form,
    "gateway": gateway,
    "moved": moved,
    "login": login,
    "login_frame": login_frame,
    "two_factor": two_factor,
    "captcha": captcha,
    "captcha_frame": captcha_frame,
    "checkpoint": checkpoint,
    "locked": locked,
    "consent": consent,
    "save_login": save_login,
    "page_identity": page_identity,
    "privacy_centre": privacy_centre,
    "settings": settings,
    "unknown": unknown,
}


def cookie_layer(t: Texts) -> Layer:
    """Give the cookie dialog, which covers whatever is below it."""
    buttons = (
        (t["cookie_decline"], 'data-cookiebanner="accept_only_essential_button"', COOKIE_ACTION),
        (t["cookie_accept"], 'data-cookiebanner="accept_button"', COOKIE_ACTION),
    )
    return Layer(t["cookie_title"], (t["cookie_text"],), buttons=buttons)


def page_of(state: str, t: Texts, o: Options, place: Place) -> Page:
    """Give the page of a state, below the cookie dialog where the options ask for one."""
    if state == "cookie_banner":
        state, o = "form", replace(o, cookie_dialog=True)
    page = STATES[state](t, o, place)
    return replace(page, layers=(*page.layers, cookie_layer(t))) if o.cookie_dialog else page
