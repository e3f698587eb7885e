// What the program may call, and the first report.

globalThis.optout = { of: document, collect, insert, secrets, learn, stranger, explain, size, personalRegions, byKey, isShown, roots: () => knownRoots };
observeRoots();
if (document.readyState !== "loading") report();
else say("facts", { facts: collectEarly() });

// Before the parser has made a body there is only an address, which may already say enough (login, wrong host).
function collectEarly() {
  return { id, url: address, isTop, isOurs: isOurs || inherits, inherits, hasPassword: false, hasCode: false, isVisible: document.visibilityState === "visible", ready: "loading" };
}
