// What every page of the replica does by script: sending without leaving the page, dialogs, comboboxes, popups.
(() => {
  "use strict";
  const setup = JSON.parse(document.getElementById("setup").textContent);
  const replica = (window.__replica = { setup });
  let supportForm = null; // the form that a code dialog belongs to

  const buttonsOf = (box) => box.querySelectorAll("button, [role=button]");

  function disable(box) {
    for (const node of box.querySelectorAll("input, textarea, select, button")) node.disabled = true;
    for (const node of box.querySelectorAll("[contenteditable]")) node.setAttribute("contenteditable", "false");
    for (const node of box.querySelectorAll("[role=button]")) node.setAttribute("aria-disabled", "true");
  }

  function nodeFrom(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }

  function showNotice(box, text) {
    clearNotice(box);
    const node = document.createElement("div");
    node.className = "notice";
    node.setAttribute("role", "alert");
    node.textContent = text;
    box.querySelector(".buttons").before(node);
  }

  function clearNotice(box) {
    box.querySelectorAll(".notice").forEach((node) => node.remove());
  }

  // Where new things go: beside the form inside a shadow root, else at the end of the page.
  function surfaceOf(box) {
    const root = box.getRootNode();
    return root instanceof ShadowRoot ? root.querySelector(".inside") : document.body;
  }

  function leave(box, what, node) {
    if (what === "replaced") {
      const holder = box.parentElement;
      if (node) box.replaceWith(node);
      else box.remove();
      return holder;
    }
    if (what === "inert") box.inert = true;
    if (what === "disabled") disable(box);
    if (node) box.before(node);
    return box;
  }

  function letGo(toast) {
    if (setup.toast_ms) setTimeout(() => toast.remove(), setup.toast_ms);
  }

  function apply(reply, box) {
    const main = supportForm || box;
    if (reply.show === "redirect") return void (location.href = reply.href);
    if (reply.show === "error") return showNotice(box, reply.text);
    if (reply.show === "code") {
      supportForm = main;
      const layer = nodeFrom(reply.html);
      surfaceOf(main).append(layer);
      return layer.querySelector("input:not([type=hidden])").focus();
    }
    if (main !== box) box.closest(".veil").remove();
    if (reply.show === "notice") return void leave(main, "replaced", nodeFrom(reply.html));
    if (reply.show === "box") return void leave(main, reply.after, nodeFrom(reply.html));
    if (reply.show === "dialog" || reply.show === "toast") {
      const surface = surfaceOf(main);
      const node = nodeFrom(reply.html);
      surface.append(node);
      leave(main, reply.after, null);
      if (reply.show === "toast") letGo(node);
    }
  }

  replica.send = (action, data, box) => {
    clearNotice(box);
    const buttons = [...buttonsOf(box)];
    const freeze = (on) => buttons.forEach((node) => {
      if (node.tagName === "BUTTON") node.disabled = on;
      else node.setAttribute("aria-disabled", String(on));
    });
    const wait = document.createElement("div");
    wait.setAttribute("role", "status");
    wait.textContent = setup.sending;
    box.querySelector(".buttons").append(wait);
    freeze(true);
    data.append("page_path", location.pathname);
    const request = new XMLHttpRequest();
    request.open("POST", action);
    request.onload = () => {
      freeze(false);
      wait.remove();
      if (request.status !== 200) return showNotice(box, setup.error);
      apply(JSON.parse(request.responseText.replace("for (;;);", "")), box);
    };
    request.onerror = () => {
      freeze(false);
      wait.remove();
      showNotice(box, setup.error);
    };
    request.send(data);
  };

  function onSubmit(event) {
    const form = event.target;
    if (form.dataset.transport !== "script") return;
    event.preventDefault();
    replica.send(form.getAttribute("action"), new FormData(form), form);
  }

  function onInput(event) {
    const node = event.target;
    const mirror = node.dataset && node.dataset.for && node.parentElement.querySelector("input[type=hidden]");
    if (mirror) mirror.value = node.innerText;
    if (node.getAttribute("role") === "combobox") {
      const typed = node.value.toLowerCase();
      const list = node.parentElement.querySelector("ul");
      list.hidden = false;
      node.setAttribute("aria-expanded", "true");
      for (const item of list.children) item.hidden = !item.textContent.toLowerCase().startsWith(typed);
    }
  }

  function onClick(event) {
    const node = event.target;
    const closer = node.closest("[data-told], [data-close]");
    if (closer) {
      if (closer.dataset.told) fetch(closer.dataset.told, { method: "POST" });
      closer.closest(".veil").remove();
    }
    const opener = node.closest("[data-popup]");
    if (opener) window.open(opener.dataset.popup, "login", "popup,width=520,height=640");
    if (node.getAttribute("role") === "option") {
      const input = node.closest(".combo").querySelector("input");
      input.focus();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, node.textContent);
      input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      node.parentElement.hidden = true;
      input.setAttribute("aria-expanded", "false");
    }
  }

  replica.listen = (root) => {
    root.addEventListener("submit", onSubmit);
    root.addEventListener("input", onInput);
    root.addEventListener("click", onClick);
  };
  replica.listen(document);
  for (const host of document.querySelectorAll("support-form")) replica.listen(host.shadowRoot);

  document.querySelectorAll("body > .toast").forEach(letGo);
  addEventListener("message", (event) => {
    if (event.data === "replica-done" && setup.after_frame) location.href = setup.after_frame;
  });
  if (setup.instant_popup) window.open(setup.instant_popup, "login", "popup,width=520,height=640");
})();
