// What pages do beyond HTML: colours, contents beside the text, tables that filter and sort,
// terms that explain themselves. Every page reads well without this file.
(() => {
  "use strict";

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** The button that changes the colours: as the device, light, dark. */
  function colours() {
    const button = document.querySelector(".theme-button");
    if (!button) return;
    const root = document.documentElement;
    const modes = ["auto", "light", "dark"];
    const show = () => {
      button.querySelector("span span").textContent = button.dataset[root.dataset.theme || "auto"];
    };
    button.addEventListener("click", () => {
      const next = modes[(modes.indexOf(root.dataset.theme || "auto") + 1) % modes.length];
      if (next === "auto") delete root.dataset.theme;
      else root.dataset.theme = next;
      try {
        if (next === "auto") localStorage.removeItem("retorno-theme");
        else localStorage.setItem("retorno-theme", next);
      } catch {
        // The choice then lasts for this page.
      }
      show();
    });
    show();
    button.hidden = false;
  }

  /** Where there is room beside the text, what is on the page stands open. */
  function onPage() {
    const details = document.querySelector(".on-page details");
    const wide = matchMedia("(min-width: 76rem)");
    const fit = () => { if (details) details.open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();
  }

  /** In a long list of pages the one that is shown lies in view. */
  function whereIAm() {
    const nav = document.querySelector(".site-nav");
    const here = nav?.querySelector("[aria-current]");
    if (!here) return;
    const show = () => {
      const list = nav.getBoundingClientRect();
      const seen = Math.min(list.bottom, innerHeight) - list.top; // the list can reach below the window
      const down = here.getBoundingClientRect().bottom - list.top;
      if (down > seen) nav.scrollTop += down - seen / 2;
    };
    nav.addEventListener("toggle", show); // on a phone it has no size until it is opened
    show();
  }

  const NUMBER = /^[−-]?[\d.,\s]+(?=\D*$)/;

  /** What a cell is sorted by: a number if it begins with one, else its text. */
  function key(cell) {
    const text = cell.textContent.trim();
    const found = NUMBER.exec(text);
    return { text: fold(text), number: found ? Number(found[0].replace("−", "-").replace(/[,\s]/g, "")) : NaN };
  }

  function compare(a, b) {
    if (!Number.isNaN(a.number) && !Number.isNaN(b.number)) return a.number - b.number;
    return a.text.localeCompare(b.text, document.documentElement.lang, { numeric: true });
  }

  /** Sort the rows of a table by one column; a second press turns the order round. */
  function sort(table, column, head) {
    const upwards = head.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", upwards ? "ascending" : "descending");
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: key(row.cells[column]) }));
    rows.sort((a, b) => (upwards ? 1 : -1) * compare(a.key, b.key));
    table.tBodies[0].append(...rows.map((entry) => entry.row));
  }

  /** Give a long table a box to filter its rows and headings to sort them by. */
  function equip(table, position) {
    const words = document.body.dataset;
    table.querySelectorAll("thead th").forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...(head.querySelector("p") || head).childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => sort(table, column, head));
    });
    const box = document.createElement("div");
    box.className = "filter";
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "search", id: `filter-${position}` });
    const count = document.createElement("span");
    label.htmlFor = input.id;
    label.textContent = words.filter;
    count.setAttribute("role", "status");
    box.append(label, input, count);
    (table.closest(".table-region") || table).before(box);
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: fold(row.textContent) }));
    const apply = () => {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const entry of rows) {
        entry.row.hidden = !wanted.every((word) => entry.text.includes(word));
        if (!entry.row.hidden) shown += 1;
      }
      count.textContent = words.rows.replace("{n}", shown).replace("{all}", rows.length);
    };
    input.addEventListener("input", apply);
    apply();
  }

  /** Show the definition of a term while the pointer or the focus is on it; Escape closes it. */
  function terms() {
    const tip = Object.assign(document.createElement("div"), { className: "tip", id: "tip", hidden: true });
    tip.setAttribute("role", "tooltip");
    let link = null;
    let leaving = 0;
    const hide = () => {
      clearTimeout(leaving);
      if (link) link.removeAttribute("aria-describedby");
      link = null;
      tip.hidden = true;
    };
    const later = () => {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 250); // time to move the pointer onto the tip
    };
    const show = (target) => {
      clearTimeout(leaving);
      if (link === target) return;
      hide();
      link = target;
      tip.textContent = target.querySelector(".term").dataset.definition;
      tip.hidden = false;
      link.setAttribute("aria-describedby", "tip");
      const place = target.getClientRects()[0];
      const room = document.documentElement.clientWidth - tip.offsetWidth - 16;
      const above = place.bottom + tip.offsetHeight + 12 > innerHeight && place.top > tip.offsetHeight + 12;
      tip.style.left = `${Math.max(8, Math.min(place.left, room)) + scrollX}px`;
      tip.style.top = `${(above ? place.top - tip.offsetHeight - 6 : place.bottom + 6) + scrollY}px`;
    };
    const explained = document.querySelectorAll("a:has(> .term[data-definition])");
    if (!explained.length) return;
    document.body.append(tip);
    for (const target of explained) {
      target.addEventListener("pointerenter", () => show(target));
      target.addEventListener("focus", () => show(target));
      target.addEventListener("pointerleave", later);
      target.addEventListener("blur", later);
    }
    tip.addEventListener("pointerenter", () => clearTimeout(leaving));
    tip.addEventListener("pointerleave", later);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
    });
  }

  /** The switch of an analysis that opens all its code, and folds it again. */
  function code() {
    const button = document.querySelector(".code-switch");
    const folds = document.querySelectorAll("details.source");
    if (!button || !folds.length) return;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      folds.forEach((fold) => { fold.open = open; });
      button.setAttribute("aria-pressed", String(open));
      button.textContent = open ? button.dataset.fold : button.dataset.open;
    });
    button.hidden = false;
  }

  /** Words looked for are handed to the page that searches without an address, which stays in the history. */
  function search() {
    const box = document.querySelector(".search-box");
    box?.addEventListener("submit", (event) => {
      event.preventDefault();
      window.name = `retorno-search:${box.elements.q.value}`;
      location.assign(box.action);
    });
  }

  colours();
  code();
  search();
  onPage();
  whereIAm();
  document.querySelectorAll("table.filterable").forEach(equip);
  terms();
})();
