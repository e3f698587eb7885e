// What a page shows, as the facts that are reported of it: its fields, its buttons, its text.

const kindOf = (element) => {
  if (isPassword(element)) return "password";
  if (isCode(element) || takesOneSign(element) || boxed.has(element)) return "code";
  if (element[real.tagName] === "TEXTAREA") return "textarea";
  if (element[real.tagName] === "SELECT") return "select";
  if (element[real.tagName] === "INPUT") {
    const type = element.type;
    if (element[real.getAttribute]("role") === "combobox") return "combobox";
    if (type === "text" && closest(element, "search, [role=search]")) return "search";
    return ["email", "text", "search", "tel", "number", "radio", "checkbox", "file", "url", "date"].includes(type) ? type : "other";
  }
  if (element[real.isContentEditable]) return "editable";
  const role = element[real.getAttribute]("role");
  return ["radio", "checkbox", "combobox"].includes(role) ? role : "other";
};
// Where one of several answers to a question of the page is written.
const choicesAmong = (fields) => fields.filter((e) => kindOf(e) === "radio").flatMap((e) => [e, ...(e[real.labels] ?? [])]);
// Where a list of steps, which marks the one that the person is at, names the others.
const otherSteps = (isOver) => pick("[aria-current=step]", () => true, 10, isOver).flatMap((step) => {
  const list = closest(step, "ol, ul, [role=list]");
  return [...(list?.[real.childNodes] ?? [])].filter((item) => !isInside(step, item));
});
const touched = new WeakMap();
// Where the page's script chooses from a list, or an older browser tells of no caret, no event does: the fields are
// compared with what was told of them as the person moves.
let told = [];
const isStale = () => told.some(([field, value]) => field[real.value] !== value);

// What stands in a field, where it may be an address or an explanation; null where it is none of our business.
const reportedValue = (element, kind, name) => {
  if (["email", "textarea", "editable"].includes(kind)) return clip(valueOf(element), 20000);
  if (["text", "other", "combobox"].includes(kind) && element[real.tagName] === "INPUT") {
    const isMail = /mail/i.test(element.name + element.id + element.autocomplete + name);
    return isMail || element.value === "" || looksLikeAddress(element.value) ? clip(element.value, 400) : null;
  }
  if (kind === "radio") {
    // One of several addresses: it is shown where it is chosen, and nothing where it is not.
    const choice = name || (element[real.tagName] === "INPUT" ? "" : fold(element[real.innerText]));
    return !looksLikeAddress(choice) ? null : isChosen(element) ? clip(choice, 400) : "";
  }
  // A list that the page's script made shows what is chosen as mere text.
  const shown = kind === "select" ? [...element.selectedOptions].slice(0, 20).map((one) => one.text).join(" ") : kind === "combobox" ? element[real.innerText] : "";
  return looksLikeAddress(shown) ? clip(fold(shown), 400) : null;
};
// How much a field takes, where only a counter beside it tells: "0/200", which counts what stands there now.
const COUNTER = /(?<![\d/])(\d{1,5})\s*\/\s*(\d{2,5})(?![\d/])/g;
const counted = (element) => {
  const length = valueOf(element).length;
  const isCounter = ([, now, most]) => Number(now) === length && Number(most) >= length;
  let e = parentOf(element);
  for (let i = 0; i < 3 && e && !e[real.matches](SCOPES); i++, e = parentOf(e)) {
    if ([...e[real.querySelectorAll](FIELDS)].some((other) => other !== element && isRealField(other))) break;
    const found = [...ownText(e).matchAll(COUNTER)].find(isCounter);
    if (found) return Number(found[2]);
  }
  const described = idText(element[real.getRootNode](), element[real.getAttribute]("aria-describedby") ?? "");
  const found = [...described.matchAll(COUNTER)].find(isCounter);
  return found ? Number(found[2]) : null;
};
const fieldFacts = (element, isWithheld) => {
  const kind = kindOf(element);
  const name = labelOf(element);
  return {
    key: keyOf(element), kind, name,
    before: textBefore(element),
    value: isWithheld ? null : reportedValue(element, kind, name),
    hint: clip(fold(hintOf(element)), 200),
    technical: clip([element[real.name], element[real.id], element[real.autocomplete]].filter(Boolean).join(" "), 200),
    group: kind === "radio" ? clip(element[real.name] ?? "", 80) : "",
    isRequired: !!element[real.required] || element[real.getAttribute]("aria-required") === "true",
    isAside: !!closest(element, ASIDE),
    isLocked: isOff(element) || !!element[real.readOnly],
    isInvalid: element[real.getAttribute]("aria-invalid") === "true",
    maxLength: element[real.maxLength] > 0 ? element[real.maxLength] : isTextBox(element) ? counted(element) : null,
    minLength: element[real.minLength] > 0 ? element[real.minLength] : null,
    touches: touched.get(element) ?? 0,
    sight: ["radio", "checkbox"].includes(kind) ? "whole" : sightOf(element),
    isBesideImage: kind === "code" && isBesideImage(element),
    within: ancestors(element),
  };
};

