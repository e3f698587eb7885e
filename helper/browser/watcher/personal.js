// For pictures: where personal data stands, in CSS pixels of the page, and how large the page is.

// What stays in place while the page is scrolled may be drawn
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
    const said = `${e[real.value] ?? ""} ${e[real.textContent]}`; // of a list the chosen words too
    if (isShown(e) && (e[real.type] === "email" || looksLikeAddress(said) || /^(name|email|username)$/.test(e[real.autocomplete] ?? ""))) yield* boxes(e, "address");
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
