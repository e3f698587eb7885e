// The watcher: reports what a document shows and what the person does in it, to an isolated world's binding.
// It knows no service and has no verb but `insert`. The page can neither see nor call it (helper/browser/window.py).
// CONFIG: { hosts, localeDomains, codeWords, codeNouns, emailWords, askedWords }.  say(kind, body): one message to the program.
(() => {
  if (globalThis.optout?.of === document) return; // a window may outlive its first, empty document

  const MAX = { elements: 5000, blocks: 400, chars: 24000, fields: 80, buttons: 80, depth: 80, milliseconds: 120, lateReads: 3, regions: 200 };
  const say = (kind, body = {}) => globalThis.optoutSay(JSON.stringify({ kind, ...body }));
  const now = () => performance.now();

  // ------------------------------------------------------------------------------------------------ which document
  const isOurHost = ({ protocol, port, hostname }) => {
    const label = hostname.split(".")[0];
    return protocol === "https:" && port === "" &&
      (CONFIG.hosts.includes(hostname) ||
       (CONFIG.localeDomains.includes(hostname.slice(label.length + 1)) && /^[a-z]{2}-[a-z]{2}$/.test(label)));
  };
  const isOurs = isOurHost(location);
  const isTop = window === window.top;
  // Which of the frame elements of each document around it this one is in, from the top down; null where another site is
  // around it.
  const framePath = () => {
    const path = [];
    try {
      for (let w = window; w !== w.top; w = w.parent) path.unshift([...w.parent.document.querySelectorAll("iframe")].indexOf(w.frameElement));
    } catch { return null; } // not of this site
    return path.includes(-1) ? null : path;
  };
  // An about:blank or srcdoc frame shows what its parent wrote: it counts as its parent does, one that is elsewhere too.
  const isBlank = location.protocol === "about:";
  const around = location.ancestorOrigins[0] ?? "";
  const inherits = isBlank && (isTop || (URL.canParse(around) && isOurHost(new URL(around))));
  // The browser's own page in place of one that did not load has an address without an origin.
  const hasOrigin = !isBlank && location.protocol !== "chrome-error:";
  const address = hasOrigin ? location.origin + location.pathname : location.href.split(/[?#]/)[0];

  const id = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()); // names this document, also after a reload

  // ------------------------------------------------------------------------------------------------ small tools
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

  const isShown = (element) => {
    if (!element[real.isConnected] || !element[real.checkVisibility]({ opacityProperty: true, visibilityProperty: true })) return false;
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
  // A radio button is often covered by its label: then the label is what the person sees.
  const isControlShown = (element) => isShown(element) ||
    (["radio", "checkbox", "file"].includes(element[real.type]) && [...(element[real.labels] ?? [])].some(isShown));

  // Whatever the page, reading takes no longer than this, so that the person and the page are not held up. On a busy
  // computer the time may be over before anything was read: so much is read in any case.
  const clock = (milliseconds, least) => {
    const end = now() + milliseconds;
    let count = 0;
    return () => ++count > least && count % 8 === 0 && now() > end;
  };
  let knownRoots = [document];
  // Closed roots are handed to us by the browser alone (helper/browser/closed_roots.py). They are looked at for secrets,
  // and for nothing else.
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

  // ------------------------------------------------------------------------------------------------ secrets
  const FIELDS = "input, textarea, select, [contenteditable=''], [contenteditable=true], [contenteditable=plaintext-only], [role=textbox], [role=combobox], [role=radio], [role=checkbox]";
  const CODE_NAME = /(^|[_-])otp($|[_-])|approvals?_?code|verification_?code|security_?code|confirm(ation)?_?code|one.?time/i;
  const NOT_CODE = /postal|zip|postcode|country|promo|area/i;
  const simple = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
  const oncePasswords = new WeakSet();

  const isPassword = (element) => {
    if (element[real.type] === "password" || /(current|new)-password/.test(element[real.autocomplete] ?? "")) oncePasswords.add(element);
    return oncePasswords.has(element); // stays one when "show password" turns it into plain text
  };
  // What may be typed into, be it an input, a text area or an element that the page's script made.
  const isWritable = (element) => {
    if (element[real.matches](":disabled") || element[real.readOnly]) return false;
    if (element[real.tagName] === "INPUT") return !["hidden", "submit", "button", "image", "reset", "radio", "checkbox", "file"].includes(element.type);
    return !["radio", "checkbox"].includes(element[real.getAttribute]("role")) && !element[real.parentElement]?.[real.isContentEditable];
  };
  const isTextBox = (element) => isWritable(element) &&
    (element[real.tagName] === "TEXTAREA" || element[real.isContentEditable] || element[real.getAttribute]("role") === "textbox");
  const names = (words, said) => words.some((word) => said.includes(word));
  const WORD = /\p{Ll}{2}|\p{Lo}/u; // "000000", "FB-" and "––––––" are none
  const isCode = (element) => {
    const isInput = element[real.tagName] === "INPUT";
    if (isInput ? !["text", "tel", "number"].includes(element.type) : !isTextBox(element)) return false;
    const technical = `${element[real.name] ?? ""} ${element[real.autocomplete] ?? ""}`;
    if (/one-time-code/.test(technical) || CODE_NAME.test(element[real.name]) || CODE_NAME.test(element[real.id])) return true;
    if (isInput && looksLikeAddress(element.value)) return false;
    const hint = element[real.placeholder] ?? element[real.getAttribute]("aria-placeholder") ?? "";
    const isPattern = isInput && !!hint && !WORD.test(hint);
    const own = simple(labelOf(element) + " " + (isPattern ? "" : hint)).trim();
    const isNumeric = element.inputMode === "numeric" || (isInput && (element.type !== "text" || /^\[?\\?[0d]/.test(element.pattern)));
    const isShort = isNumeric || isPattern || (element[real.maxLength] > 0 && element[real.maxLength] <= 10);
    const isNamedCode = own.length <= 25 && names(CONFIG.codeNouns, own);
    // Of a short field, and of one called no more than "Code", the sentence before it counts too: "we sent a code to …".
    const before = isShort || isNamedCode || !own ? simple(textBefore(element)) : "";
    if (NOT_CODE.test(`${technical} ${own || before.slice(-40)}`)) return false;
    const words = `${own} ${before}`;
    if ((isShort || isNamedCode || words.length < 40) && names(CONFIG.codeWords, words)) return true;
    const part = partAround(element);
    if (isNumeric && element[real.maxLength] >= 4 && element[real.maxLength] <= 8 && part?.isWhole) return true;
    // Where nothing else is to be filled in, all that is said before a field tells what it asks for, however long that is,
    // unless the field itself names another thing that a form of the service asks for. What takes many lines is called a
    // code, or it is for an explanation.
    const mayBe = isNamedCode || (isInput ? !isForOther(own) : !own && !isLong(element));
    return mayBe && !!part && names(CONFIG.codeWords, `${own} ${simple(textWithin(part.element, element))}`);
  };
  const isForOther = (own) => !names(CONFIG.codeWords, own) &&
    (names(CONFIG.askedWords, own) || (own.split(" ").length <= 4 && names(CONFIG.emailWords, own)));
  const isLong = (element) => element.rows > 1 || element[real.getAttribute]("aria-multiline") === "true" || element[real.clientHeight] > 48;
  // Counted anew whenever secrets are looked for: how many fields to write in each element holds. Those of the page's
  // header and of a search are no part of what it asks for.
  let holds = new WeakMap();
  const isBeside = (field) => field[real.type] === "search" || !!closest(field, BESIDES)?.[real.matches](ASIDE) ||
    /search|query/i.test(`${field[real.name]} ${field[real.getAttribute]("role")}`);
  const count = (field) => {
    if (!isWritable(field) || isBeside(field)) return;
    for (let e = field; e; e = parentOf(e)) holds.set(e, (holds.get(e) ?? 0) + 1);
  };
  // The largest part of the page, up to a layer, in which it is the only field to write in; null where that is but a row
  // of a form. `isWhole`: it is all of a layer, of a form or of the page.
  const LAYER = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]";
  const partAround = (element) => {
    if (isBeside(element)) return null;
    const own = holds.get(element) ?? 0; // 0: nobody writes in it
    let found = element, isWhole = false;
    for (let e = parentOf(element); e && (holds.get(e) ?? 0) <= own; e = parentOf(e)) {
      found = e;
      isWhole ||= e === document.body || e[real.matches](`form, [role=form], ${LAYER}`);
      if (e[real.matches](`body, ${LAYER}`)) break;
    }
    return isWhole || [...found[real.querySelectorAll](BUTTONS)].some(isShown) ? { element: found, isWhole } : null;
  };
  // The last of what is said before an element, in a part of the page.
  const textWithin = (part, element) => {
    let text = "";
    for (let e = element; e && e !== part; e = parentOf(e))
      for (let node = e[real.previousSibling]; node && text.length < 600; node = node[real.previousSibling]) {
        if (node[real.nodeType] === Node.TEXT_NODE) text = `${node.data} ${text}`;
        else if (node[real.nodeType] === Node.ELEMENT_NODE && isSaid(node)) text = `${ownText(node)} ${text}`;
      }
    return fold(text).slice(-600);
  };
  const isSaid = (element) => !/^(SELECT|TEXTAREA|SCRIPT|STYLE|BUTTON)$/.test(element[real.tagName]) &&
    (element[real.checkVisibility]() || getComputedStyle(element).display === "contents");
  // Before the camera it is a secret all the same; but what is asked for may be the letters in an image.
  const isBesideImage = (element) => {
    for (let e = parentOf(element); e && e !== document.body; e = parentOf(e)) {
      if ([...e[real.querySelectorAll](FIELDS)].some((other) => other !== element && other[real.type] !== "hidden" && isShown(other))) return false;
      if ([...e[real.querySelectorAll]("img, canvas, svg, [role=img]")].some(isLegible)) return true;
      if (e[real.matches]("form, [role=form], dialog, [role=dialog]")) return false;
    }
    return false;
  };
  const isLegible = (image) => {
    const box = image[real.getBoundingClientRect]();
    return isShown(image) && box.width >= 50 && box.height >= 18 && box.width > box.height;
  };
  const isCodeBox = (element) => element[real.tagName] === "INPUT" && element.maxLength === 1 && ["text", "tel", "number"].includes(element.type);
  // Never cut short in silence: where not everything was looked at, what was not may be a secret.
  const secrets = () => {
    try { return findSecrets(); } catch { return { password: false, code: false, isUnsure: true, inputs: 0 }; }
  };
  const findSecrets = () => {
    let password = false, code = false, boxes = 0, inputs = 0, isUnsure = !findRoots(clock(100, 100000));
    const isOver = clock(100, 2000);
    const shown = [];
    holds = new WeakMap();
    for (const root of [...knownRoots, ...closedRoots])
      for (const field of root[real.querySelectorAll](FIELDS)) {
        if (isUnsure ||= isOver()) break;
        if (field[real.tagName] === "INPUT") inputs++; // those that are hidden too: the browser counts them all
        if (!isShown(field)) continue;
        shown.push(field);
        count(field);
      }
    for (const field of shown) {
      if (isUnsure ||= isOver()) break;
      password ||= isPassword(field);
      code ||= isCode(field) || (isCodeBox(field) && ++boxes >= 4);
    }
    return { password, code, isUnsure, inputs };
  };

  // ------------------------------------------------------------------------------------------------ words near a field
  const idText = (root, ids) => ids.split(/\s+/).map((id) => root.getElementById?.(id)?.[real.textContent] ?? "").join(" ");
  const labelOf = (element) => {
    const by = element[real.getAttribute]("aria-labelledby");
    const named = by ? idText(element[real.getRootNode](), by) : "";
    const labels = [...(element[real.labels] ?? [])].map((l) => ownText(l)).join(" ");
    return clip(fold(named || element[real.getAttribute]("aria-label") || labels || element[real.title] || ""), 300);
  };
  const ownText = (element) => {
    let text = "";
    for (const node of element[real.childNodes]) {
      if (text.length > 1000) break; // a label that holds half the page
      if (node[real.nodeType] === Node.TEXT_NODE) text += node.data;
      else if (node[real.nodeType] === Node.ELEMENT_NODE && !/^(SELECT|TEXTAREA|SCRIPT|STYLE|BUTTON)$/.test(node[real.tagName])) text += " " + ownText(node);
    }
    return text;
  };
  // The words since the field before: on rows without <label for> the label is bare text (facts/meta-forms.md 4.1).
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

  // ------------------------------------------------------------------------------------------------ facts
  const kindOf = (element) => {
    if (isPassword(element)) return "password";
    if (isCode(element) || isCodeBox(element)) return "code";
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
  const isRealField = (element) => {
    if (element[real.tagName] === "INPUT") return !["hidden", "submit", "button", "image", "reset"].includes(element.type);
    if (element[real.isContentEditable]) return !element[real.parentElement]?.[real.isContentEditable];
    return element[real.getAttribute]("role") !== "textbox" || element[real.isContentEditable];
  };
  const valueOf = (element) => (element[real.isContentEditable] ? element[real.innerText] : element[real.value]);
  const choiceOf = (element, name) => name || (element[real.tagName] === "INPUT" ? "" : fold(element[real.innerText]));
  const isChosen = (element) => (element[real.tagName] === "INPUT" ? element.checked : element[real.getAttribute]("aria-checked") === "true");
  const touched = new WeakMap();
  // Where the page's script chooses from a list, or an older browser tells of no caret, no event does: the fields are
  // compared with what was told of them as the person moves.
  let told = [];
  const isStale = () => told.some(([field, value]) => field[real.value] !== value);

  // The header of an article or a dialog belongs to what it heads.
  const BESIDES = "header, footer, nav, aside, search, [role=banner], [role=contentinfo], [role=navigation], [role=complementary], [role=search], main, [role=main], article, dialog, [role=dialog], [role=alertdialog]";
  const ASIDE = "header, footer, nav, aside, search, [role=banner], [role=contentinfo], [role=navigation], [role=complementary], [role=search]";
  const fieldFacts = (element, hasPassword) => {
    const kind = kindOf(element);
    const name = labelOf(element);
    const before = textBefore(element);
    let value = null;
    if (!hasPassword) {
      if (["email", "textarea", "editable"].includes(kind)) value = clip(valueOf(element), 20000);
      else if (["text", "other", "combobox"].includes(kind) && element[real.tagName] === "INPUT") {
        const isMail = /mail/i.test(element.name + element.id + element.autocomplete + name);
        if (isMail || element.value === "" || looksLikeAddress(element.value)) value = clip(element.value, 400);
      } else if (kind === "select") {
        const shown = element.selectedOptions[0]?.text ?? "";
        if (looksLikeAddress(shown)) value = clip(fold(shown), 400);
      } else if (kind === "combobox") {
        const shown = element[real.innerText]; // one that the page's script made shows what is chosen as mere text
        if (looksLikeAddress(shown)) value = clip(fold(shown), 400);
      } else if (kind === "radio" && looksLikeAddress(choiceOf(element, name))) {
        // One of several addresses: it is shown where it is chosen, and nothing where it is not.
        value = isChosen(element) ? clip(choiceOf(element, name), 400) : "";
      }
    }
    return {
      key: keyOf(element), kind, name, before, value,
      hint: clip(fold(element[real.placeholder] ?? element[real.getAttribute]("aria-placeholder") ?? ""), 200),
      technical: clip([element[real.name], element[real.id], element[real.autocomplete]].filter(Boolean).join(" "), 200),
      group: kind === "radio" ? clip(element[real.name] ?? "", 80) : "",
      isRequired: !!element[real.required] || element[real.getAttribute]("aria-required") === "true",
      isAside: !!closest(element, ASIDE),
      isLocked: isOff(element) || !!element[real.readOnly],
      isInvalid: element[real.getAttribute]("aria-invalid") === "true",
      maxLength: element[real.maxLength] > 0 ? element[real.maxLength] : null,
      minLength: element[real.minLength] > 0 ? element[real.minLength] : null,
      touches: touched.get(element) ?? 0,
      isBesideImage: kind === "code" && isBesideImage(element),
      within: ancestors(element),
    };
  };

  const BUTTONS = "button, input[type=submit], input[type=button], input[type=image], [role=button]";
  const isSubmit = (element) => ["submit", "image"].includes(element[real.type]) && element[real.form] != null;
  const isOff = (element) => element[real.matches](":disabled") || element[real.getAttribute]("aria-disabled") === "true" || !!closest(element, "[inert]");
  // What is drawn of it; of a button that holds half the page only what is written there, which costs no layout.
  const saidOn = (element) => (element[real.getElementsByTagName]("*").length > 100 ? clip(element[real.textContent], 2000) : element[real.innerText]);
  // A name does not hide the address that is written on a button: it may be the one that is chosen there.
  const nameOf = (element) => {
    const name = element[real.getAttribute]("aria-label"), said = name ? element[real.textContent] : saidOn(element);
    return name && looksLikeAddress(said) && !looksLikeAddress(name) ? `${name} ${clip(said, 2000)}` : name || said || element[real.value] || element[real.title] || "";
  };
  const buttonFacts = (element) => ({
    key: keyOf(element),
    text: clip(fold(nameOf(element)), 120),
    isSubmit: isSubmit(element),
    isMade: buttonOf(element) !== element,
    isOff: isOff(element),
    within: ancestors(element),
  });

  // What a page made into a control without calling it a button: by a tab stop, a handler, an element of its own kind.
  const MADE = "[tabindex], [onclick], summary, a";
  const holdsFields = (element) => !!element[real.querySelector]?.(FIELDS) || !!element[real.shadowRoot]?.[real.querySelector](FIELDS);
  const madeControl = (element) => {
    for (let e = element; e && e !== document.body && e !== document.documentElement; e = parentOf(e)) {
      if (e[real.matches]?.(FIELDS) || e[real.tagName] === "LABEL" || holdsFields(e)) return null;
      if (e[real.matches]?.(MADE) || e[real.tagName].includes("-")) return e;
    }
    return null;
  };
  // Where fields stand and no button at all, a made control is what sends: there it is one of the buttons. Beside buttons
  // of which none is known to send ("Cancel"), it may be: it is reported, and what it is words tell.
  const SCOPES = "form, [role=form], dialog, [role=dialog], main, [role=main], body";
  const promoted = new WeakSet();
  const promote = (fields, buttons, isOver) => {
    const found = new Set();
    for (const scope of new Set(fields.map((e) => closest(e, SCOPES)))) {
      const own = scope ? buttons.filter((e) => isInside(e, scope)) : [];
      if (!scope || own.some(isSubmit)) continue;
      const isSender = (e) => (e[real.tagName].includes("-") || e[real.matches]("[tabindex='0'], [onclick]")) && isInside(e, scope) && isShown(e) &&
        !e[real.shadowRoot] && madeControl(e) === e && !e[real.matches]("a[href]") && !isInside(parentOf(e), ...found) && (promoted.has(e) || !buttonOf(e));
      for (const e of pick("*", isSender, MAX.buttons, isOver)) {
        found.add(e);
        if (!own.length) promoted.add(e);
      }
    }
    return found;
  };
  const isInside = (element, ...others) => {
    for (let e = element; e; e = parentOf(e)) if (others.includes(e)) return true;
    return false;
  };
  const buttonOf = (element) => {
    for (let e = element; e; e = parentOf(e)) if (e[real.matches]?.(BUTTONS) || promoted.has(e)) return e;
    return null;
  };

  const SKIP = /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|SVG|IFRAME|TEXTAREA|SELECT|INPUT|VIDEO|AUDIO|CANVAS|OBJECT)$/i;
  const DIALOG = "[role=dialog], [role=alertdialog], dialog[open], [aria-modal=true]";
  const LIVE = "[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]";
  const recent = new Set(), added = new Set(); // what changed since the last report; of that, the new elements

  const readText = (isOver) => {
    const blocks = [];
    const visited = new WeakSet();
    let elements = 0, chars = 0, isCut = false, isLate = false;
    const full = () => isCut || (isCut = elements > MAX.elements || blocks.length >= MAX.blocks || chars > MAX.chars || (isLate = isOver()));

    const walk = (root) => {
      let text = "", owner = root;
      const flush = () => {
        const said = fold(text);
        text = "";
        if (!said || full()) return;
        const block = { text: clip(said, 1500), dialog: null, live: "", isHeading: false };
        const dialog = closest(owner, DIALOG);
        if (dialog) block.dialog = keyOf(dialog);
        const live = closest(owner, LIVE);
        if (live) block.live = live[real.matches]("[role=alert], [aria-live=assertive]") ? "alert" : "status";
        block.isHeading = !!closest(owner, "h1, h2, h3, [role=heading]");
        block.isAside = !block.live && !!closest(owner, BESIDES)?.[real.matches](ASIDE);
        if (looksLikeAddress(said)) block.within = [keyOf(owner), ...ancestors(owner)];
        blocks.push(block);
        chars += said.length;
      };
      const visit = (node) => {
        if (full()) return;
        if (node[real.nodeType] === Node.TEXT_NODE) { text += node.data; return; }
        if (node[real.nodeType] !== Node.ELEMENT_NODE && !(node instanceof ShadowRoot)) return;
        if (node[real.nodeType] === Node.ELEMENT_NODE) {
          if (node === panelHost() || SKIP.test(node[real.tagName]) || visited.has(node)) return;
          visited.add(node);
          elements++;
          if (node[real.tagName] === "BR") { text += " "; return; }
          const style = getComputedStyle(node);
          if (style.display === "none") return;
          const isHidden = style.visibility !== "visible" || style.opacity === "0" || (node[real.isContentEditable] && !node[real.parentElement]?.[real.isContentEditable]);
          if (node[real.isContentEditable] && isHidden) return;
          if (style.opacity === "0") return;
          const isInline = style.display.startsWith("inline") || style.display === "contents";
          const isButton = node[real.matches](BUTTONS);
          if (!isInline || isButton) { flush(); owner = node; }
          if (!isButton && !(style.overflow !== "visible" && tiny(node)) && !isOffPage(node, style)) {
            const shadow = node[real.shadowRoot], slotted = node[real.tagName] === "SLOT" ? node.assignedNodes() : [];
            const children = shadow ? [shadow] : slotted.length ? slotted : node[real.childNodes];
            for (const child of children) {
              if (isCut) break;
              if (style.visibility !== "visible" && child[real.nodeType] === Node.TEXT_NODE) continue;
              visit(child);
            }
          }
          if (!isInline || isButton) { flush(); owner = parentOf(node) ?? root; }
        } else for (const child of node[real.childNodes]) { if (isCut) break; visit(child); }
      };
      visit(root);
      flush();
    };
    // What may be an answer comes first, in case a huge page exhausts the limits.
    // A changed word stands in a sentence: the sentence's block is what is read.
    const blockOf = (element) => {
      while (element?.[real.parentElement] && getComputedStyle(element).display.startsWith("inline")) element = element[real.parentElement];
      return element;
    };
    const changed = [...[...added].slice(-20), ...[...recent].slice(-20)].filter((e) => e?.[real.isConnected]).map(blockOf);
    const first = function* () {
      for (const selector of [DIALOG, LIVE, "form, [role=form]"]) yield* each(selector, full);
      yield* changed;
      yield document.body;
    };
    for (const root of first()) if (root?.[real.isConnected] && root[real.checkVisibility]?.({ opacityProperty: true }) && isReachable(root) && !buttonOf(root)) walk(root);
    return { blocks, isCut, isLate };
  };
  const tiny = (element) => element[real.clientWidth] <= 1 && element[real.clientHeight] <= 1;
  // What begins in the middle of the page is seen only if nothing above it is clipped to nothing or moved away.
  const isReachable = (root) => {
    for (let e = parentOf(root); e; e = parentOf(e)) {
      const style = getComputedStyle(e);
      if ((style.overflow !== "visible" && tiny(e)) || isOffPage(e, style)) return false;
    }
    return true;
  };
  const isOffPage = (element, style) => {
    if (style.position !== "absolute" && style.position !== "fixed") return false;
    const box = element[real.getBoundingClientRect]();
    return box.width > 0 && !isWithinReach(element, box);
  };

  const observer = new MutationObserver((changes) => {
    let isPage = false;
    for (const change of changes) {
      if (change.target === panelHost()) continue;
      isPage = true;
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

  const collect = () => {
    const secret = secrets();
    observeRoots();
    const facts = {
      id, url: address, isTop, isOurs: isOurs || inherits, inherits,
      hasPassword: secret.password, hasCode: secret.code, isUnsure: secret.isUnsure,
      isVisible: document.visibilityState === "visible" && innerWidth > 1 && innerHeight > 1,
      ready: document.readyState,
    };
    if (!facts.isOurs) return facts; // on a foreign page nothing is read (promise 7)
    // What cannot be read may be anything: the program has to hear that, not nothing.
    try { return { ...facts, ...read(secret) }; } catch { return { ...facts, isUnsure: true }; }
  };
  const read = (secret) => {
    const part = () => clock(20, 300); // of fields, buttons, forms, dialogs, frames each
    const fields = pick(FIELDS, (e) => isRealField(e) && isControlShown(e), MAX.fields, part());
    const buttons = pick(BUTTONS, (e) => isShown(e) && e !== panelHost(), MAX.buttons, part());
    const { blocks, isCut, isLate } = readText(clock(MAX.milliseconds, 4000));
    const isWithheld = secret.password || secret.isUnsure;
    told = fields.filter((e) => e[real.value] !== undefined).map((e) => [e, e[real.value]]);
    const frameElements = [...document.querySelectorAll("iframe")];
    // A busy computer may have had no time to read even a small page: it is read again, though nothing changes on it.
    if (isLate && lateReads++ < MAX.lateReads) schedule();
    return {
      language: clip(document.documentElement.lang || document.body?.lang || "", 35),
      route: clip(location.pathname, 300),
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
      frames: pick("iframe", isShown, 20, part()).map((e) => {
        const box = e[real.getBoundingClientRect]();
        let source = null;
        try { source = new URL(e.src, location.href); } catch {}
        const place = frameElements.indexOf(e);
        return { place: place < 0 ? null : place, words: labelOf(e) || textBefore(e), host: source?.hostname ?? "", path: clip(source?.pathname ?? "", 200), width: Math.round(box.width), height: Math.round(box.height), within: ancestors(e) };
      }),
    };
  };

  // ------------------------------------------------------------------------------------------------ reporting, bounded in rate
  // A twentieth of the time may be spent on reading; what was not spent is saved up for a burst: a form, an answer.
  const BURST = 250, SHARE = 1 / 20;
  let lateReads = 0;
  let timer = 0, lastScan = -1e9, spent = 0, lastSent = "";
  const spacing = () => Math.max(40, (spent - BURST) / SHARE);
  const report = () => {
    timer = 0;
    tellFacts();
    globalThis.optoutPanel?.ensure();
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

  // While a sent form waits for its answer Chromium answers no question to the page: for a while it speaks unasked.
  const VOUCH = { every: 30, during: 2500 };
  let voucher = 0;
  const vouch = (kind) => {
    const { password, code, isUnsure } = secrets();
    say(kind, { at: Date.now(), hasSecret: password || code || isUnsure || isTypedUnseen(), isAside: globalThis.optoutPanel?.isAside() ?? true });
  };
  const vouchForAWhile = () => {
    const until = now() + VOUCH.during;
    const again = () => { vouch("vouch"); if (now() > until) clearInterval(voucher); };
    clearInterval(voucher);
    voucher = setInterval(again, VOUCH.every);
    again();
  };

  // ------------------------------------------------------------------------------------------------ what the person does
  let lastTyped = -1e9, lastActivity = -1e9, lastEnter = null, lastPress = -1e9, lastAct = null, held = null, pending = null;
  const active = () => {
    const t = now();
    if (t - lastActivity > 1000) { lastActivity = t; say("activity"); if (isStale()) schedule(); }
  };
  const target = (event) => event.composedPath()[0] ?? event.target;
  const inPanel = (event) => event.composedPath().includes(panelHost());

  // A character being composed (a dead key, an input method). Its end is told in many ways, and not always: after `^` and
  // `e` by an event that is not trusted, or by none. So whatever shows that nothing is being composed ends it: the next
  // input or key that says so, another field, a field that is gone, and time without a sign.
  const COMPOSING_MS = 8000;
  let composing = null;
  const isComposing = () => !!composing && composing.field[real.isConnected] && now() - composing.at < COMPOSING_MS;
  const compose = (event, isOn) => { composing = isOn ? { field: target(event), at: now() } : null; };

  // Where the person types or goes into something that is no field, one may be in a closed shadow root: the program is
  // asked to hand it to us. Until it has, what was typed there may be a secret.
  const HOSTS = /-|^(ARTICLE|ASIDE|BLOCKQUOTE|BODY|DIV|FOOTER|H[1-6]|HEADER|MAIN|NAV|P|SECTION|SPAN)$/; // what may have a root
  const explained = new WeakSet();
  let unseen = null, typedUnseen = null;
  const isTypedUnseen = () => !!typedUnseen?.[real.isConnected] && !rootOf(typedUnseen);
  const innermost = (element) => {
    for (let root; (root = rootOf(element)) && root.activeElement;) element = root.activeElement;
    return element;
  };
  // `isSure`: what was heard comes from a field alone.
  const lookInto = (start, isTyped, isSure = false) => {
    const element = start[real.nodeType] === Node.ELEMENT_NODE ? innermost(start) : null;
    if (!element || !HOSTS.test(element[real.tagName]) || element[real.isContentEditable] || rootOf(element)) return;
    if (explained.has(element) && !isSure) return;
    unseen = element;
    if (isTyped) typedUnseen = element;
    say("unseen");
  };
  const stranger = () => unseen;
  // Whatever root it has is known by now; in that there may be another.
  const explain = (element) => {
    const isTyped = typedUnseen === element;
    explained.add(element);
    if (isTyped) typedUnseen = null;
    if (unseen === element) unseen = null;
    lookInto(element, isTyped);
  };

  const onInput = (event) => {
    if (!event.isTrusted) { schedule(); return; }
    if (event.type === "input") lookInto(target(event), true, true);
    if (event.type === "input") compose(event, event.isComposing === true);
    lastTyped = now();
    const field = closest(target(event), FIELDS);
    // Once for each change: "change" only repeats, as the person leaves the field, what "input" has told.
    if (field && event.type === "input") touched.set(field, (touched.get(field) ?? 0) + 1);
    schedule();
  };
  // `manner`: of a button that is in the facts too; of what a page made into a control itself; of another piece of the
  // page; `field`: a key in a field that only the page's own script can make send; `submit`: the form says that it sends.
  const tell = (manner, via, element, isBlocked, facts) => {
    lastAct = { via, at: now(), element };
    if (!isOurs && !inherits) return;
    say("press", {
      manner, via, target: keyOf(element), isBlocked, facts: facts ?? collect(),
      text: manner === "made" ? wordsOn(element) : "", within: ancestors(element),
    });
  };
  const press = (via, element, isBlocked, facts, manner = "button") => {
    lastPress = now();
    spent = 0; // what follows Send is read at once: an answer may vanish
    if (timer) { clearTimeout(timer); timer = 0; schedule(); }
    pending?.cancel();
    if (!isBlocked) globalThis.optoutPanel?.stepAside(via === "enter" ? 0 : keyOf(element));
    vouchForAWhile();
    tell(manner, via, element, isBlocked, facts);
  };
  const stopsAtValidation = (form, button) => !!form && !form[real.noValidate] && !button?.formNoValidate && form[real.matches](":invalid");
  const isStopped = (button) => isSubmit(button) && stopsAtValidation(button.form, button);
  const isBlocked = (button) => isOff(button) || isStopped(button);

  const wordsOn = (element) => clip(fold(
    element[real.getAttribute]("aria-label") || element[real.innerText] || element[real.shadowRoot]?.[real.textContent] || element[real.title] || ""), 120);
  // The browser itself turns Enter and Space on these into a click.
  const clicksByKey = (element, key) => /^(BUTTON|INPUT|SUMMARY)$/.test(element[real.tagName]) || (key === "Enter" && element[real.matches]("a[href]"));

  // A control that is held down. A page may send at that very moment, and take the control away or switch it off before
  // it is let go: then no click ever comes. What stood there is read before the page hears of it.
  const hold = (via, control) => {
    held = { via, control, isOff: isOff(control), isBlocked: isBlocked(control), facts: isOurs || inherits ? collect() : null, at: now() };
  };
  const letGo = () => {
    const was = held;
    held = null;
    if (!was || now() - was.at > 5000 || was.isBlocked) return;
    if (!was.control[real.isConnected] || !isShown(was.control) || isOff(was.control) || was.isPrevented) press(was.via, was.control, false, was.facts);
  };
  const letGoSoon = () => setTimeout(letGo); // after the click that may follow

  const isToFill = (element) => closest(element, FIELDS + ", label") || holdsFields(element);
  const listen = (type, handler) => window.addEventListener(type, (event) => { if (!inPanel(event)) handler(event); }, { capture: true, passive: true });
  for (const type of ["input", "change"]) listen(type, onInput);
  // A value that the page's script sets moves the caret to its end: of that the browser tells, and of nothing else.
  listen("selectionchange", schedule);
  listen("compositionstart", (e) => { if (e.isTrusted) compose(e, true); });
  listen("compositionupdate", (e) => { if (e.isTrusted) compose(e, true); });
  listen("compositionend", (e) => { if (composing) lastTyped = now(); compose(e, false); });
  listen("focusin", (e) => { if (e.isTrusted) lookInto(target(e), false); });
  listen("focusout", (e) => { if (e.isTrusted) compose(e, false); });
  for (const type of ["pointerdown", "wheel", "touchstart", "mousemove"]) listen(type, (e) => { if (e.isTrusted) active(); });
  listen("pointerdown", (event) => {
    if (!event.isTrusted || !event.isPrimary || event.button !== 0) return;
    const element = target(event), button = buttonOf(element);
    if (button) hold("mouse", button);
    // A page may send at that very moment, and be gone before the mouse is let go: then no click comes.
    else if (!isToFill(element)) tell("other", "mouse", element, false);
  });
  for (const type of ["pointerup", "pointercancel", "keyup"]) listen(type, (event) => { if (event.isTrusted && held) letGoSoon(); });
  listen("keydown", (event) => {
    if (!event.isTrusted) return;
    active();
    if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) lookInto(target(event), true);
    const field = target(event);
    const isText = field[real.matches]?.("input, textarea, select") || field[real.isContentEditable];
    if (isText) lastTyped = now();
    if (composing && !event.isComposing && !["Dead", "Process", "Shift"].includes(event.key)) compose(event, false);
    if (event.isComposing || event.repeat || !["Enter", " "].includes(event.key)) return;
    const button = buttonOf(field);
    const control = button ?? madeControl(field);
    if (control) onKeyAt(event, control, !!button);
    else if (event.key === "Enter" && closest(field, FIELDS)) onEnterIn(event, closest(field, FIELDS));
  });
  const onKeyAt = (event, control, isButton) => {
    if (clicksByKey(control, event.key)) {
      if (!isButton) return;
      hold("keyboard", control);
      const mine = held;
      setTimeout(() => { mine.isPrevented = event.defaultPrevented; }); // the page acts on the key itself: no click comes
    } else if (isButton) press("keyboard", control, isBlocked(control));
    else tell("made", "keyboard", control, isOff(control));
  };
  const onEnterIn = (event, field) => {
    const isLong = field[real.tagName] === "TEXTAREA" || field[real.isContentEditable];
    if (isLong && !event.ctrlKey && !event.metaKey) return; // a new line
    if (field[real.tagName] === "INPUT") lastEnter = { at: now(), field };
    lastAct = { via: "enter", at: now(), element: field };
    const isBox = ["radio", "checkbox", "submit", "button"].includes(field.type);
    // Without a native form only the page's own script can send on Enter: whether it did shows afterwards.
    if (field[real.tagName] === "INPUT" && !field.form && !isBox) press("enter", field, false);
    else tell("field", "enter", field, false);
  };
  listen("click", (event) => {
    if (!event.isTrusted) return;
    active();
    const button = buttonOf(target(event));
    const via = event.detail === 0 ? "keyboard" : "mouse";
    if (button) {
      const byEnter = lastEnter && now() - lastEnter.at < 100 && lastEnter.field.form && lastEnter.field.form === button.form;
      // A page may switch the button off as it goes down, to send only once: it was on when the person pressed.
      const down = held?.control === button ? held : null;
      held = null;
      press(byEnter ? "enter" : via, button, (down ? down.isOff : isOff(button)) || isStopped(button));
      return;
    }
    const element = target(event), control = madeControl(element);
    if (control) tell("made", via, control, isOff(control));
    else if (!isToFill(element)) tell("other", via, element, false);
  });
  listen("submit", (event) => {
    if (!event.isTrusted || now() - lastPress < 1000) return; // the click that caused it has been reported
    const byEnter = lastEnter && now() - lastEnter.at < 1000 && lastEnter.field.form === event.target;
    if (byEnter) press("enter", lastEnter.field, false);
    else if (lastAct && now() - lastAct.at < 1500) press(lastAct.via, event.target, false, undefined, "submit");
  });
  listen("scroll", () => globalThis.optoutPanel?.keepClear());
  window.addEventListener("pagehide", () => {
    if (held && !held.isBlocked && now() - held.at < 5000) press(held.via, held.control, false, held.facts);
    held = null;
    vouch("leaving");
  }, { capture: true });
  // Going back may bring this very document back, as it was left.
  window.addEventListener("pageshow", (event) => { if (event.persisted) { lastSent = ""; schedule(); } }, { capture: true });
  document.addEventListener("visibilitychange", schedule, { capture: true });
  for (const type of ["DOMContentLoaded", "load", "resize", "transitionend", "animationend", "toggle"]) window.addEventListener(type, schedule, { capture: true, passive: true });

  // ------------------------------------------------------------------------------------------------ the one thing it writes
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  // Appends `text` to a field whose value is still `expected`, never beside a typing person. Status: inserted, changed
  // (the value is another by now), gone, cancelled (the person pressed a button first, or a newer wish came).
  // Whoever stands in an empty field, perhaps because the page put them there, types on behind our text, not before it; and
  // not into the link at its end.
  const isWaitedIn = (field, text) => !valueOf(field) && field[real.getRootNode]().activeElement === field &&
    (field[real.maxLength] < 0 || text.length < field[real.maxLength]);
  // What the person pressed since our text was written may have taken it out, before the program has heard of the press.
  let wroteAt = Infinity;
  const isTakenOut = () => {
    const pressedAt = Math.max(lastAct?.at ?? 0, held?.at ?? 0);
    return pressedAt > wroteAt && now() - pressedAt < 5000;
  };
  const insert = async (key, expected, text) => {
    pending?.cancel(); // only the newest wish counts
    let isCancelled = false;
    const mine = pending = { cancel: () => { isCancelled = true; } };
    try {
      for (;;) {
        const rest = isComposing() ? 200 : 1000 - (now() - lastTyped);
        if (rest <= 0 || isCancelled) break;
        await wait(rest);
      }
      const field = byKey(key);
      if (isCancelled || isTakenOut()) return { status: "cancelled", value: null };
      if (!field?.[real.isConnected] || !isShown(field) || secrets().password) return { status: "gone", value: null };
      if (valueOf(field) !== expected) return { status: "changed", value: valueOf(field) };
      if (field[real.isContentEditable]) {
        const last = field[real.lastElementChild];
        (last && /^(P|DIV|SPAN)$/.test(last[real.tagName]) ? last : field)[real.append](document.createTextNode(text));
      } else {
        const end = field.value.length, isBefore = isWaitedIn(field, text);
        const gap = !isBefore ? "" : field[real.tagName] === "TEXTAREA" ? "\n" : " ";
        field.setRangeText(text + gap, end, end, isBefore ? "end" : "preserve");
      }
      wroteAt = now();
      field[real.dispatchEvent](new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText", data: text }));
      await wait(60); // a controlled field is re-rendered by its framework: what stands there afterwards is what counts
      schedule();
      return { status: "inserted", value: field[real.isConnected] ? valueOf(field) : null };
    } finally {
      if (pending === mine) pending = null;
    }
  };

  // ------------------------------------------------------------------------------------------------ for pictures
  // Where personal data stands, in CSS pixels of the page. What stays in place while the page is scrolled may be drawn
  // at the page's top in a picture of the whole: both places are named.
  const ABOVE = "header, nav, [role=banner], [role=navigation]";
  const staysInPlace = (element) => {
    for (let e = element; e; e = parentOf(e)) {
      if (e[real.nodeType] === Node.ELEMENT_NODE && /^(fixed|sticky)$/.test(getComputedStyle(e).position)) return true;
    }
    return false;
  };
  const boxes = (element, what, rects = [element[real.getBoundingClientRect]()]) => rects.filter((r) => r.width > 0 && r.height > 0).flatMap((r) => {
    const place = { what, x: r.left + scrollX, y: r.top + scrollY, width: r.width, height: r.height };
    return (scrollX || scrollY) && staysInPlace(element) ? [place, { ...place, x: r.left, y: r.top }] : [place];
  });
  const addressesInText = function* (isOver) {
    for (const root of knownRoots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (!isOver() && walker.nextNode()) {
        const text = walker.currentNode, element = text[real.parentElement];
        if (!element || !looksLikeAddress(text.data) || !isShown(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        yield* boxes(element, "address", [...range.getClientRects()]);
      }
    }
  };
  const personIn = function* (isOver) {
    for (const e of each(FIELDS, isOver)) {
      const held = `${e[real.value] ?? ""} ${e[real.textContent]}`; // of a list the chosen words too
      if (isShown(e) && (e[real.type] === "email" || looksLikeAddress(held) || /^(name|email|username)$/.test(e[real.autocomplete] ?? ""))) yield* boxes(e, "address");
      // A telephone number, a name, a file that the person chose: forms that ask for these are read by nobody here.
      else if (isShown(e) && e[real.tagName] === "INPUT" && ["tel", "text", "file"].includes(e.type) && e.value) yield* boxes(e, "field");
    }
    yield* addressesInText(isOver);
    for (const e of each("img, image, svg image, [role=img]", isOver)) {
      if (!isShown(e)) continue;
      const r = e[real.getBoundingClientRect]();
      const isSquare = Math.abs(r.width - r.height) < 4 && r.width >= 16 && r.width <= 180;
      if (isSquare && (closest(e, ABOVE) || parseFloat(getComputedStyle(e).borderRadius) > 0 || e[real.alt])) yield* boxes(e, "avatar");
    }
    for (const e of each("a, button, [role=button], [role=link], [aria-label]", isOver)) {
      if (!closest(e, ABOVE) || !isShown(e)) continue;
      const text = fold(clip(e[real.textContent], 200));
      if (/^\d+\+?$/.test(text) || (!text && e[real.ariaLabel])) yield* boxes(e, "notifications");
      else if (text.length > 0 && text.length < 60) yield* boxes(e, "name");
    }
  };
  // `isAll`: false when there may be more than these.
  const personalRegions = () => {
    const limit = clock(150, 5000), places = [];
    let isLate = false;
    for (const place of personIn(() => (isLate ||= limit()))) if (places.push(place) >= MAX.regions) break;
    return { places, isAll: !isLate && places.length < MAX.regions && !closedRoots.length };
  };
  const size = () => ({
    width: Math.ceil(Math.max(document.documentElement[real.scrollWidth], innerWidth)),
    height: Math.ceil(Math.max(document.documentElement.scrollHeight, document.body?.scrollHeight ?? 0, innerHeight)),
    viewWidth: innerWidth, viewHeight: innerHeight, x: scrollX, y: scrollY, idle: now() - lastTyped,
    zoom: visualViewport?.scale ?? 1, // of two fingers: it moves everything in the picture
  });
  const panelHost = () => globalThis.optoutPanel?.host() ?? null;

  globalThis.optout = { of: document, collect, insert, secrets, learn, stranger, explain, size, personalRegions, byKey, isShown, roots: () => knownRoots };
  observeRoots();
  if (document.readyState !== "loading") report();
  else say("facts", { facts: collectEarly() });

  // Before the parser has made a body there is only an address, which may already say enough (login, wrong host).
  function collectEarly() {
    return { id, url: address, isTop, isOurs: isOurs || inherits, inherits, hasPassword: false, hasCode: false, isVisible: document.visibilityState === "visible", ready: "loading" };
  }
})();