const buttonFacts = (element) => ({
  key: keyOf(element),
  text: clip(fold(nameOf(element)), 120),
  isSubmit: isSubmit(element),
  isMade: buttonOf(element) !== element,
  isOff: isOff(element),
  within: ancestors(element),
});

const SKIP = /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|SVG|IFRAME|TEXTAREA|SELECT|INPUT|VIDEO|AUDIO|CANVAS|OBJECT)$/i;
const DIALOG = "[role=dialog], [role=alertdialog], dialog[open], [aria-modal=true]";
const LINK = "a[href], [role=link]";
const LIVE = "[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]";

const readText = (isOver, named) => {
  const blocks = [];
  const visited = new WeakSet();
  let elements = 0, chars = 0, isCut = false, isLate = false;
  const full = () => isCut || (isCut = elements > MAX.elements || blocks.length >= MAX.blocks || chars > MAX.chars || (isLate = isOver()));

  const walk = (root) => {
    let text = "", owner = root, flat = null; // the part around that is clipped to nothing
    let isInLink = !!closest(root, LINK), isLink = true; // nothing so far that is in none
    const flush = () => {
      const said = fold(text), leads = isLink;
      text = "";
      isLink = true;
      if (!said || full()) return;
      const block = { text: clip(said, 1500), dialog: null, live: "", isHeading: false };
      const dialog = closest(owner, DIALOG);
      if (dialog) block.dialog = keyOf(dialog);
      const live = closest(owner, LIVE);
      if (live) block.live = live[real.matches]("[role=alert], [aria-live=assertive]") ? "alert" : "status";
      block.isHeading = !!closest(owner, "h1, h2, h3, [role=heading]");
      block.isAside = !block.live && standsAside(owner);
      const float = floatOf(owner);
      if (float) block.floating = keyOf(float);
      // What is announced within the label of an answer, "choose one", is said to the person all the same.
      block.isLink = leads;
      block.isNamedOnly = named.size > 0 && isInside(owner, ...named) && !(live && isInside(live, ...named));
      if (block.isHeading || looksLikeAddress(said)) block.within = [keyOf(owner), ...ancestors(owner)];
      blocks.push(block);
      chars += said.length;
    };
    const visit = (node) => {
      if (full()) return;
      if (node[real.nodeType] === Node.TEXT_NODE) {
        text += node.data;
        isLink &&= isInLink || !/[\p{L}\p{N}]/u.test(node.data);
        return;
      }
      if (node[real.nodeType] !== Node.ELEMENT_NODE && !(node instanceof ShadowRoot)) return;
      if (node[real.nodeType] === Node.ELEMENT_NODE) {
        if (node === panelHost() || SKIP.test(node[real.tagName]) || visited.has(node)) return;
        visited.add(node);
        elements++;
        if (node[real.tagName] === "BR") { text += " "; return; }
        const style = getComputedStyle(node);
        // What is struck out is said no more.
        if (style.display === "none" || style.opacity === "0" || isStruck(style)) return;
        // What is written in a field is no text of the page.
        if (node[real.isContentEditable] && (style.visibility !== "visible" || !node[real.parentElement]?.[real.isContentEditable])) return;
        const around = flat, isAround = isInLink;
        flat = flatAround(node, style, flat);
        isInLink ||= node[real.matches](LINK);
        const isInline = style.display.startsWith("inline") || style.display === "contents";
        const isButton = node[real.matches](BUTTONS) || isLabelOfButton(node);
        const isApart = !isInline || isButton || named.has(node);
        if (isApart) { flush(); owner = node; }
        const isFolded = style.contentVisibility === "hidden";
        if (!isButton && !isFolded && !isOffPage(node, style)) {
          const shadow = node[real.shadowRoot], slotted = node[real.tagName] === "SLOT" ? node.assignedNodes() : [];
          const children = shadow ? [shadow] : slotted.length ? slotted : node[real.matches]("details:not([open])") ? summaryOf(node) : node[real.childNodes];
          for (const child of children) {
            if (isCut) break;
            if ((flat || style.visibility !== "visible") && child[real.nodeType] === Node.TEXT_NODE) continue;
            visit(child);
          }
        }
        flat = around;
        isInLink = isAround;
        if (isApart) { flush(); owner = parentOf(node) ?? root; }
      } else for (const child of node[real.childNodes]) { if (isCut) break; visit(child); }
    };
    visit(root);
    flush();
  };
  // A changed word stands in a sentence: the sentence's block is what is read.
  const blockOf = (element) => {
    while (element?.[real.parentElement] && getComputedStyle(element).display.startsWith("inline")) element = element[real.parentElement];
    return element;
  };
  const changed = [...[...added].slice(-20), ...[...recent].slice(-20)].filter((e) => e?.[real.isConnected]).map(blockOf);
  // What may be an answer comes first, in case a huge page exhausts the limits.
  const first = function* () {
    for (const selector of [DIALOG, LIVE, "form, [role=form]"]) yield* each(selector, full);
    yield* changed;
    yield document.body;
  };
  for (const root of first()) if (root?.[real.isConnected] && root[real.checkVisibility]?.({ opacityProperty: true }) && isReachable(root) && !buttonOf(root)) walk(root);
  return { blocks, isCut, isLate };
};
// All that is seen of `details` that are closed.
const summaryOf = (details) => [...details[real.childNodes]].filter((child) => child[real.tagName] === "SUMMARY").slice(0, 1);
// A part of no height or width that is clipped shows nothing of what is in it, but for what an element around it lays out.
const isFlat = (element, style) => style.overflow !== "visible" && style.display !== "inline" && style.display !== "contents" &&
  element !== document.body && element !== document.documentElement && (element[real.clientWidth] <= 1 || element[real.clientHeight] <= 1);
