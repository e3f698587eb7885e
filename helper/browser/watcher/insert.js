// The one thing that is written into a page.

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
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
// Into the last line of an editor; an empty one is kept open by a break, behind which another line would begin.
const appendTo = (editor, text) => {
  const isLine = (element) => !!element && /^(P|DIV|SPAN)$/.test(element[real.tagName]);
  let line = isLine(editor[real.lastElementChild]) ? editor[real.lastElementChild] : editor;
  while (!line[real.textContent] && isLine(line[real.lastElementChild])) line = line[real.lastElementChild];
  const gap = line[real.textContent] ? null : line[real.lastElementChild];
  if (gap?.[real.tagName] === "BR") gap.before(text);
  else line[real.append](text);
};
let pending = null; // a text that waits for the person to pause
// Appends `text` to a field whose value is still `expected`, never beside a typing person. Status: inserted, changed
// (the value is another by now), gone, cancelled (the person pressed a button first, or a newer wish came).
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
      appendTo(field, document.createTextNode(text));
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
