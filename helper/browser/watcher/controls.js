// What a control is: a field, a button, what the page made into one; and the words on it and near it.

const FIELDS = "input, textarea, select, [contenteditable=''], [contenteditable=true i], [contenteditable=plaintext-only i], [role=textbox], [role=combobox], [role=radio], [role=checkbox]";
const BUTTONS = "button, input[type=submit], input[type=button], input[type=image], [role=button]";
const ASIDE = "header, footer, nav, aside, search, [role=banner], [role=contentinfo], [role=navigation], [role=complementary], [role=search]";
const PARTS = `${ASIDE}, main, [role=main], article, dialog, [role=dialog], [role=alertdialog]`;
// The header of an article or a dialog belongs to what it heads.
const standsAside = (element) => !!closest(element, PARTS)?.[real.matches](ASIDE);

// ------------------------------------------------------------------------------------------------ fields
const isRealField = (element) => {
  if (element[real.tagName] === "INPUT") return !["hidden", "submit", "button", "image", "reset"].includes(element.type);
  if (element[real.isContentEditable]) return !element[real.parentElement]?.[real.isContentEditable];
  return element[real.getAttribute]("role") !== "textbox" || element[real.isContentEditable];
};
// An editor's empty line holds a break, and nobody wrote that.
const valueOf = (element) => (element[real.isContentEditable] ? element[real.innerText].replace(/^\s+$/, "") : element[real.value]);
const isChosen = (element) => (element[real.tagName] === "INPUT" ? element.checked : element[real.getAttribute]("aria-checked") === "true");
// What may be typed into, be it an input, a text area or an element that the page's script made.
const isWritable = (element) => {
  if (element[real.matches](":disabled") || element[real.readOnly]) return false;
  if (element[real.tagName] === "INPUT") return isRealField(element) && !["radio", "checkbox", "file"].includes(element.type);
  return !["radio", "checkbox"].includes(element[real.getAttribute]("role")) && !element[real.parentElement]?.[real.isContentEditable];
};
const isTextBox = (element) => isWritable(element) &&
  (element[real.tagName] === "TEXTAREA" || element[real.isContentEditable] || element[real.getAttribute]("role") === "textbox");
// A radio button is often covered by its label, and so may what sends be: then the label is what the person sees and presses.
const BY_LABEL = ["radio", "checkbox", "file", "submit", "button", "image"];
const shownFor = (element) => (isShown(element) ? element
  : BY_LABEL.includes(element[real.type]) ? [...(element[real.labels] ?? [])].find(isShown) : null) ?? null;
const isControlShown = (element) => shownFor(element) !== null;
const holdsFields = (element) => !!element[real.querySelector]?.(FIELDS) || !!element[real.shadowRoot]?.[real.querySelector](FIELDS);
const isToFill = (element) => closest(element, FIELDS + ", label") || holdsFields(element);

// ------------------------------------------------------------------------------------------------ buttons
const isSubmit = (element) => ["submit", "image"].includes(element[real.type]) && element[real.form] != null;
const isOff = (element) => element[real.matches](":disabled") || element[real.getAttribute]("aria-disabled") === "true" || !!closest(element, "[inert]");
// What is drawn of it; of a button that holds half the page only what is written there, which costs no layout, and of one that
// is not drawn as long as it is scrolled away (`content-visibility: auto`) too.
const isDrawn = (element) => element[real.getElementsByTagName]("*").length <= 100 && element[real.checkVisibility]({ contentVisibilityAuto: true });
const saidOn = (element) => (isDrawn(element) ? element[real.innerText] : clip(element[real.textContent], 2000));
// A name does not hide the address that is written on a button: it may be the one that is chosen there.
const nameOf = (element) => {
  const name = element[real.getAttribute]("aria-label"), said = name ? element[real.textContent] : saidOn(element);
  return name && looksLikeAddress(said) && !looksLikeAddress(name) ? `${name} ${clip(said, 2000)}` : name || said || element[real.value] || element[real.title] || labelOf(element);
};
// A label that is seen in place of its button.
const isLabelOfButton = (element) => element[real.tagName] === "LABEL" && !!element.control?.[real.matches](BUTTONS) && !isShown(element.control);

// What a page made into a control without calling it a button: by a tab stop, a handler, an element of its own kind.
const MADE = "[tabindex], [onclick], summary, a";
const madeControl = (element) => {
  for (let e = element; e && e !== document.body && e !== document.documentElement; e = parentOf(e)) {
    if (e[real.matches]?.(FIELDS) || e[real.tagName] === "LABEL" || holdsFields(e)) return null;
    if (e[real.matches]?.(MADE) || e[real.tagName].includes("-")) return e;
  }
  return null;
};
// What stays in its place over the page without being called a layer: a chat, mostly. Not what is a part of the page, nor
// what holds it or lies over all of it.
const CALLED = "main, [role=main], dialog, [role=dialog], [role=alertdialog], [aria-modal=true]";
const WHOLE = 0.9; // of the window, in both directions
let floats = new Set(); // as read last
const floatOf = (element) => {
  for (let e = floats.size ? element : null; e; e = parentOf(e)) if (floats.has(e)) return e;
  return null;
};
const isWhole = ({ width, height }) => width >= WHOLE * innerWidth && height >= WHOLE * innerHeight;
const mayFloat = (element) => getComputedStyle(element).position === "fixed" &&
  !element[real.querySelector](CALLED) && !isWhole(element[real.getBoundingClientRect]());
