// Secrets: passwords and one-time codes, beside which no picture may be taken (promise 4).

const PIN_NAME = /[a-z](Otp|Pin|Token)($|[_A-Z])/; // "loginPin", and not "shipping"
const CODE_NAME = /(^|[_-])(t?otp|pin|token)($|[_-])|approvals?_?code|verification_?code|security_?code|confirm(ation)?_?code|one.?time/i;
const NOT_CODE = /postal|zip|postcode|country|promo|area/i;
// As the words of `CONFIG` are written (flows/wording.py): without accents, case, kinds of apostrophe and hyphen.
const simple = (text) => text.replace(/[’‘ʼ′`´‛＇]/g, "'").replace(/[‐‑‒–—―−﹣－]/g, "-")
  .normalize("NFKD").replace(/[\p{Mn}\p{Cf}]/gu, "").toLowerCase().replace(/ς/g, "σ").replace(/ß/g, "ss");
// Types of an input of one line that may show what is typed: pages take a search for a code, as browsers remember none.
const NUMBERS = ["tel", "number"], LINES = ["text", "search", "url", ...NUMBERS];
const isLine = (element) => element[real.tagName] === "INPUT" && LINES.includes(element.type);

// A field stays a password when "show password" turns it into plain text, or draws another in its place: that is called
// as the first one was.
const PASSWORD_NAME = /password|passwd|(^|[^a-z])((enc)?pass(code|phrase)?|pwd)($|[^a-z])/i;
const oncePasswords = new WeakSet(), passwordNames = new Set();
// A short label says what a field is for; of bare words before it those at the end do ("Parola ta:").
const LABEL = 30;
const anyOf = (words) => `(${words.map((word) => word.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&")).join("|")})`;
const naming = (words, end) => {
  const any = words.length ? `(?<!\\p{L})${anyOf(words)}${end}` : "(?!)";
  return [new RegExp(any, "u"), new RegExp(`${any}(\\s\\p{L}{1,4})?[^\\p{L}\\p{N}]*$`, "u")];
};
const PASSWORDS = naming(CONFIG.passwordWords, "\\p{L}*"); // how its name begins
const PINS = naming(CONFIG.pinWords, "(?!\\p{L})");
const CODES = naming(CONFIG.codeNouns, ""); // where a word begins so
// One language's word is a part of another's: "stat" of "bestätigen", "mel" of "anmelden".
const [EMAILS, ASKED] = [CONFIG.emailWords, CONFIG.askedWords].map((words) => naming(words, "")[0]);
const ENDS_ASKED = CONFIG.askedWords.length ? new RegExp(`${anyOf(CONFIG.askedWords)}(?!\\p{L})`, "u") : /(?!)/; // "Heimatland"
const isCalled = (element, [within, atEnd]) => {
  const own = [labelOf(element), hintOf(element)].map((text) => simple(text).trim()).filter(Boolean);
  const before = own.length ? "" : simple(textBefore(element)).slice(-LABEL);
  if (!atEnd.test(before) && !own.some((text) => text.length <= LABEL && within.test(text))) return false;
  // "Spiega con parole tue": the word for a password is another word elsewhere.
  return !EMAILS.test(own.join(" ")) && !ASKED.test(before + own.join(" "));
};
const calledAs = (element) => simple(labelOf(element) || hintOf(element) || textBefore(element)).trim();
const isMasked = (element) => (getComputedStyle(element).webkitTextSecurity || "none") !== "none";
const isPassword = (element) => {
  if (oncePasswords.has(element)) return true;
  const isNow = element[real.type] === "password" || /(current|new)-password/.test(element[real.autocomplete] ?? "");
  const isRow = () => isLine(element) || (isTextBox(element) && element[real.tagName] !== "TEXTAREA" && !isLong(element));
  const isShownAsText = () => isRow() && (PASSWORD_NAME.test(element[real.name]) || PASSWORD_NAME.test(element[real.id]) ||
    isMasked(element) || isCalled(element, PASSWORDS) || (passwordNames.size > 0 && passwordNames.has(calledAs(element))));
  if (!isNow && !isShownAsText()) return false;
  oncePasswords.add(element);
  if (calledAs(element)) passwordNames.add(calledAs(element));
  return true;
};
const names = (words, said) => words.some((word) => said.includes(word));
const WORD = /\p{Ll}{2}|\p{Lo}/u; // "000000", "FB-" and "––––––" are none
// How a code looks, in place of a hint: "000000", "_ _ _ _"; no telephone, no date.
const CODE_PATTERN = /^(?:(\S)(?:\1{1,7}|(?: \1){1,7})|\d{2,8})$/u;
const isCode = (element) => {
  const isInput = element[real.tagName] === "INPUT";
  if (isInput ? !isLine(element) : !isTextBox(element)) return false;
  const technical = `${element[real.name] ?? ""} ${element[real.autocomplete] ?? ""}`;
  if (/one-time-code/.test(technical) || [element[real.name], element[real.id]].some((name) => CODE_NAME.test(name) || PIN_NAME.test(name))) return true;
  if (isInput && looksLikeAddress(element.value)) return false;
  const hint = hintOf(element);
  const isPattern = isInput && !!hint && !WORD.test(hint);
  const own = simple(labelOf(element) + " " + (isPattern ? "" : hint)).trim();
  const isNumeric = element.inputMode === "numeric" || (isInput && (NUMBERS.includes(element.type) || /^\[?\\?[0d]/.test(element.pattern)));
  const isShort = isNumeric || isPattern || (element[real.maxLength] > 0 && element[real.maxLength] <= 10);
  const isNamedCode = own.length <= 25 && names(CONFIG.codeNouns, own);
  // Of a short field, and of one called no more than "Code", the sentence before it counts too: "we sent a code to …".
  const before = isShort || isNamedCode || !own ? simple(textBefore(element)) : "";
  if (NOT_CODE.test(`${technical} ${own || before.slice(-40)}`)) return false;
  const words = `${own} ${before}`;
  if (isCalled(element, PINS)) return true;
  if ((isShort || isNamedCode || words.length < 40) && names(CONFIG.codeWords, words)) return true;
  const part = partAround(element);
  // All that is to be filled in, and short: digits, or what no label names.
  const isBrief = (isPattern && CODE_PATTERN.test(hint.trim())) || (element[real.maxLength] >= 2 && element[real.maxLength] <= 8);
  if ((isNumeric || !own) && isBrief && part?.isWhole) return true;
  // Where nothing else is to be filled in, what is merely called a code is one: "Backup code".
  const called = own || before.slice(-40);
  if (part && called.length <= 40 && names(CONFIG.codeNouns, called) && !isForOther(called) &&
    (isInput || !isLong(element) || (isNamedCode && CODES[0].test(own)))) return true;
  // And there, all that is said before a field tells what it asks for, however long that is,
  // unless the field itself names another thing that a form of the service asks for. What takes many lines is called a
  // code, or it is for an explanation.
  const mayBe = isNamedCode || (isInput ? !isForOther(own) : !own && !isLong(element));
  return mayBe && !!part && names(CONFIG.codeWords, `${own} ${simple(textWithin(part.element, element))}`);
};
const isForOther = (own) => !names(CONFIG.codeWords, own) &&
  (ASKED.test(own) || ENDS_ASKED.test(own) || (own.split(" ").length <= 4 && EMAILS.test(own)));
const isLong = (element) => element.rows > 1 || element[real.getAttribute]("aria-multiline") === "true" || element[real.clientHeight] > 48;
// Counted anew whenever secrets are looked for: how many fields to write in each element holds. Those of the page's
// header and of a search are no part of what it asks for.
let holds = new WeakMap();
const isBeside = (field) => field[real.type] === "search" || standsAside(field) ||
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
const isSaid = (element) => !SAYS_NOTHING.test(element[real.tagName]) &&
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
// A code may be asked for sign by sign, in boxes that are alike: each takes one sign, or is hardly wider than it is high, or
// stands in one row with others that are called the same, but for a number.
const BOXES = 4;
const takesOneSign = (element) => isLine(element) && element[real.maxLength] === 1;
const shapeOf = (element) => {
  if (takesOneSign(element)) return "one sign";
  const { top, width, height } = element[real.getBoundingClientRect]();
  const size = `${Math.round(width)} ${Math.round(height)}`;
  if (width <= Math.min(2 * height, 120)) return size;
  return width <= 3 * height ? `${size} ${Math.round(top)} ${simple(labelOf(element) + hintOf(element)).replace(/[\d\s]/g, "")}` : "";
};
let boxed = new Set(); // as looked for last
const findBoxes = (fields) => {
  const alike = new Map();
  for (const field of fields.filter((one) => isLine(one) || isTextBox(one))) {
    const shape = shapeOf(field);
    if (shape) alike.set(shape, [...(alike.get(shape) ?? []), field]);
  }
  boxed = new Set([...alike.values()].filter((found) => found.length >= BOXES).flat());
};
// Never cut short in silence: where not everything was looked at, what was not may be a secret.
const secrets = () => {
  try { return findSecrets(); } catch { return { password: false, code: false, isUnsure: true, inputs: 0 }; }
};
const findSecrets = () => {
  let password = false, code = false, inputs = 0, isUnsure = !findRoots(clock(100, 100000));
  const isOver = clock(100, 2000);
  const shown = [];
  holds = new WeakMap();
  for (const root of [...knownRoots, ...closedRoots])
    for (const field of root[real.querySelectorAll](FIELDS)) {
      if (isUnsure ||= isOver()) break;
      if (field[real.tagName] === "INPUT") inputs++; // those that are hidden too: the browser counts them all
      // Above signs that the page draws itself the field of a code is transparent.
      if (!isLaidOut(field, false)) continue;
      shown.push(field);
      if (isShown(field)) count(field);
    }
  findBoxes(shown);
  for (const field of shown) {
    if (isUnsure ||= isOver()) break;
    password ||= isShown(field) && isPassword(field);
    code ||= boxed.has(field) || isCode(field);
  }
  return { password, code, isUnsure, inputs };
};

// ------------------------------------------------------------------------------------------------ in closed roots
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

// ------------------------------------------------------------------------------------------------ told unasked
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
