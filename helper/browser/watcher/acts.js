// What the person does: what they type and press, above all what may be Send.

let lastTyped = -1e9, lastActivity = -1e9, lastEnter = null, lastPress = -1e9, lastAct = null, held = null;
const active = () => {
  const t = now();
  if (t - lastActivity > 1000) { lastActivity = t; say("activity"); if (isStale()) schedule(); }
};

// ------------------------------------------------------------------------------------------------ what is typed
// A character being composed (a dead key, an input method). Its end is told in many ways, and not always: after `^` and
// `e` by an event that is not trusted, or by none. So whatever shows that nothing is being composed ends it: the next
// input or key that says so, another field, a field that is gone, and time without a sign.
const COMPOSING_MS = 8000;
let composing = null;
const isComposing = () => !!composing && composing.field[real.isConnected] && now() - composing.at < COMPOSING_MS;
const compose = (event, isOn) => { composing = isOn ? { field: target(event), at: now() } : null; };

const onInput = (event) => {
  schedule();
  if (!event.isTrusted) { lookForSwap(); return; }
  lastTyped = now();
  if (event.type === "change") return; // it only repeats, as the person leaves the field, what "input" has told
  forgetStanding(); // what stands there from now on is the person's own
  for (const down of [held, lastEnter]) if (down) down.stood = null;
  lookInto(target(event), true, true);
  compose(event, event.isComposing);
  const field = closest(target(event), FIELDS);
  if (field) touched.set(field, (touched.get(field) ?? 0) + 1);
};

// ------------------------------------------------------------------------------------------------ what is pressed
// `manner`: of a button that is in the facts too; of what a page made into a control itself; of another piece of the
// page; `field`: a key in a field that only the page's own script can make send; `submit`: the form says that it sends.
// `before`: what was read as the control went down, of one that is gone since. `stood`: what stood in the fields as it did.
const tell = (manner, via, element, isBlocked, before, stood) => {
  lastAct = { via, at: now() };
  if (!isOurs) return;
  const then = before ?? remember();
  say("press", {
    manner, via, target: keyOf(element), isBlocked, facts: then.facts,
    text: manner === "made" ? wordsOn(element) : "", within: ancestors(element),
  });
  stand(stood ?? then, element);
};
const press = (via, element, isBlocked, { before, stood } = {}, manner = "button") => {
  lastPress = now();
  spent = 0; // what follows Send is read at once: an answer may vanish
  if (timer) { clearTimeout(timer); timer = 0; schedule(); }
  pending?.cancel();
  if (!isBlocked) globalThis.optoutPanel?.stepAside(via === "enter" ? 0 : keyOf(element));
  vouchForAWhile();
  tell(manner, via, element, isBlocked, before, stood);
};
// By the browser's own validation.
const isStopped = (button) => isSubmit(button) && !button.form[real.noValidate] && !button.formNoValidate && button.form[real.matches](":invalid");
const isBlocked = (button) => isOff(button) || isStopped(button);

// A control that is held down. A page may send at that very moment, and take the control away or switch it off before
// it is let go: then no click ever comes. What stood there is read before the page hears of it.
const asItGoesDown = () => {
  const before = isOurs ? remember() : null;
  return { before, stood: before };
};
const hold = (via, control) => {
  held = { via, control, isOff: isOff(control), isBlocked: isBlocked(control), ...asItGoesDown(), at: now() };
};
const letGo = (isPress) => {
  const was = held;
  held = null;
  if (was && !was.isBlocked && now() - was.at < 5000 && isPress(was)) press(was.via, was.control, false, was);
};
const isWithoutClick = ({ control, isPrevented }) => isPrevented || !control[real.isConnected] || !isShown(control) || isOff(control);

// ------------------------------------------------------------------------------------------------ what is heard
for (const type of ["input", "change"]) listen(type, onInput);
for (const type of ["compositionstart", "compositionupdate"]) heed(type, (e) => compose(e, true));
listen("compositionend", (e) => { if (composing) lastTyped = now(); compose(e, false); });
heed("focusin", (e) => lookInto(target(e), false));
heed("focusout", (e) => compose(e, false));
for (const type of ["pointerdown", "wheel", "touchstart", "mousemove"]) heed(type, active);
heed("pointerdown", (event) => {
  if (!event.isPrimary || event.button !== 0) return;
  const element = target(event), button = buttonOf(element);
  if (button) hold("mouse", button);
  // A page may send at that very moment, and be gone before the mouse is let go: then no click comes.
  else if (!isToFill(element)) tell("other", "mouse", element, false);
});
for (const type of ["pointerup", "pointercancel", "keyup"]) heed(type, () => {
  if (held) setTimeout(() => letGo(isWithoutClick)); // after the click that may follow
});
heed("keydown", (event) => {
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
  if (field[real.tagName] === "INPUT") lastEnter = { at: now(), field, stood: asItGoesDown().stood };
  const isBox = ["radio", "checkbox", "submit", "button"].includes(field.type);
  // Without a native form only the page's own script can send on Enter: whether it did shows afterwards.
  if (field[real.tagName] === "INPUT" && !field.form && !isBox) press("enter", field, false);
  else tell("field", "enter", field, false);
};
// A button in a closed root is heard of as the element that has the root: that one was pressed is all that is told. Enter
// in a field there presses the button that sends.
const buttonHeldBy = (element, via) => {
  const inner = innermost(element);
  const byEnter = via === "keyboard" && inner[real.tagName] === "INPUT" && !["radio", "checkbox"].includes(inner.type);
  return inner !== element && (byEnter || buttonOf(inner)) ? element : null;
};
heed("click", (event) => {
  active();
  // A page may draw itself anew as the button goes down: what it was then is what the person pressed.
  const button = buttonOf(target(event)) ?? (held && isInside(target(event), held.control) ? held.control : null);
  const via = event.detail === 0 ? "keyboard" : "mouse";
  if (button) {
    const byEnter = lastEnter && now() - lastEnter.at < 100 && lastEnter.field.form && lastEnter.field.form === button.form;
    // A page may switch the button off as it goes down, to send only once: it was on when the person pressed.
    const down = held?.control === button ? held : null;
    held = null;
    press(byEnter ? "enter" : via, button, (down ? down.isOff : isOff(button)) || isStopped(button), { stood: (byEnter ? lastEnter : down)?.stood });
    return;
  }
  const element = target(event), control = madeControl(element) ?? buttonHeldBy(element, via);
  if (control) tell("made", via, control, isOff(control));
  else if (!isToFill(element)) tell("other", via, element, false);
});
heed("submit", (event) => {
  if (now() - lastPress < 1000) return; // the click that caused it has been reported
  const byEnter = lastEnter && now() - lastEnter.at < 1000 && lastEnter.field.form === event.target;
  if (byEnter) press("enter", lastEnter.field, false, { stood: lastEnter.stood });
  else if (lastAct && now() - lastAct.at < 1500) press(lastAct.via, event.target, false, {}, "submit");
});
hear(window, "pagehide", () => {
  lookForSwap();
  letGo(() => true);
  vouch("leaving");
}, { capture: true });
