// The guide panel: what is going on and whose turn it is, in a closed shadow root on one anonymous empty element.
// It is drawn from a model that the program sends; its buttons obey trusted events only.
(() => {
  if (globalThis.optoutPanel || window !== window.top) return;

  const CSS = `
    :host { all: initial !important; position: fixed !important; inset: 0 auto auto 0 !important; width: 0 !important; height: 0 !important;
      z-index: 2147483647 !important; display: block !important; opacity: 1 !important; }
    * { box-sizing: border-box; }
    .panel { position: fixed; display: flex; flex-direction: column; width: min(352px, calc(100vw - 24px)); max-height: calc(100vh - 24px); overflow: hidden;
      font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; color: #1b1f24; background: #fffdf8;
      border: 1px solid #8a8172; border-radius: 12px; box-shadow: 0 8px 28px rgb(0 0 0 / .28); }
    .bar { flex: none; display: flex; align-items: center; gap: 8px; padding: 9px 8px 9px 14px; border-radius: 11px 11px 0 0; cursor: grab;
      color: #fff; background: #14532d; font-weight: 600; touch-action: none; user-select: none; }
    .panel[data-turn=you] .bar, .panel[data-turn=wait] .bar { background: #7a3b00; }
    .panel[data-turn=problem] .bar { background: #8f1d1d; }
    .panel[data-turn=done] .bar { background: #14532d; }
    .panel[data-turn=us] .bar { background: #1f4468; }
    .turn { flex: 1; overflow-wrap: anywhere; }
    .bar button { all: unset; cursor: pointer; min-width: 30px; height: 30px; line-height: 30px; text-align: center; border-radius: 7px; font-weight: 700; }
    .bar button:hover { background: rgb(255 255 255 / .2); }
    button:focus-visible { outline: 3px solid #ffbf47; outline-offset: 1px; }
    .body { min-height: 0; overflow: auto; padding: 11px 14px 13px; }
    .body:focus-visible { outline: 3px solid #1f4468; outline-offset: -3px; }
    .unseen { position: absolute; top: 0; left: 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    ol { display: flex; gap: 6px; margin: 0 0 10px; padding: 0; list-style: none; }
    ol li { position: relative; flex: 1; padding-top: 7px; border-top: 4px solid #cfc6b4; color: #5d5546; font-size: 12.5px; line-height: 1.3; overflow-wrap: anywhere; }
    ol li[data-status=done] { border-color: #2f7a48; color: #1f5c34; }
    ol li[data-status=now] { border-color: #1f4468; color: #1b1f24; font-weight: 700; }
    .now { margin: 0 0 8px; font-weight: 600; overflow-wrap: anywhere; }
    ul { margin: 0; padding: 0; list-style: none; }
    ul li { display: flex; gap: 8px; padding: 6px 8px; margin: 0 0 6px; border-radius: 7px; background: #f2ede2; overflow-wrap: anywhere; }
    ul li[data-tone=ok] { background: #e2f2e5; } ul li[data-tone=warn] { background: #fbe3e0; color: #6b1212; font-weight: 600; }
    li .mark { flex: none; width: 1.2em; text-align: center; font-weight: 700; }
    .next { margin: 8px 0 0; color: #4a4335; font-size: 14px; overflow-wrap: anywhere; }
    .foot { margin: 9px 0 0; padding-top: 7px; border-top: 1px solid #ddd4c2; color: #5d5546; font-size: 12.5px; }
    .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 10px; }
    .buttons button { all: unset; cursor: pointer; padding: 7px 12px; border-radius: 8px; border: 1px solid #1f4468; color: #1f4468; background: #fff; font-weight: 600; }
    .buttons button:focus-visible { outline: 3px solid #ffbf47; }
    .paste { margin: 8px 0 0; }
    .paste textarea { display: block; width: 100%; max-height: 96px; margin: 0; padding: 6px 8px; resize: vertical; font: inherit; font-size: 13.5px; color: #1b1f24; background: #fff; border: 1px solid #8a8172; border-radius: 7px; }
    .paste textarea:focus-visible { outline: 3px solid #ffbf47; outline-offset: 1px; }
    .paste .buttons { align-items: center; margin-top: 6px; } .paste [role=status] { flex: 1; font-size: 13.5px; color: #1f5c34; font-weight: 600; }
    .panel.pill { width: auto; max-width: min(352px, calc(100vw - 24px)); border-radius: 18px; overflow: hidden; }
    .panel.pill .body { display: none; } .panel.pill .bar { border-radius: 17px; padding: 4px 6px 4px 14px; font-size: 14px; line-height: 1.25; }
    /* Where even that covers something: the button that opens it, in the colour of whose turn it is. */
    .panel.mini #move { display: none; } .panel.mini .turn { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
    .panel.mini .bar { padding: 3px; }
    .alarm { flex: none; width: 20px; height: 20px; line-height: 20px; text-align: center; border-radius: 50%; color: #8f1d1d; background: #fff; font-weight: 800; }
    /* In place of a page that did not load: all of the window, so that nothing else is said there. */
    .panel.page { left: 0; top: 0; width: 100vw; height: 100vh; max-height: none; border: 0; border-radius: 0; box-shadow: none; font-size: 19px; }
    .panel.page .bar { cursor: default; border-radius: 0; padding: 12px 14px 12px max(14px, calc(50vw - 320px)); font-size: 19px; }
    .panel.page #move { display: none; }
    .panel.page .body { flex: 1; padding: 32px max(14px, calc(50vw - 320px)); }
    .panel.page .body > * { max-width: 640px; }
    .panel.page .now { font-size: 24px; line-height: 1.35; margin: 24px 0 18px; }
    .panel.page .next { font-size: 19px; } .panel.page ol li, .panel.page .foot { font-size: 15px; }
    .panel.page .buttons { margin: 22px 0 26px; } .panel.page .buttons button { padding: 12px 24px; font-size: 20px; }
    .panel.page .buttons button:first-child { color: #fff; background: #1f4468; }
    @media (prefers-contrast: more) { .panel { border: 3px solid #000; background: #fff; color: #000; } .next, .foot, ol li { color: #000; } ol li[data-status] { border-color: #000; border-top-style: dotted; } ol li[data-status=done], ol li[data-status=now] { border-top-style: solid; } }
    @media (forced-colors: active) { .panel, .bar, ul li, .buttons button { border: 1px solid CanvasText; } ol li[data-status=now] { border-color: Highlight; } }
  `;
  const MARKS = { ok: "✓", warn: "!", info: "i", plain: "•" };

  let host = null, root = null, panel = null, model = null;
  // `isForced`: it gave way by itself. `isWished`: the person opened it, and has not turned to the page since.
  let place = { corner: 3 }, isPill = false, isForced = false, isWished = false, isPlaced = false, isTight = false;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value != null) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  };
  const trusted = (act) => (event) => { if (event.isTrusted) { event.stopPropagation(); act(event); } };

  const attach = () => {
    if (host?.isConnected || !document.documentElement) return;
    if (!host) {
      host = document.createElement("div");
      root = host.attachShadow({ mode: "closed" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
    }
    listen();
    document.documentElement.append(host);
  };
  // Anew each time: a page that writes itself anew (`document.open`) takes whoever listens away with the panel.
  const listen = () => {
    root.addEventListener("pointerdown", onPointerDown, { capture: true, passive: true });
    root.addEventListener("keydown", onKeyDown, { capture: true, passive: true });
    for (const name of ["pointerdown", "focusin"]) window.addEventListener(name, turned, { capture: true, passive: true });
    window.addEventListener("resize", onResize, { passive: true });
  };

  const stage = ({ text, status }) => element("li", { "data-status": status, "aria-current": status === "now" ? "step" : null },
    ...(status === "done" ? [element("span", { "aria-hidden": "true" }, "✓ "), element("span", { class: "unseen" }, model.labels.done + " ")] : []), text);

  // A text for the person to paste. It goes to the clipboard on their press alone, and never into the page.
  let copied = { text: "", said: "" };
  const pasteBox = (paste) => {
    const text = element("textarea", { id: "paste", readonly: "", rows: "4", "aria-label": paste.copy }, paste.text);
    const said = element("span", { role: "status" }, copied.text === paste.text ? copied.said : "");
    const copy = trusted(async () => {
      let message = paste.copied;
      try { await navigator.clipboard.writeText(paste.text); } catch { message = paste.by_keys; } // the page may forbid it
      copied = { text: paste.text, said: message };
      const shown = root.getElementById("paste"); // the panel may have been drawn anew meanwhile
      if (!shown) return;
      shown.parentElement.querySelector("[role=status]").textContent = message;
      if (message === paste.by_keys) { shown.focus({ preventScroll: true }); shown.setSelectionRange(0, paste.text.length); }
    });
    return element("div", { class: "paste" }, text, element("div", { class: "buttons" }, element("button", { id: "copy", type: "button", onclick: copy }, paste.copy), said));
  };

  // What the person presses stays until they let go: drawn anew or moved away in between, it would swallow the press.
  let isHeld = false, isStale = false;
  const LONGEST_PRESS_MS = 10000; // nothing may tell that they let go: a dialog of the system came between
  const hold = (...ends) => (event) => {
    if (isHeld || !event.isTrusted || (event.button ?? 0) !== 0 || (event.key ?? " ") !== " ") return;
    isHeld = true;
    const letGo = () => {
      clearTimeout(timer);
      for (const name of ends) window.removeEventListener(name, letGo, { capture: true });
      isHeld = false;
      setTimeout(() => { if (isStale) draw(); }, 0); // behind the click, which comes in the same turn
    };
    const timer = setTimeout(letGo, LONGEST_PRESS_MS);
    for (const name of ends) window.addEventListener(name, letGo, { capture: true, passive: true });
  };
  const onPointerDown = hold("pointerup", "pointercancel"), onKeyDown = hold("keyup");

  const draw = () => {
    attach();
    if (!root || isHeld) { isStale = true; return; }
    isStale = false;
    const focused = root.activeElement?.id;
    const collapse = element("button", {
      id: "fold", type: "button", "aria-expanded": String(!isPill), "aria-label": isPill ? model.labels.expand : model.labels.collapse, title: isPill ? model.labels.expand : model.labels.collapse,
      onclick: trusted(() => { isPill = !isPill; isForced = false; isWished = !isPill; draw(); remember(); }),
    }, isPill ? "▢" : "–");
    const move = element("button", {
      id: "move", type: "button", "aria-label": model.labels.move, title: model.labels.move,
      onclick: trusted(() => { place = { corner: (place.corner + 1) % 4, isChosen: true }; position(); remember(); }),
    }, "⤢");
    const bar = element("div", { class: "bar", onpointerdown: trusted(drag) },
      // Folded, it says that there is a warning to read.
      ...(isPill && model.lines.some((line) => line.tone === "warn") ? [element("span", { class: "alarm", "aria-hidden": "true" }, MARKS.warn)] : []),
      element("span", { class: "turn" }, model.turnText), move, collapse);
    const body = element("div", { class: "body" },
      ...(model.stages.length ? [element("ol", { "aria-label": model.labels.steps }, ...model.stages.map(stage))] : []),
      element("p", { class: "now" }, model.now),
      element("ul", {}, ...model.lines.map((line) => element("li", { "data-tone": line.tone }, element("span", { class: "mark", "aria-hidden": "true" }, MARKS[line.tone]), element("span", {}, line.text)))));
    if (model.paste) body.append(pasteBox(model.paste));
    if (model.next) body.append(element("p", { class: "next" }, model.next));
    if (model.buttons.length) body.append(element("div", { class: "buttons" }, ...model.buttons.map((b) =>
      element("button", { id: "b-" + b.id, type: "button", onclick: trusted(() => globalThis.optoutSay(JSON.stringify({ kind: "panel", button: b.id }))) }, b.label))));
    body.append(element("p", { class: "foot" }, model.foot));
    const shape = isPill ? "panel pill" : model.isPage ? "panel page" : "panel";
    const fresh = element("section", { class: shape, lang: model.language, dir: "ltr", "data-turn": model.turn, "aria-label": model.labels.name }, bar, body);
    if (panel?.isConnected) panel.replaceWith(fresh);
    else root.append(fresh);
    panel = fresh;
    if (focused) root.getElementById(focused)?.focus({ preventScroll: true });
    announce();
    position();
  };

  // One live region that stays, so that screen readers announce each change of it and nothing twice.
  let live = null;
  const announce = () => {
    if (!live?.isConnected) {
      live = element("div", { role: "status", "aria-live": "polite", class: "unseen" });
      root.append(live);
    }
    const said = [model.turnText, model.now, ...model.lines.map((l) => l.text), model.next].filter(Boolean).join(". ");
    if (live.textContent !== said) live.textContent = said;
  };

  // ------------------------------------------------------------------------------------------------ where it stands
  const isWholePage = () => model.isPage && !isPill;
  const corners = (box) => {
    const right = Math.max(12, innerWidth - box.width - 12), bottom = Math.max(12, innerHeight - box.height - 12);
    return [[12, 12], [right, 12], [12, bottom], [right, bottom]];
  };
  const put = (x, y) => {
    panel.style.left = `${Math.round(x)}px`;
    panel.style.top = `${Math.round(y)}px`;
  };
  const overlap = (x, y, box, other) => {
    const w = Math.min(x + box.width, other.right + 8) - Math.max(x, other.left - 8);
    const h = Math.min(y + box.height, other.bottom + 8) - Math.max(y, other.top - 8);
    return w > 0 && h > 0 ? w * h : 0;
  };
  // The first of them counts most.
  const weighed = (keys) => keys.map((key) => globalThis.optout?.byKey(key))
    .map((e) => e && globalThis.optout.shownFor(e)).filter(Boolean).map((e, index) => [e[real.getBoundingClientRect](), index === 0 ? 3 : 1]);
  // How much of other boxes is hidden, as a sum of shares, each with its weight.
  const hidden = (spot, box, others) => others.reduce((sum, [other, weight]) =>
    sum + (overlap(spot[0], spot[1], box, other) / Math.max(1, other.width * other.height)) * weight, 0);
  const position = () => {
    if (!panel) return;
    if (isHeld) { isStale = true; return; }
    if (!isWholePage()) putClear();
    // What is longer than the window can be read with the keyboard too.
    const body = panel.lastElementChild;
    if (body.scrollHeight > body.clientHeight) body.setAttribute("tabindex", "0"); else body.removeAttribute("tabindex");
  };
  // In a window where it takes much of the room it gives way to what the person has to reach there.
  const NARROW = 560, LOW = 500, MUCH = 1 / 5, MOST = 400;
  const FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], iframe";
  const BUTTONS = "button, [role=button]";
  const isSmall = (box) => innerWidth < NARROW || innerHeight < LOW || box.width * box.height > MUCH * innerWidth * innerHeight;
  const seen = (selector) => {
    const found = [];
    let asked = 0;
    for (const scope of globalThis.optout?.roots() ?? [document])
      for (const one of scope[real.querySelectorAll](selector)) {
        if (++asked > MOST) return found;
        const box = one[real.getBoundingClientRect]();
        if (box.width < 2 || box.height < 2 || box.right < 0 || box.bottom < 0 || box.left > innerWidth || box.top > innerHeight) continue;
        // A page in a page that fills the window leaves no place beside it.
        if (one[real.tagName] === "IFRAME" && box.width * box.height > innerWidth * innerHeight / 2) continue;
        if (one[real.checkVisibility]({ visibilityProperty: true })) found.push(box);
      }
    return found;
  };
  const toReach = () => [...seen(FIELDS).map((box) => [box, 10]), ...seen(BUTTONS).map((box) => [box, 1])];
  // The nearest free place for the folded bar; about 1500 are tried.
  const nearest = (start, box, cost) => {
    const step = Math.max(10, Math.sqrt(innerWidth * innerHeight / 1500));
    let best = null, least = Infinity;
    for (let y = 4; y <= innerHeight - box.height - 4; y += step)
      for (let x = 4; x <= innerWidth - box.width - 4; x += step) {
        const far = Math.hypot(x - start[0], y - start[1]);
        if (far < least && cost([x, y]) === 0) { best = [x, y]; least = far; }
      }
    return best;
  };
  const giveWay = () => { isPill = true; isForced = true; draw(); };
  const putClear = () => {
    if (!isPill && !isWished && innerWidth < NARROW) return giveWay();
    panel.classList.remove("mini");
    let box = panel.getBoundingClientRect();
    const send = weighed(model.avoid), fields = weighed(model.spare);
    isTight = isPill || isSmall(box);
    const things = isTight ? toReach() : [];
    const inside = (value, limit) => Math.min(Math.max(4, value), Math.max(4, limit));
    const corner = corners(box);
    // Where the person put it, unless that is over Send; else the corner that covers least, Send counting above all.
    const wished = place.x == null ? null : [inside(place.x, innerWidth - box.width - 4), inside(place.y, innerHeight - box.height - 4)];
    const cost = (spot) => hidden(spot, box, send) * 1000 + hidden(spot, box, fields) + hidden(spot, box, things);
    const preferred = [corner[place.corner], ...corner];
    let best = preferred.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    const isKept = (spot) => (isPill ? cost(spot) : hidden(spot, box, send)) === 0;
    if (place.isChosen && isKept(preferred[0])) best = preferred[0];
    if (wished && isKept(wished)) best = wished;
    if (!isPill && !isWished && hidden(best, box, send) + hidden(best, box, things) > 0) return giveWay();
    if (isPill && cost(best) > 0) {
      const there = wished ?? preferred[0];
      best = nearest(there, box, cost);
      if (!best) {
        panel.classList.add("mini");
        box = panel.getBoundingClientRect();
        best = nearest(there, box, cost) ?? corners(box).reduce((a, b) => (cost(b) < cost(a) ? b : a));
      }
    }
    put(best[0], best[1]);
  };
  // The program passes it on to the next page; here it is known already, and what the program has may be older.
  const remember = () => {
    isPlaced = true;
    globalThis.optoutSay(JSON.stringify({ kind: "place", corner: place.corner, x: place.x ?? null, y: place.y ?? null, folded: isPill && !isForced }));
  };
  // Whoever turns to the page has read: what they reach there must not stand under it.
  const turned = (event) => { if (event.isTrusted && event.target !== host && isWished) { isWished = false; keepClear(); } };
  const recall = (kept) => {
    if (!kept || isPlaced) return;
    isPlaced = true;
    place = kept.x == null ? { corner: kept.corner, isChosen: true } : { corner: kept.corner, x: kept.x, y: kept.y };
    isPill = kept.folded;
  };
  const drag = (event) => {
    if (event.target.closest?.("button") || isWholePage()) return;
    const box = panel.getBoundingClientRect(), dx = event.clientX - box.left, dy = event.clientY - box.top;
    const bar = event.currentTarget;
    bar.setPointerCapture(event.pointerId);
    const moved = trusted((e) => { place = { corner: 3, x: e.clientX - dx, y: e.clientY - dy }; put(place.x, place.y); });
    const ended = () => { bar.removeEventListener("pointermove", moved); position(); remember(); };
    bar.addEventListener("pointermove", moved);
    bar.addEventListener("pointerup", ended, { once: true });
    bar.addEventListener("pointercancel", ended, { once: true });
  };
  let frame = 0;
  const keepClear = () => { if (model && !frame) frame = requestAnimationFrame(() => { frame = 0; position(); }); };
  // The page changed, and may have taken the panel away. Where there is room enough beside it, moving costs nothing.
  const follow = () => {
    if (model && !host?.isConnected) draw();
    if (isTight) keepClear();
  };
  const unfold = () => { if (isForced) { isPill = false; isForced = false; } };
  const onResize = () => { if (model && isForced) { unfold(); draw(); } else keepClear(); };

  // ------------------------------------------------------------------------------------------------ what the program calls
  const render = (wanted) => {
    const { place: kept, ...rest } = wanted;
    recall(kept);
    if (rest.isPage && !model) isPill = false; // folded on another page, or in a small window: here is nothing else to read
    const isSame = JSON.stringify(rest) === JSON.stringify(model);
    model = rest;
    if (isSame && host?.isConnected) return;
    unfold();
    draw();
  };
  // By opacity: the panel keeps its place and its clicks, so that none falls through to the page behind it. Through a
  // sheet of the closed root, so that the page sees no attribute change.
  const veil = new CSSStyleSheet();
  veil.replaceSync(":host { opacity: 0 !important; }");
  const hide = (isHidden) => {
    if (!root) return null;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((s) => s !== veil), ...(isHidden ? [veil] : [])];
    // Two frames until it is off the screen; a tab in the background draws none, and shows nobody the panel either.
    return Promise.race([
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      new Promise((resolve) => setTimeout(resolve, 150)),
    ]);
  };
  // In the moment of Send a picture is taken that cannot ask for this: the panel steps aside by itself, then comes back.
  const stepAside = (key) => {
    if (!root || (key && !model?.avoid.includes(key))) return;
    hide(true);
    setTimeout(() => hide(false), 1000);
  };
  const isAside = () => !host?.isConnected || root.adoptedStyleSheets.includes(veil);
  globalThis.optoutPanel = { render, hide, stepAside, isAside, keepClear, follow, host: () => host };
})();
