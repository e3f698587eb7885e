// Where an element stands, whether it is shown, and how elements are found in the time that there is.

const keys = new WeakMap();
const elementOf = new Map();
let lastKey = 0;
const keyOf = (element) => {
  let key = keys.get(element);
  if (!key) {
    key = ++lastKey;
    keys.set(element, key);
    elementOf.set(key, new WeakRef(element));
  }
  return key;
};
const byKey = (key) => elementOf.get(key)?.deref();
const parentOf = (node) => node[real.assignedSlot] ?? node[real.parentElement] ?? (node[real.getRootNode]() instanceof ShadowRoot ? node[real.getRootNode]().host : null);
const ancestors = (element) => {
  const found = [];
  for (let e = parentOf(element); e && found.length < MAX.depth; e = parentOf(e)) found.push(keyOf(e));
  return found;
};
const closest = (element, selector) => {
  for (let e = element; e; e = parentOf(e)) if (e[real.matches]?.(selector)) return e;
  return null;
};
const fold = (text) => text.replace(/\s+/gu, " ").trim();
// Half a surrogate pair is no text: a page that writes one must not blind us to the rest.
const clip = (text, length) => (text.length > length ? text.slice(0, length) : text).toWellFormed();
const looksLikeAddress = (text) => /\S@\S/.test(text);

const isShown = (element) => isLaidOut(element, true);
// `opacityProperty`: and is not transparent.
const isLaidOut = (element, opacityProperty) => {
  if (!element[real.isConnected] || !element[real.checkVisibility]({ opacityProperty, visibilityProperty: true })) return false;
  const box = element[real.getBoundingClientRect]();
  return (box.width > 1 || box.height > 1) && isWithinReach(element, box);
};
// Outside the page is what no scrolling brings back: not what was scrolled past, in the window or in a part of it, nor
// what stands to the left in a part that is read from the right.
const isWithinReach = (element, { right, bottom }) => {
  if (right + scrollX > 0 && bottom + scrollY > 0) return true;
  const page = document.scrollingElement ?? document.documentElement;
  const first = (e, style) => (style.direction === "rtl" ? Math.min(0, e[real.clientWidth] - e[real.scrollWidth]) : 0);
  let isOut = false; // laid out by an element further up: what is between does not scroll it
  for (let e = element; e && e !== page; e = parentOf(e)) {
    const style = getComputedStyle(e);
    const isPlaced = style.position !== "static" || style.transform !== "none";
    if (e !== element && (!isOut || isPlaced) && style.overflow !== "visible") {
      right += e[real.scrollLeft] - first(e, style);
      bottom += e[real.scrollTop];
    }
    if (style.position === "fixed") return right > 0 && bottom > 0;
    isOut = style.position === "absolute" || (isOut && !isPlaced);
  }
  return right + scrollX - first(page, getComputedStyle(document.body ?? page)) > 0 && bottom + scrollY > 0;
};

// Whether a picture shows all of an element. "cut": a part of the page that scrolls by itself hides some of it, or it holds
// more than it shows; "off": it is not wholly in the window. Where it is only laid out by an element further up, what is
// between hides nothing of it.
const SLACK = 2; // pixels: borders, and sizes that are no whole numbers
const sightOf = (element) => {
  const box = element[real.getBoundingClientRect](), isInput = element[real.tagName] === "INPUT";
  const page = document.scrollingElement ?? document.documentElement;
  const holdsMore = isInput || element[real.tagName] === "IFRAME" ? 0 : element.scrollHeight - element[real.clientHeight];
  if (Math.max(holdsMore, isInput ? element[real.scrollWidth] - element[real.clientWidth] : 0) > SLACK) return "cut";
  let position = getComputedStyle(element).position;
  for (let e = parentOf(element); e && e !== page && position !== "fixed"; e = parentOf(e)) {
    const style = getComputedStyle(e);
    const isPlaced = style.position !== "static" || style.transform !== "none";
    if (position === "absolute" && !isPlaced) continue;
    position = style.position;
    if (style.overflow === "visible" || e === document.body) continue;
    const around = e[real.getBoundingClientRect]();
    if (box.top < around.top - SLACK || box.bottom > around.bottom + SLACK || box.left < around.left - SLACK || box.right > around.right + SLACK) return "cut";
  }
  const isOff = box.top < -SLACK || box.left < -SLACK || box.bottom > innerHeight + SLACK || box.right > innerWidth + SLACK;
  return isOff ? "off" : "whole";
};

