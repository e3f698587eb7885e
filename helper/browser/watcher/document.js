// The watcher: reports what a document shows and what the person does in it, to an isolated world's binding.
// It knows no service and has no verb but `insert`. The page can neither see nor call it (helper/browser/window.py).
// The files of this folder are its parts, joined to one function: each knows the names of all (helper/browser/messages.py).
// CONFIG: { hosts, localeDomains, codeWords, codeNouns, emailWords, askedWords, passwordWords, pinWords }.  say(kind, body): one message to the program.
//
// Here: which document it runs in.

if (globalThis.optout?.of === document) return; // a window may outlive its first, empty document

const MAX = { elements: 5000, blocks: 400, chars: 24000, fields: 80, buttons: 80, depth: 80, milliseconds: 120, lateReads: 3, regions: 200 };
const say = (kind, body = {}) => globalThis.optoutSay(JSON.stringify({ kind, ...body }));
const now = () => performance.now();

const isOurHost = ({ protocol, port, hostname }) => {
  const label = hostname.split(".")[0];
  return protocol === "https:" && port === "" &&
    (CONFIG.hosts.includes(hostname) ||
     (CONFIG.localeDomains.includes(hostname.slice(label.length + 1)) && /^[a-z]{2}-[a-z]{2}$/.test(label)));
};
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
// A document that a page's script put together has the address of that page's site within its own: "blob:https://…".
const isMade = location.protocol === "blob:" && URL.canParse(location.pathname);
const ownAddress = isMade ? new URL(location.pathname) : location;
const isOurs = inherits || isOurHost(ownAddress);
// The browser's own page in place of one that did not load has an address without an origin.
const hasOrigin = !isBlank && location.protocol !== "chrome-error:";
const address = hasOrigin ? ownAddress.origin + ownAddress.pathname : location.href.split(/[?#]/)[0];
const id = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()); // names this document, also after a reload
const identity = { id, url: address, isTop, isOurs, inherits };
