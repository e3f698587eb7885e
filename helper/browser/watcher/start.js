// What the program may call, and the first report.

globalThis.optout = { of: document, collect, insert, secrets, learn, stranger, explain, size, personalRegions, byKey, isShown, shownFor, roots: () => knownRoots };
observeRoots();
if (document.readyState !== "loading") report();
// Before the parser has made a body there is only an address, which may already say enough (login, wrong host).
else say("facts", { facts: { ...identity, hasPassword: false, hasCode: false, isVisible: document.visibilityState === "visible", ready: "loading" } });