// Whatever the page, reading takes no longer than this, so that the person and the page are not held up. On a busy
// computer the time may be over before anything was read: so much is read in any case.
const clock = (milliseconds, least) => {
  const end = now() + milliseconds;
  let count = 0;
  return () => ++count > least && count % 8 === 0 && now() > end;
};
let knownRoots = [document];
// Closed roots are handed to us by the browser alone (helper/browser/closed_roots.py). They are looked at for secrets
// and for whether a button in one was pressed, and for nothing else.
const closedRootOf = new WeakMap(), closedHosts = new Set();
let closedRoots = [];
const learn = (node) => {
  for (let root = node[real.getRootNode](); root instanceof ShadowRoot; root = root.host[real.getRootNode]()) {
    if (root.mode !== "closed" || root.host === panelHost() || closedRootOf.has(root.host)) continue;
    closedRootOf.set(root.host, root);
    closedHosts.add(new WeakRef(root.host));
    schedule();
  }
};
const rootOf = (element) => element[real.shadowRoot] ?? closedRootOf.get(element) ?? null;
// Who a shadow root belongs to is told by no selector and no change: every element is asked. False when time was over.
const findRoots = (isOver) => {
  let isAll = true;
  const withOpenOnesIn = (found) => {
    for (let i = 0; i < found.length && isAll; i++) {
      const elements = found[i][real.querySelectorAll]("*");
      for (let j = 0; j < elements.length && isAll; j++) { // twice as quick as an iterator
        const root = elements[j][real.shadowRoot];
        if (root) found.push(root);
        isAll = !isOver();
      }
    }
    return found;
  };
  knownRoots = withOpenOnesIn([document]);
  for (const host of closedHosts) if (!host.deref()) closedHosts.delete(host);
  closedRoots = withOpenOnesIn([...closedHosts].map((host) => host.deref()).filter((host) => host[real.isConnected]).map(rootOf));
  return isAll;
};
const each = function* (selector, isOver) {
  for (const root of knownRoots)
    for (const element of root[real.querySelectorAll](selector)) {
      if (isOver()) return;
      yield element;
    }
};
// The first `most` elements that are wanted, as far as time allows.
const pick = (selector, isWanted, most, isOver) => {
  const found = [];
  for (const element of each(selector, isOver)) {
    if (isWanted(element) && found.push(element) >= most) break;
  }
  return found;
};
const isInside = (element, ...others) => {
  for (let e = element; e; e = parentOf(e)) if (others.includes(e)) return true;
  return false;
};

const panelHost = () => globalThis.optoutPanel?.host() ?? null;
const target = (event) => event.composedPath()[0] ?? event.target;
const inPanel = (event) => event.composedPath().includes(panelHost());
// A page that writes itself anew (`document.open`) takes away whoever listens, us too: then all of them listen again. Those
// who still do are not doubled.
const listeners = [];
const hear = (on, ...listener) => { listeners.push([on, listener]); on.addEventListener(...listener); };
const hearAgain = () => { for (const [on, listener] of listeners) on.addEventListener(...listener); };
const listen = (type, handler) => hear(window, type, (event) => { if (!inPanel(event)) handler(event); }, { capture: true, passive: true });
// What the person does themselves, and no script of the page.
const heed = (type, handler) => listen(type, (event) => { if (event.isTrusted) handler(event); });
