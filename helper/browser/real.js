// What nodes are, whatever the page calls its fields. A form answers to the names of its fields before its own: in
// `<form><input name="tagName">` `form.tagName` is that field, in an isolated world too. No field is named by a symbol, so
// `element[real.tagName]` is what `element.tagName` would be. To be used for every node that may be a form.
const real = (() => {
  const names = `
    nodeType isConnected parentElement childNodes previousSibling getRootNode textContent append dispatchEvent
    tagName id assignedSlot shadowRoot getAttribute matches querySelector querySelectorAll getElementsByTagName lastElementChild
    ariaLabel getBoundingClientRect checkVisibility clientWidth clientHeight scrollWidth scrollLeft scrollTop
    title innerText isContentEditable
    name type value form labels placeholder required readOnly maxLength minLength autocomplete noValidate alt`.trim().split(/\s+/);
  const kinds = [
    EventTarget, Node, Document, DocumentFragment, Element, HTMLElement,
    HTMLFormElement, HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement, HTMLButtonElement, HTMLImageElement,
  ];
  // The same in each document: what a page moves from a frame into another keeps the prototypes of that frame.
  const symbols = Object.fromEntries(names.map((name) => [name, Symbol.for(`optout ${name}`)]));
  for (const { prototype } of kinds)
    for (const name of names) {
      const property = Object.getOwnPropertyDescriptor(prototype, name);
      if (property) Object.defineProperty(prototype, symbols[name], property);
    }
  return Object.freeze(symbols);
})();
// The window answers to the names of the page's elements too, but to its own properties first: what the program asks for
// is one of these even where it is not made.
for (const name of ["optout", "optoutPanel"])
  if (!Object.hasOwn(globalThis, name)) Object.defineProperty(globalThis, name, { value: undefined, writable: true, configurable: true });