const escapes = ({ position }, flat) => (position === "fixed" && !flat.laysOutFixed) || (position === "absolute" && !flat.laysOutPlaced);
const flatAround = (element, style, flat) => {
  if (flat && escapes(style, flat)) flat = null;
  if (!flat && !isFlat(element, style)) return null;
  const isMoved = style.transform !== "none";
  return { laysOutFixed: flat?.laysOutFixed || isMoved, laysOutPlaced: flat?.laysOutPlaced || isMoved || style.position !== "static" };
};
const isStruck = (style) => style.textDecorationLine.includes("line-through");
// What begins in the middle of the page is seen only if nothing above it is clipped to nothing, moved away or struck out.
const isReachable = (root) => {
  const path = [];
  for (let e = parentOf(root); e; e = parentOf(e)) path.unshift(e);
  let flat = null;
  for (const e of path) {
    const style = getComputedStyle(e);
    if (isOffPage(e, style) || isStruck(style)) return false;
    flat = flatAround(e, style, flat);
  }
  return !flat || !flatAround(root, getComputedStyle(root), flat);
};
const isOffPage = (element, style) => {
  if (style.position !== "absolute" && style.position !== "fixed") return false;
  const box = element[real.getBoundingClientRect]();
  return box.width > 0 && !isWithinReach(element, box);
};

