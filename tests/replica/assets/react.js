// A page in the manner of React 18: appears late, keeps its values in state, writes them back to its nodes, and believes
// a change only when a bubbling input event arrives and the node's value is not the one that it set itself.
(() => {
  "use strict";
  const { setup, send } = window.__replica;
  const host = document.getElementById("mount_0_0");
  if (!host) return;
  const html = JSON.parse(document.getElementById("late").textContent);
  const state = new Map();
  const FIELDS = "input:not([type=hidden]):not([type=radio]):not([type=file]), textarea, select, [contenteditable]";
  const nameOf = (node) => node.dataset.for || node.name;
  const isBox = (node) => node.dataset.for !== undefined;

  // React's inputValueTracking: an own property on the node remembers what the page's world set.
  function track(node) {
    if (isBox(node)) return;
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), "value");
    let tracked = own.get.call(node);
    Object.defineProperty(node, "value", {
      configurable: true,
      get() { return own.get.call(this); },
      set(value) { tracked = String(value); own.set.call(this, value); },
    });
    node._hasChanged = () => {
      const now = own.get.call(node);
      if (now === tracked) return false;
      tracked = now;
      return true;
    };
  }

  const read = (node) => (isBox(node) ? node.innerText : node.value);

  function render() {
    for (const node of host.querySelectorAll(FIELDS)) {
      const value = state.get(nameOf(node));
      if (value === undefined || read(node) === value) continue;
      if (isBox(node)) node.textContent = value;
      else node.value = value;
    }
  }

  let mounts = 0;
  function mount() {
    host.dataset.mounts = ++mounts; // a test may wait for the form that is drawn anew
    host.innerHTML = html;
    for (const node of host.querySelectorAll(FIELDS)) {
      if (!state.has(nameOf(node))) state.set(nameOf(node), read(node));
      track(node);
    }
    render();
  }

  function onInput(event) {
    const node = event.target;
    if (!node.matches(FIELDS)) return;
    if (isBox(node) || node._hasChanged()) state.set(nameOf(node), read(node));
    queueMicrotask(render);
  }

  function press(box) {
    if (box.querySelector("[role=button][aria-disabled=true]")) return;
    const data = new FormData();
    for (const node of box.querySelectorAll("input[type=hidden]")) data.append(node.name, node.value);
    for (const node of box.querySelectorAll("input[type=radio]:checked")) data.append(node.name, node.value);
    for (const [name, value] of state) data.set(name, value);
    const missing = [...box.querySelectorAll("[required], [aria-required=true]")].filter((node) => {
      if (node.type === "radio") return !data.has(node.name);
      return !state.get(nameOf(node));
    });
    missing.forEach((node) => node.setAttribute("aria-invalid", "true"));
    if (missing.length) return void missing[0].focus();
    if (box.dataset.transport === "script") return send(box.dataset.action, data, box);
    const form = document.createElement("form");
    form.method = "post";
    form.action = box.dataset.action;
    for (const [name, value] of data) {
      const node = document.createElement("input");
      node.type = "hidden";
      node.name = name;
      node.value = value;
      form.append(node);
    }
    document.body.append(form);
    form.submit();
  }

  host.addEventListener("input", onInput);
  host.addEventListener("click", (event) => {
    const button = event.target.closest("[role=button]");
    if (button) press(button.closest("[data-action]"));
  });
  host.addEventListener("keydown", (event) => {
    const node = event.target;
    const sends = node.matches("[role=button]") ? ["Enter", " "] : node.tagName === "INPUT" ? ["Enter"] : [];
    if (!sends.includes(event.key)) return;
    event.preventDefault();
    press(node.closest("[data-action]"));
  });
  setTimeout(mount, setup.late_ms);
  setInterval(render, setup.tick_ms);
  if (setup.remount_ms) setTimeout(mount, setup.late_ms + setup.remount_ms);
})();
