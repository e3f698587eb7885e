"""Pictures beside frames that show a password: none while a frame has not answered for what it shows (promise 4)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pictured_pages import (
    BLUE,
    FORM_URL,
    LOGIN,
    LOGIN_URL,
    PASSWORD,
    RED,
    SLOW_URL,
    colours,
    form,
    frame,
    go,
    take,
    take_in_time,
)
from window_stage import HOST, OTHER, in_thread, open_window

from helper.page.facts import Page
from helper.page.ports import NoPicture, PageChanged, Panel, Picture, Pressed

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"><circle r="20"/></svg>'
PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
HARMLESS = '<body style="margin: 0; background: rgb(0, 0, 255)">nothing to fill in</body>'
pytestmark = pytest.mark.usefixtures("display")


def answers_of(host: str) -> object:
    """Give what tells that a frame of this host has reported."""
    return lambda e: isinstance(e, PageChanged) and any(d.host == host for d in e.page.frames)


def test_a_frame_of_another_site_that_has_not_answered_is_a_secret(tmp_path: Path) -> None:
    async def play() -> None:
        pages = {FORM_URL: form(frame(LOGIN_URL)), LOGIN_URL: HARMLESS}
        async with open_window(tmp_path, pages) as stage:
            stage.sessions.hold()
            await go(stage)
            await stage.page.frame_locator("iframe").get_by_text("nothing").wait_for()
            assert await take(stage) is NoPicture.SENSITIVE
            stage.sessions.release()
            await stage.wait_for(answers_of(OTHER))  # type: ignore[arg-type]
            picture = await take(stage)
            assert isinstance(picture, Picture)
            assert BLUE in colours(picture)

    in_thread(play)


@pytest.mark.proves("promise 4")
def test_a_password_in_a_frame_of_another_site_is_in_no_picture(tmp_path: Path) -> None:
    async def play() -> None:
        pages = {FORM_URL: form(frame(LOGIN_URL)), LOGIN_URL: LOGIN}
        async with open_window(tmp_path, pages) as stage:
            await go(stage)
            await stage.page.frame_locator("iframe").locator("input").wait_for()
            assert await take(stage) is NoPicture.SENSITIVE
            assert await stage.window.take_urgent_picture(1) is NoPicture.SENSITIVE

    in_thread(play)


def test_a_frame_that_goes_to_a_login_while_the_picture_is_taken_is_in_no_picture(tmp_path: Path) -> None:
    async def play() -> None:
        arrived: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        pages = {FORM_URL: form(frame(SLOW_URL)), SLOW_URL: arrived}
        async with open_window(tmp_path, pages) as stage:
            await go(stage)
            # Its page is on its way: what stands in the frame until then is empty, and says so.
            empty = await take(stage)
            assert isinstance(empty, Picture)
            assert RED not in colours(empty)
            for _ in range(3):
                arriving = asyncio.ensure_future(take(stage))
                if not arrived.done():
                    arrived.set_result(LOGIN)
                picture = await arriving
                assert picture is NoPicture.SENSITIVE or RED not in colours(picture)  # type: ignore[arg-type]
            await stage.page.frame_locator("iframe").locator("input").wait_for()
            assert await take(stage) is NoPicture.SENSITIVE

    in_thread(play)


INNER_URL, PDF_URL, DRAWING_URL = f"{FORM_URL}inner", f"{FORM_URL}file.pdf", f"{FORM_URL}drawing.svg"
SIZE = "width=300 height=200"


# Every way in which a document comes to stand in another: `{page}` is what it holds, `{same}` and `{other}` are addresses
# that show that, of this site and of another.
IN_A_PAGE = {
    "other": "<iframe src={other} {size}></iframe>",
    "same": "<iframe src={same} {size}></iframe>",
    "sandboxed": "<iframe sandbox src={other} {size}></iframe>",
    "sandboxed-same": "<iframe sandbox src={same} {size}></iframe>",
    "without-credentials": "<iframe credentialless src={other} {size}></iframe>",
    "srcdoc": '<iframe srcdoc="{page}" {size}></iframe>',
    "srcdoc-sandboxed": '<iframe srcdoc="{page}" sandbox {size}></iframe>',
    "data": '<iframe src="data:text/html,{page}" {size}></iframe>',
    "data-sandboxed": '<iframe sandbox src="data:text/html,{page}" {size}></iframe>',
    "blob": (
        "<iframe id=blob {size}></iframe><script>blob.src = URL.createObjectURL("
        "new Blob([`{page}`], {{ type: 'text/html' }}))</script>"
    ),
    "object": '<object data="{other}" type="text/html" {size}></object>',
    "object-same": '<object data="{same}" type="text/html" {size}></object>',
    "embed": '<embed src="{other}" type="text/html" {size}>',
    "embed-same": '<embed src="{same}" type="text/html" {size}>',
    "written": "<iframe {size}></iframe><script>frames[0].document.body.innerHTML = `{page}`</script>",
    "frameset": "<script>document.documentElement.innerHTML = '<frameset cols=*><frame src={same}></frameset>'</script>",
    "in-closed-root": "<div><template shadowrootmode=closed><iframe src={other} {size}></iframe></template></div>",
}
IN_A_ROOT = "<div><template shadowrootmode=closed>{page}</template></div>"


def in_a_page(around: str, page: str) -> dict[str, str]:
    """Give the pages of a site whose form has a document that shows `page` beside it."""
    around = around.format(page=page, same=INNER_URL, other=LOGIN_URL, size=SIZE)
    return {FORM_URL: form(around), INNER_URL: page, LOGIN_URL: page}


@pytest.mark.parametrize("page", [PASSWORD, IN_A_ROOT.format(page=PASSWORD)], ids=["plain", "in-a-root"])
@pytest.mark.parametrize("around", IN_A_PAGE.values(), ids=IN_A_PAGE)
def test_a_password_in_any_kind_of_frame_is_in_no_picture(tmp_path: Path, around: str, page: str) -> None:
    if around == IN_A_PAGE["written"] and "template" in page:
        pytest.skip("innerHTML makes no root of a template")

    async def play() -> None:
        async with open_window(tmp_path, in_a_page(around, page)) as stage:
            await go(stage)
            while len(stage.page.frames) < 2:
                await stage.page.wait_for_event("frameattached")
            await stage.page.frames[1].locator("input, div").first.wait_for()
            assert await take(stage) is NoPicture.SENSITIVE
            # None, for whatever reason: the moment of Send gives a busy computer two seconds and no second try.
            assert isinstance(await stage.window.take_urgent_picture(1), NoPicture)

    in_thread(play)


@pytest.mark.parametrize(
    "around",
    [
        *IN_A_PAGE.values(),
        frame("about:blank"),
        frame("https://nowhere.example/"),  # the browser's own page says that it could not be reached
        frame(LOGIN_URL + "secret", style="display: none"),
        frame(LOGIN_URL + "secret", style="width: 0; height: 0; border: 0"),
        frame(PDF_URL),
        f'<object data="{PDF_URL}" type="application/pdf" {SIZE}></object>',
        f'<embed src="{PDF_URL}" type="application/pdf" {SIZE}>',
        frame(DRAWING_URL),
        f'<object data="{DRAWING_URL}" {SIZE}></object>',
        f"<fencedframe {SIZE}></fencedframe>",
        f'<portal src="{LOGIN_URL}" {SIZE}></portal>',
        IN_A_ROOT.format(page="words"),
        IN_A_ROOT.format(page="<label>Town <input></label><button>Search</button>"),
        IN_A_ROOT.format(page="<input type=password hidden>"),
        "<script>const shown = '<input></input>'</script><p title='</input>'>&lt;/input&gt;</p>",
        "<template><input type=password></template>",
    ],
    ids=[
        *IN_A_PAGE,
        *("blank", "error", "hidden-login", "login-without-size", "pdf", "pdf-object", "pdf-embed"),
        *("drawing", "drawing-object", "fenced", "portal"),
        *("root", "field-in-root", "hidden-password-in-root", "words-that-look-like-one", "template"),
    ],
)
def test_a_frame_that_shows_no_secret_costs_no_picture(tmp_path: Path, around: str) -> None:
    async def play() -> None:
        pages = in_a_page(around, "<p>words</p>") | {LOGIN_URL + "secret": LOGIN, DRAWING_URL: DRAWING}
        async with open_window(tmp_path, pages | {PDF_URL: PDF}) as stage:
            await go(stage)
            picture = await take_in_time(stage)
            assert RED not in colours(picture)
            assert RED not in colours(await take_in_time(stage, is_urgent=True))

    in_thread(play)


def test_a_hidden_frame_that_never_answers_costs_no_picture(tmp_path: Path) -> None:
    async def play() -> None:
        pages = {FORM_URL: form(frame(LOGIN_URL, style="display: none")), LOGIN_URL: LOGIN}
        async with open_window(tmp_path, pages) as stage:
            stage.sessions.hold()
            await go(stage)
            await stage.page.frame_locator("iframe").locator("input").wait_for(state="attached")
            tab = stage.window._tabs[stage.page]
            assert tab.preparing  # its session is held back
            tab.preparing = 0
            assert isinstance(await take(stage), Picture)

    in_thread(play)


def test_a_frame_whose_process_crashed_shows_nothing(tmp_path: Path) -> None:
    async def play() -> None:
        pages = {FORM_URL: form(frame(LOGIN_URL)), LOGIN_URL: LOGIN}
        async with open_window(tmp_path, pages) as stage:
            await go(stage)
            await stage.wait_for(answers_of(OTHER))  # type: ignore[arg-type]
            tab = stage.window._tabs[stage.page]
            while tab.preparing:
                await stage.window.next_event(0.05)
            session = await stage.page.context.new_cdp_session(stage.page.frames[1])
            crash = asyncio.ensure_future(session.send("Page.crash"))
            while not tab.crashed:
                await asyncio.wait({crash}, timeout=0.05)
            # As the guide does: until the browser has left the crashed frame behind, a picture may be refused.
            while not isinstance(picture := await take(stage), Picture):
                assert picture is NoPicture.SENSITIVE
            assert RED not in colours(picture)
            crash.cancel()

    in_thread(play)


def panel_beside(page: Page) -> Panel:
    """Give a panel that knows the page's buttons, as the guide's does."""
    assert page.top
    avoid = tuple(button.key for button in page.top.buttons)
    return Panel("you", "It is your turn", "Press Send", avoid=avoid, document=page.top.id)


BARS = {(0x7A, 0x3B, 0x00), (0x14, 0x53, 0x2D), (0x1F, 0x44, 0x68), (0x8F, 0x1D, 0x1D)}


@pytest.mark.parametrize("way", ["waits", "by_script", "in_frame"])
def test_the_picture_at_send_shows_the_page_and_not_the_panel(tmp_path: Path, way: str) -> None:
    async def play() -> None:
        never: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        stays = ' onsubmit="return false"' if way == "by_script" else ""
        body = (
            '<body style="background: rgb(0, 0, 255)"><form method="post" action="/never"'
            f"{stays}><textarea name=t></textarea><button>Send</button></form></body>"
        )
        inner = {f"https://{HOST}/inner": body}
        outer = frame("/inner") + "<style>body { background: rgb(0, 0, 255) }</style>"
        pages = {FORM_URL: outer if way == "in_frame" else body, f"https://{HOST}/never": never, **inner}
        async with open_window(tmp_path, pages) as stage:
            page = await go(stage)
            await take_in_time(stage)  # the guide's, of the form as it stands
            await stage.window.show(panel_beside(page))
            where = stage.page.frame_locator("iframe") if way == "in_frame" else stage.page
            await where.locator("button").click(no_wait_after=True)
            await stage.wait_for(lambda e: isinstance(e, Pressed))
            picture = await stage.window.take_urgent_picture(1)
            assert isinstance(picture, Picture)
            assert BLUE in colours(picture)
            assert not colours(picture) & BARS
            never.set_result("gone")

    in_thread(play)


def test_of_the_person_s_own_browser_only_our_tab_is_looked_into(tmp_path: Path) -> None:
    async def play() -> None:
        pages = {FORM_URL: form(), LOGIN_URL: LOGIN}
        async with open_window(tmp_path, pages, is_own=False, beside=LOGIN_URL) as stage:
            [theirs] = [page for page in stage.page.context.pages if page is not stage.page]
            await go(stage)
            later = await stage.page.context.new_page()  # the person opens another one
            await later.goto(LOGIN_URL)
            await theirs.reload()
            assert isinstance(await take(stage), Picture)
            assert set(stage.sessions.asked) == {stage.page}

    in_thread(play)


def test_a_password_in_another_tab_of_our_window_is_waited_for(tmp_path: Path) -> None:
    async def play() -> None:
        pages = {FORM_URL: form(), LOGIN_URL: LOGIN}
        async with open_window(tmp_path, pages) as stage:
            await go(stage)
            async with stage.page.expect_popup() as popup:
                await stage.page.evaluate(
                    f"() => {{ open('{LOGIN_URL}', '_blank', 'width=300,height=300') }}"
                )
            await stage.wait_for(lambda e: isinstance(e, PageChanged) and e.page.has_secret)
            assert await take(stage) is NoPicture.SENSITIVE
            await (await popup.value).close()
            while len(stage.window._tabs) > 1:
                await stage.window.next_event(1)
            assert isinstance(await take(stage), Picture)

    in_thread(play)


def test_where_there_is_too_much_to_look_for_a_secret_there_may_be_one(tmp_path: Path) -> None:
    async def play() -> None:
        # The search stops after so many; what comes after them has not been looked at.
        many = "<script>document.body.insertAdjacentHTML('beforeend', '<label>Word <input></label>'.repeat(20000))</script>"
        async with open_window(tmp_path, {FORM_URL: form(more=many)}) as stage:
            await go(stage)
            assert await take(stage) is NoPicture.SENSITIVE

    in_thread(play)
