"""What the replica answers: routes, login, and the steps after it, as functions over one scenario's memory."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from replica import states
from replica.exchange import Received, Request, Response, by_key
from replica.options import Options
from replica.pages import fragment, render
from replica.places import FRAME_HOST, PORTAL_HOST, PORTAL_PATH
from replica.scenario import STEPS, Scenario
from replica.texts import texts

DONE_PAGE = "<!DOCTYPE html><title>…</title><script nonce='{nonce}'>(window.opener||window.parent).postMessage('replica-done','*');if(window.opener)window.close()</script>"
AFTER = {"box": "replaced", "dialog": "inert", "toast": "disabled"}
NOTICES = {"already": "already_objected", "unavailable": "unavailable", "region": "region"}


@dataclass
class Session:
    """What the replica remembers of one visitor."""

    token: str
    is_logged_in: bool = False
    steps: list[str] = field(default_factory=list)
    errors_left: int = 0
    is_page_identity: bool = True
    next: str = "/"
    has_passed_gateway: bool = False


class Site:
    """Answers requests for one scenario and keeps what was sent."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.place = scenario.place
        self.received: list[Received] = []
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()
        self._answers = list(scenario.answers)
        self._is_cookie_answered = not scenario.cookie_dialog
        self._posts: dict[str, Callable[[Request, Session], Response]] = {
            states.COOKIE_ACTION: self._answer_cookies,
            states.LOGIN_ACTION: self._log_in,
            "/login/frame/submit": self._log_in_frame,
            "/captcha/recaptcha/solved": self._solve_captcha,
            states.STEP_ACTION: self._finish_step,
            states.SWITCH_ACTION: self._switch_identity,
            states.GATEWAY_ACTION: self._pass_gateway,
            states.PORTAL_ACTION: self._leave_portal,
            states.NATIVE_ACTION: self._receive,
            states.SCRIPT_ACTION: self._receive,
            states.CODE_ACTION: self._receive,
        }

    @property
    def tokens(self) -> list[str]:
        """Give what tells one session from another."""
        return list(self._sessions)

    # --- one request ---------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Response:
        """Answer a request; one at a time, so that tests can reason about it."""
        with self._lock:
            session = self._session_of(request)
            if request.path.startswith("/favicon"):
                return Response(204)
            if request.method == "POST":
                act = self._posts.get(request.path)
                return act(request, session) if act else self._page(request, session, "unknown")
            response = self._get(request, session)
        domain = ".".join(request.host.split(".")[-2:])
        cookie = f"sb={session.token}; Domain=.{domain}; Path=/; Secure; HttpOnly; SameSite=None"
        return replace(response, headers=(*response.headers, ("Set-Cookie", cookie)))

    def _session_of(self, request: Request) -> Session:
        token = request.fields.get("token") or request.query.get("token") or request.cookies.get("sb")
        if not token or token not in self._sessions:
            token = secrets.token_hex(8)
            is_in = self.scenario.login == "none"
            self._sessions[token] = Session(token, is_in, errors_left=self.scenario.errors_after_login)
        return self._sessions[token]

    def _get(self, request: Request, session: Session) -> Response:
        place = self.place
        ruled = self.scenario.paths.get(request.host + request.path) or self.scenario.paths.get(request.path)
        if ruled == "closed":
            return Response(is_closed=True)
        if ruled and ruled.startswith("empty:"):
            if session.is_logged_in:
                return Response(int(ruled.removeprefix("empty:")))
            ruled = None
        if ruled == "home":
            if session.is_logged_in:
                return Response.redirect(f"https://{place.login_host}/")
            ruled = None
        if ruled and ruled.startswith("redirect:"):
            return Response.redirect(ruled.removeprefix("redirect:"))
        if request.host == FRAME_HOST:
            return self._page(
                request, session, "captcha_frame" if "captcha" in request.path else "login_frame"
            )
        if request.path == place.login_path or request.path in ("/login.php", "/login/"):
            return self._login_page(request, session)
        paths_of_steps = {getattr(place, f"{step}_path"): step for step in STEPS if step != "locked"}
        if request.path in paths_of_steps and session.steps:
            return self._page(request, session, session.steps[0], next=session.next)
        if ruled in ("unavailable", "region", "error"):
            return self._page(request, session, ruled)
        state = ruled or self._default_state(request)
        if state == "unknown":
            return self._page(request, session, state)
        return self._guarded(request, session, state)

    def _default_state(self, request: Request) -> str:
        place, path = self.place, request.path
        if path in place.form_paths:
            return self.scenario.state
        if path.removesuffix("/done") in place.form_paths:
            return "submitted"
        by_path = {
            place.form_path.format(id=place.third_party_id): "third_party_form",
            place.form_path.format(id=place.general_id): "other_form",
            "/privacy/genai": "privacy_centre",
        }
        if request.host == PORTAL_HOST and path.rstrip("/") == PORTAL_PATH.rstrip("/"):
            return "moved"
        return by_path.get(path.rstrip("/"), "unknown")

    def _guarded(self, request: Request, session: Session, state: str) -> Response:
        """Give a page that wants a login, or what stands before it."""
        place = self.place
        here = f"https://{request.host}{request.path}"
        if not session.is_logged_in and state not in ("moved", "privacy_centre"):
            session.next = here
            if self.scenario.login in ("overlay", "popup", "instant_popup", "frame"):
                return self._page(request, session, "login", login=self.scenario.login, next=here)
            return Response.redirect(
                f"https://{place.login_host}{place.login_path}?next={quote(here, safe='')}"
            )
        if session.steps:
            return self._page(request, session, session.steps[0], next=session.next)
        if session.errors_left and state == self.scenario.state:
            session.errors_left -= 1
            return self._page(request, session, "error")
        if state == "page_identity" and not session.is_page_identity:
            state = "form"
        if state == "gateway" and session.has_passed_gateway:
            state = "form"
        return self._page(request, session, state, next=here)

    # --- pages ---------------------------------------------------------------------------------------------------

    def _page(self, request: Request, session: Session, state: str, **options: object) -> Response:
        scenario = self.scenario
        nonce = secrets.token_urlsafe(12)
        is_framed = "framed" in request.query or "framed" in request.fields
        o: dict[str, object] = {
            **vars(scenario.options),
            "nonce": nonce,
            "token": session.token,
            "framed": is_framed,
            "cookie_dialog": not self._is_cookie_answered and not is_framed and request.host != FRAME_HOST,
            **options,
        }
        body = render(scenario.service, scenario.engine, scenario.language, state, **o)
        return Response(body=body, headers=security_headers(nonce))

    def _login_page(self, request: Request, session: Session) -> Response:
        kind = self.scenario.login if self.scenario.login == "two_steps" else "page"
        if "popup" not in request.query:
            return self._page(request, session, "login", login=kind, next=request.query.get("next", "/"))
        return for_opener(self._page(request, session, "login", login=kind, next="popup:"))

    # --- posts ---------------------------------------------------------------------------------------------------

    def _answer_cookies(self, request: Request, session: Session) -> Response:
        self._is_cookie_answered = True
        return Response(204)

    def _log_in(self, request: Request, session: Session) -> Response:
        target = request.fields.get("next", "/")
        if request.fields.get("kind") == "two_steps" and request.fields.get("step") == "1":
            return self._page(request, session, "login", login="two_steps", step=2, next=target)
        self._open_session(session)
        if self.scenario.login == "forgets":
            target = f"https://{self.place.login_host}/"
        if target == "popup:":
            done = self._done()
            return for_opener(replace(done, headers=(*done.headers, *self._cookies())))
        session.next = target
        return Response.redirect(self._onward(session), *self._cookies())

    def _open_session(self, session: Session) -> None:
        session.is_logged_in = True
        session.steps = list(self.scenario.after_login)

    def _cookies(self) -> tuple[tuple[str, str], ...]:
        place = self.place
        return tuple(
            ("Set-Cookie", f"{name}=100012345; Domain=.{place.cookie_domain}; Path=/; Secure")
            for name in place.session_cookies
        )

    def _onward(self, session: Session) -> str:
        if not session.steps or session.steps[0] == "locked":
            return session.next
        return f"https://{self.place.login_host}{getattr(self.place, session.steps[0] + '_path')}"

    def _log_in_frame(self, request: Request, session: Session) -> Response:
        self._open_session(session)
        return self._done()

    def _solve_captcha(self, request: Request, session: Session) -> Response:
        if "captcha" in session.steps:
            session.steps.remove("captcha")
        return self._done()

    def _done(self) -> Response:
        nonce = secrets.token_urlsafe(12)
        return Response(body=DONE_PAGE.format(nonce=nonce), headers=security_headers(nonce))

    def _finish_step(self, request: Request, session: Session) -> Response:
        if session.steps and session.steps[0] == request.fields.get("state"):
            session.steps.pop(0)
        return Response.redirect(self._onward(session))

    def _switch_identity(self, request: Request, session: Session) -> Response:
        session.is_page_identity = False
        return Response.redirect(request.fields.get("next", "/"))

    def _pass_gateway(self, request: Request, session: Session) -> Response:
        is_about_ai = "AI at Meta" in request.fields.get(states.NAMES["ai"], "")
        session.has_passed_gateway = is_about_ai
        other = self.place.form_path.format(id=self.place.general_id)
        suffix = "?framed=1" if "framed" in request.fields else ""
        return Response.redirect((self.place.form_paths[0] if is_about_ai else other) + suffix)

    def _leave_portal(self, request: Request, session: Session) -> Response:
        """Lead on to what `paths` says of `/support/privacy/form`, by default to the form of the product that was chosen."""
        here = f"{PORTAL_PATH}form"
        return Response.redirect(here if here in self.scenario.paths else self.place.form_url)

    # --- Send ----------------------------------------------------------------------------------------------------

    def _next_answer(self, values: dict[str, str]) -> str:
        options = self.scenario.options
        if options.minimum and "code" not in values and len(values.get("explanation", "")) < options.minimum:
            return "too_short"
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def _receive(self, request: Request, session: Session) -> Response:
        values = by_key(request.fields)
        answer = self._next_answer(values)
        self.received.append(Received(request.host, request.path, request.at, answer, values))
        by_script = "page_path" in request.fields
        give = self._reply_to_script if by_script else self._reply_page
        response = give(request, session, answer, values)
        return replace(response, wait_s=float("inf") if answer == "never" else self.scenario.delay_s)

    def _reply_to_script(
        self, request: Request, session: Session, answer: str, values: dict[str, str]
    ) -> Response:
        scenario, o = self.scenario, self.scenario.options
        if answer in ("500", "closed", "empty"):
            return Response(500, is_closed=answer == "closed")
        if answer in ("error", "too_short"):
            return Response.script(show="error", text=texts(scenario.language)[answer])
        if answer == "code":
            return Response.script(show="code", html=self._fragment("code"))
        if answer in NOTICES:
            sentence = texts(scenario.language)[answer]
            return Response.script(show="notice", html=f'<div class="box"><p>{sentence}</p></div>')
        if answer in ("nothing", "never"):
            return Response.script(show="nothing")
        if o.success == "redirect":
            return Response.script(show="redirect", href=request.fields["page_path"].rstrip("/") + "/done")
        after = o.after or AFTER[o.success]
        return Response.script(show=o.success, html=self._fragment(o.success), after=after)

    def _fragment(self, kind: str) -> str:
        return fragment(self.scenario.service, self.scenario.language, kind, **vars(self.scenario.options))

    def _reply_page(
        self, request: Request, session: Session, answer: str, values: dict[str, str]
    ) -> Response:
        o: Options = self.scenario.options
        filled = tuple((key, value) for key, value in values.items() if key != "code")
        if answer == "empty":
            return Response(502)
        if answer in ("500", "closed"):
            failed = self._page(request, session, "error")
            return replace(failed, status=500, is_closed=answer == "closed")
        if answer in ("error", "too_short"):
            return self._page(request, session, "validation_error", notice=answer, filled=filled)
        if answer == "code":
            return self._page(request, session, "code", filled=filled)
        if answer in NOTICES:
            return self._page(request, session, NOTICES[answer])
        if answer in ("nothing", "never"):
            return self._page(request, session, "form", filled=filled)
        if o.success == "redirect":
            suffix = "/done?framed=1" if "framed" in request.fields else "/done"
            return Response.redirect(self.place.form_paths[0] + suffix)
        return self._page(request, session, "submitted")


def for_opener(response: Response) -> Response:
    """Let a popup on another host keep its opener, which the header on all other pages would cut off."""
    kept = tuple(header for header in response.headers if header[0] != "Cross-Origin-Opener-Policy")
    return replace(response, headers=kept)


def security_headers(nonce: str) -> tuple[tuple[str, str], ...]:
    """Give the headers recorded on the services' documents, with a nonce for the inline scripts."""
    policy = (
        "default-src data: blob: 'self' https://*.fbsbx.com *.facebook.com *.fbcdn.net; "
        f"script-src *.facebook.com *.fbcdn.net *.facebook.net 'nonce-{nonce}' blob: data: 'self'; "
        "style-src *.fbcdn.net data: *.facebook.com 'unsafe-inline'; "
        "frame-src *.facebook.com *.instagram.com *.meta.com https://*.fbsbx.com 'self' data: blob:"
    )
    return (
        ("Content-Security-Policy", policy),
        ("Cross-Origin-Opener-Policy", "same-origin-allow-popups"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Permissions-Policy", "clipboard-read=(self)"),
        ("Cache-Control", "private, no-cache, no-store, must-revalidate"),
    )
