// From a press that may be Send on: whether the page itself puts another address in the place of the one that stood there.
// It may do so in its own handlers, after the press was reported, and take it back at once. So it is looked for whenever
// the page lets something be heard, and in what the browser gathers to be sent.

const SWAP = { every: 50, during: 2500 };
const LONGEST_ADDRESS = 400;
let shownFields = []; // as read last
let standing = null; // what stood in them as the person pressed
let swapTimer = 0;

const written = (text) => (looksLikeAddress(text ?? "") ? clip(fold(text), LONGEST_ADDRESS) : "");
const isSameText = (one, other) => one.toLowerCase() === other.toLowerCase();
// What cannot be read is no other address: a press has to be heard all the same.
const addressIn = (field) => {
  try { return isControlShown(field) ? written(reportedValue(field, kindOf(field), labelOf(field))) : ""; } catch { return ""; }
};
const remember = () => {
  const facts = collect();
  return { facts, fields: shownFields, addresses: shownFields.map(addressIn) };
};

const stand = (then, element) => {
  standing = { ...then, form: element[real.form] ?? closest(element, "form"), at: now(), isKept: false, told: "" };
  // Neither event leaves a shadow root: it is heard at the form, and at the window after all that the page does.
  for (const form of new Set([standing.form, ...then.fields.map((field) => field[real.form])]))
    if (form && !observedForms.has(form)) {
      observedForms.add(form);
      EventTarget.prototype.addEventListener.call(form, "formdata", onFormData);
      EventTarget.prototype.addEventListener.call(form, "reset", onReset);
    }
  clearInterval(swapTimer);
  swapTimer = setInterval(lookForSwap, SWAP.every);
  setTimeout(lookForSwap); // after the page's own handlers, and what the browser gathers in the same turn
};
const observedForms = new WeakSet();
const forgetStanding = () => {
  standing = null;
  clearInterval(swapTimer);
};
const lookForSwap = () => {
  if (standing && now() - standing.at > SWAP.during) forgetStanding();
  const isPut = (field, i) => { const address = addressIn(field); return address && !isSameText(address, standing.addresses[i]); };
  if (standing && !standing.isKept && standing.fields.some(isPut)) tellSwap([]);
};
const tellSwap = (sent) => {
  const { fields, addresses } = standing;
  const shown = fields.map((field, i) => [keyOf(field), addresses[i], addressIn(field)]).filter(([, stood, address]) => stood || address);
  const told = JSON.stringify([shown, sent]);
  if (told === standing.told) return;
  standing.told = told;
  const { password, isUnsure } = secrets();
  if (!password && !isUnsure) say("swap", { document: id, fields: shown, sent });
};

// What the browser gathers of a form, to send it or for the page's script. Each address in it, beside the one that stood in
// the field of that name; where no field of such a name showed one, all of them, beside nothing.
const onFormData = (event) => {
  if (!standing || !event.isTrusted || (standing.form && event.target !== standing.form)) return;
  const stoodUnder = (name) => standing.addresses.find((address, i) => address && standing.fields[i][real.name] === name) ?? "";
  const sent = [...event.formData]
    .map(([name, value]) => [stoodUnder(name), typeof value === "string" && !/\s/.test(value.trim()) ? written(value) : ""])
    .filter(([, address]) => address);
  const own = sent.filter(([stood]) => stood);
  const isKept = own.length ? own.every(([stood, address]) => isSameText(stood, address)) : sent.some(([, address]) => standing.addresses.some((stood) => isSameText(stood, address)));
  if (sent.length && isKept) standing.isKept = true; // what the page does to the field from now on is sent by nobody
  else if (sent.length) tellSwap((own.length ? own : sent).slice(0, 20));
};
// What a reset brings back is what stood there at first.
const onReset = (event) => { if (event.isTrusted) forgetStanding(); };

hear(window, "formdata", onFormData);
hear(window, "reset", onReset);
