// Names below a search field as somebody types. Without this script the field works as well:
// it is a form. What comes is put in as text, never as markup.
"use strict";

for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = field.id + "-names";
  list.className = "names";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggest);
  field.after(list);
  field.autocomplete = "off";
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  let chosen = -1;
  let waiting = 0;
  let asking = null;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (at) => {
    const count = list.children.length;
    chosen = count === 0 ? -1 : (at + count) % count;
    for (const [n, name] of [...list.children].entries()) {
      name.setAttribute("aria-selected", n === chosen ? "true" : "false");
      if (n === chosen) {
        field.setAttribute("aria-activedescendant", name.id);
        name.scrollIntoView({ block: "nearest" });
      }
    }
  };

  const show = (names) => {
    list.replaceChildren();
    for (const [n, it] of names.entries()) {
      const name = document.createElement("li");
      name.id = list.id + "-" + n;
      name.setAttribute("role", "option");
      name.setAttribute("aria-selected", "false");
      name.dataset.page = it.page;
      for (const [tag, text] of [["b", it.label], ["small", it.kind], ["span", it.words]]) {
        if (text) {
          const piece = document.createElement(tag);
          piece.textContent = text;
          name.append(piece, " ");
        }
      }
      list.append(name);
    }
    chosen = -1;
    list.hidden = names.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    if (asking) asking.abort();
    const text = field.value.trim();
    if (text === "") return close();
    asking = new AbortController();
    const address = "/suggest?lang=" + document.documentElement.lang + "&q=" + encodeURIComponent(text);
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok) show(await answer.json());
    } catch {
      // Overtaken by the next letter, or no server: the form is still there.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 90);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.page);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const name = event.target.closest("li");
    if (name) {
      event.preventDefault();
      location.assign(name.dataset.page);
    }
  });
}
