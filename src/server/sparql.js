// Completion for SPARQL: names of classes and properties below the field, from this server.
// Without this script the field works as well: it is a form. What comes is put in as text.
"use strict";

const field = document.querySelector("textarea[data-terms]");
if (field) {
  const list = document.createElement("ul");
  list.id = "terms";
  list.className = "names terms";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.terms);
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  let terms = [];
  let chosen = 0;
  fetch("/assets/terms.json?lang=" + document.documentElement.lang)
    .then((answer) => answer.json())
    .then((all) => (terms = all))
    .catch(() => {});

  // The word before the caret: `hc:calls`, or a part of what a term is called.
  const word = () => field.value.slice(0, field.selectionStart).match(/[\p{L}\d_-]*:?[\p{L}\d_-]*$/u)[0];

  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };

  const mark = (at) => {
    chosen = (at + list.children.length) % list.children.length;
    for (const [n, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(n === chosen));
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };

  const show = () => {
    const typed = word().toLowerCase();
    const found = typed.length < 2 ? [] : terms.filter(([name, label]) => name.toLowerCase().includes(typed) || label.toLowerCase().includes(typed));
    list.replaceChildren();
    for (const [n, [name, label]] of found.slice(0, 8).entries()) {
      const item = document.createElement("li");
      item.id = "term-" + n;
      item.setAttribute("role", "option");
      item.dataset.name = name;
      for (const [tag, text] of [["b", name], ["span", label]]) {
        const piece = document.createElement(tag);
        piece.textContent = text;
        item.append(piece);
      }
      list.append(item);
    }
    list.hidden = found.length === 0 || found[0][0] === word();
    if (!list.hidden) mark(0);
  };

  const take = (name) => {
    const end = field.selectionStart;
    field.setRangeText(name + " ", end - word().length, end, "end");
    close();
    field.focus();
  };

  field.addEventListener("input", show);
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return field.form.requestSubmit();
    }
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen - 1);
    else if (event.key === "Enter") take(list.children[chosen].dataset.name);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("li");
    if (item) {
      event.preventDefault();
      take(item.dataset.name);
    }
  });
}
