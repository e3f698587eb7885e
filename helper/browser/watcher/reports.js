// When a page is read and reported: as it changes, at a bounded rate.

const recent = new Set(), added = new Set(); // what changed since the last report; of that, the new elements
const observer = new MutationObserver((changes) => {
  let isPage = false;
  for (const change of changes) {
    if (change.target === panelHost()) continue;
    isPage = true;
    if (change.target === document) hearAgain();
    // An answer is new; a page on which thousands of words change does not hide it.
    if (added.size > 60) added.clear();
    if (recent.size > 60) recent.clear();
    if (change.type === "childList") for (const node of change.addedNodes) { if (node[real.nodeType] === Node.ELEMENT_NODE && node !== panelHost()) added.add(node); }
    if (change.type === "characterData") recent.add(change.target[real.parentElement]);
    else if (change.target[real.nodeType] === Node.ELEMENT_NODE && change.target !== document.body && change.target !== document.documentElement) recent.add(change.target);
  }
  if (isPage) { lateReads = 0; schedule(); }
});
const observed = new WeakSet();
const observeRoots = () => {
  for (const root of [...knownRoots, ...closedRoots]) {
    if (observed.has(root)) continue;
    observed.add(root);
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true,
      attributeFilter: ["class", "style", "hidden", "disabled", "inert", "open", "role", "type", "value", "aria-checked", "aria-disabled", "aria-hidden", "aria-invalid", "aria-modal", "readonly", "src", "lang"] });
  }
};

// A twentieth of the time may be spent on reading; what was not spent is saved up for a burst: a form, an answer.
const BURST = 250, SHARE = 1 / 20;
let lateReads = 0;
let timer = 0, lastScan = -1e9, spent = 0, lastSent = "";
const spacing = () => Math.max(40, (spent - BURST) / SHARE);
const report = () => {
  timer = 0;
  tellFacts();
  globalThis.optoutPanel?.follow();
};
const tellFacts = () => {
  const start = now();
  const body = collect();
  recent.clear();
  added.clear();
  spent = Math.max(0, spent - (now() - lastScan) * SHARE) + (now() - start) + 20; // 20: what a report costs the program
  lastScan = now();
  const text = JSON.stringify(body);
  if (text === lastSent) return;
  lastSent = text;
  say("facts", { facts: body });
};
const schedule = () => {
  if (!timer) timer = setTimeout(report, Math.max(25, spacing() - (now() - lastScan)));
};

listen("scroll", () => globalThis.optoutPanel?.keepClear());
// Going back may bring this very document back, as it was left.
hear(window, "pageshow", (event) => { if (event.persisted) { lastSent = ""; schedule(); } }, { capture: true });
hear(document, "visibilitychange", schedule, { capture: true });
// Where a page may run no script (a sandbox), no timer of ours comes either.
hear(window, "load", () => { if (timer) { clearTimeout(timer); report(); } }, { capture: true, once: true });
for (const type of ["DOMContentLoaded", "load", "resize", "transitionend", "animationend", "toggle"]) hear(window, type, schedule, { capture: true, passive: true });
// A value that the page's script sets moves the caret to its end: of that the browser tells, and of nothing else.
listen("selectionchange", schedule);