const collect = () => {
  const secret = secrets();
  observeRoots();
  const facts = {
    ...identity,
    hasPassword: secret.password, hasCode: secret.code, isUnsure: secret.isUnsure,
    isVisible: document.visibilityState === "visible" && innerWidth > 1 && innerHeight > 1,
    ready: document.readyState,
  };
  if (!isOurs) return facts; // on a foreign page nothing is read (promise 7)
  // What cannot be read may be anything: the program has to hear that, not nothing.
  try { return { ...facts, ...read(secret) }; } catch { return { ...facts, isUnsure: true }; }
};
const read = (secret) => {
  const part = () => clock(20, 300); // of fields, buttons, forms, dialogs, frames each
  const fields = pick(FIELDS, (e) => isRealField(e) && isControlShown(e), MAX.fields, part());
  const buttons = pick(BUTTONS, (e) => isControlShown(e) && e !== panelHost(), MAX.buttons, part());
  findFloats(fields);
  const named = new Set([...choicesAmong(fields), ...otherSteps(part())]);
  const { blocks, isCut, isLate } = readText(clock(MAX.milliseconds, 4000), named);
  const isWithheld = secret.password || secret.isUnsure;
  shownFields = fields;
  told = fields.filter((e) => e[real.value] !== undefined).map((e) => [e, e[real.value]]);
  const frameElements = [...document.querySelectorAll("iframe")];
  // A busy computer may have had no time to read even a small page: it is read again, though nothing changes on it.
  if (isLate && lateReads++ < MAX.lateReads) schedule();
  return {
    language: clip(document.documentElement.lang || document.body?.lang || "", 35),
    route: clip(ownAddress.pathname, 300),
    title: clip(fold(document.title), 300),
    blocks, isCut, framePath: framePath(),
    fields: fields.map((e) => fieldFacts(e, isWithheld)),
    buttons: [...buttons, ...promote(fields, buttons, part())].slice(0, MAX.buttons).map(buttonFacts),
    forms: pick("form, [role=form]", () => true, 20, part()).map((e) => ({
      key: keyOf(e), isNative: e[real.tagName] === "FORM",
      technical: clip([e[real.getAttribute]("id"), e[real.getAttribute]("name"), e[real.getAttribute]("aria-label")].filter(Boolean).join(" "), 200),
      ids: [...e[real.querySelectorAll]("input[type=hidden]")].filter((i) => /form_id$/.test(i.name) && /^\d{5,20}$/.test(i.value)).map((i) => i.value),
    })),
    dialogs: pick(DIALOG, isShown, 10, part()).map((e) => ({
      key: keyOf(e),
      isModal: e[real.getAttribute]("aria-modal") === "true" || e[real.matches]("dialog:modal"),
      name: labelOf(e),
      within: ancestors(e),
    })),
    floating: [...floats].map(keyOf),
    frames: pick("iframe", isShown, 20, part()).map((e) => {
      const box = e[real.getBoundingClientRect]();
      let source = null;
      try { source = new URL(e.src, location.href); } catch {}
      const place = frameElements.indexOf(e);
      return { place: place < 0 ? null : place, words: labelOf(e) || textBefore(e), host: source?.hostname ?? "", path: clip(source?.pathname ?? "", 200), width: Math.round(box.width), height: Math.round(box.height), sight: sightOf(e), within: ancestors(e) };
    }),
  };
};