const floatAround = (field) => {
  let outermost = null;
  for (let e = field; e && e !== document.body; e = parentOf(e)) {
    if (e[real.matches](CALLED)) return null;
    if (mayFloat(e)) outermost = e;
  }
  return outermost && !closest(parentOf(outermost), "form, [role=form]") ? outermost : null;
};
const findFloats = (fields) => { floats = new Set(fields.filter(isWritable).map(floatAround).filter(Boolean)); };
// Where fields stand and no button at all, a made control is what sends: there it is one of the buttons. Beside buttons
// of which none is known to send ("Cancel"), it may be: it is reported, and what it is words tell. Each reading tells
// anew: of a page that is still arriving, or being drawn, the button may come last.
const SCOPES = "form, [role=form], dialog, [role=dialog], main, [role=main], body";
let promoted = new WeakSet();
const promote = (fields, buttons, isOver) => {
  const found = new Set(), alone = [];
  for (const scope of new Set(fields.map((e) => floatOf(e) ?? closest(e, SCOPES)))) {
    const isOwn = (e) => isInside(e, scope) && (floatOf(e) ?? floatOf(scope)) === floatOf(scope);
    const own = scope ? buttons.filter(isOwn) : [];
    if (!scope || own.some(isSubmit)) continue;
    const isSender = (e) => (e[real.tagName].includes("-") || e[real.matches]("[tabindex='0'], [onclick]")) && isOwn(e) && isShown(e) &&
      !e[real.shadowRoot] && madeControl(e) === e && !e[real.matches]("a[href]") && !isInside(parentOf(e), ...found) && (promoted.has(e) || !buttonOf(e));
    for (const e of pick("*", isSender, MAX.buttons, isOver)) {
      found.add(e);
      if (!own.length) alone.push(e);
    }
  }
  if (!isOver()) promoted = new WeakSet();
  for (const e of alone) promoted.add(e);
  return found;
};
const buttonOf = (element) => {
  for (let e = element; e; e = parentOf(e)) if (e[real.matches]?.(BUTTONS) || promoted.has(e)) return e;
  return null;
};

const wordsOn = (element) => clip(fold(
  element[real.getAttribute]("aria-label") || element[real.innerText] || element[real.shadowRoot]?.[real.textContent] || element[real.title] || ""), 120);
// The browser itself turns Enter and Space on these into a click.
const clicksByKey = (element, key) => /^(BUTTON|INPUT|SUMMARY)$/.test(element[real.tagName]) || (key === "Enter" && element[real.matches]("a[href]"));

// ------------------------------------------------------------------------------------------------ words near a field
const idText = (root, ids) => ids.split(/\s+/).map((id) => root.getElementById?.(id)?.[real.textContent] ?? "").join(" ");
const labelOf = (element) => {
  const by = element[real.getAttribute]("aria-labelledby");
  const named = by ? idText(element[real.getRootNode](), by) : "";
  const labels = [...(element[real.labels] ?? [])].map((l) => ownText(l)).join(" ");
  return clip(fold(named || element[real.getAttribute]("aria-label") || labels || element[real.title] || ""), 300);
};
const hintOf = (element) => element[real.placeholder] ?? element[real.getAttribute]("aria-placeholder") ?? "";
const SAYS_NOTHING = /^(SELECT|TEXTAREA|SCRIPT|STYLE|BUTTON)$/; // of the field that it stands beside
const ownText = (element) => {
  let text = "";
  for (const node of element[real.childNodes]) {
    if (text.length > 1000) break; // a label that holds half the page
    if (node[real.nodeType] === Node.TEXT_NODE) text += node.data;
    else if (node[real.nodeType] === Node.ELEMENT_NODE && !SAYS_NOTHING.test(node[real.tagName])) text += " " + ownText(node);
  }
  return text;
};
// The words since the field before: on rows without <label for> the label is bare text (public copy of a Facebook form, January 2026).
const textBefore = (element) => {
  const scope = closest(element, "form, [role=form], [role=dialog], dialog, main, [role=main], body") ?? document.body;
  const walker = document.createTreeWalker(element[real.getRootNode]() instanceof ShadowRoot ? element[real.getRootNode]() : scope, NodeFilter.SHOW_ALL);
  walker.currentNode = element;
  let text = "";
  for (let node = walker.previousNode(), steps = 0; node && steps < 60 && text.length < 160; node = walker.previousNode(), steps++) {
    if (node[real.nodeType] === Node.ELEMENT_NODE) {
      if (node[real.matches](FIELDS) && node[real.type] !== "hidden") break;
      continue;
    }
    const around = node[real.parentElement];
    if (node[real.nodeType] !== Node.TEXT_NODE || !node.data.trim() || around?.[real.isContentEditable] || /^(SCRIPT|STYLE|OPTION|TITLE)$/.test(around?.[real.tagName])) continue;
    text = node.data + " " + text;
  }
  return clip(fold(text).slice(-160), 160);
};
