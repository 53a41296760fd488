// Search with MiniSearch over the texts of the whole book (search-index.js), all in the browser.
(() => {
  "use strict";
  const SHOWN = 40;
  const AROUND = 110; // letters of an excerpt on each side of the first hit

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const { entries, synonyms, titles } = window.RETORNO_SEARCH;
  const list = document.getElementById("search-results");
  const count = document.getElementById("search-count");
  const form = document.querySelector(".search-page");
  const input = document.getElementById("query");

  const engine = new MiniSearch({
    fields: ["page", "title", "text"],
    processTerm: (term) => fold(term),
    searchOptions: {
      boost: { page: 8, title: 4 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 4 ? 0.18 : false),
      weights: { prefix: 0.5, fuzzy: 0.2 },
      combineWith: "AND",
    },
  });
  // The title of a page counts where the page begins, so that the page itself comes first.
  engine.addAll(entries.map(([page, anchor, title, text], id) => (
    { id, page: anchor ? "" : titles[page], title: anchor ? title : "", text })));

  /** The query as it stands, and with each of its words for a known thing put in another way. */
  function wordings(query) {
    const plain = ` ${fold(query).replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
    const found = [query];
    for (const group of synonyms) {
      const said = group.filter((word) => plain.includes(` ${word} `)).sort((a, b) => b.length - a.length)[0];
      if (said) found.push(...group.filter((word) => word !== said).map((word) => plain.replace(` ${said} `, ` ${word} `).trim()));
    }
    return found;
  }

  function find(query) {
    const queries = wordings(query);
    const all = { combineWith: "OR", queries: queries.map((one, position) => ({ queries: [one], combineWith: "AND", boostDocument: () => (position ? 0.6 : 1) })) };
    const found = engine.search(all);
    return found.length ? found : engine.search(query, { combineWith: "OR" });
  }

  /** The part of a text around the first of the words, with the words marked. */
  function excerpt(text, words) {
    // Folding must keep positions: a letter and its accent count as one.
    const letters = text.split("");
    const folded = letters.map((letter) => fold(letter)[0] || letter).join("");
    const wanted = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted || "$^"})(?![\\p{L}\\p{N}])`, "gu");
    const first = Math.max(0, folded.search(pattern));
    let from = Math.max(0, first - AROUND);
    let to = Math.min(letters.length, first + 2 * AROUND);
    while (from > 0 && letters[from - 1] !== " ") from -= 1;
    while (to < letters.length && letters[to] !== " ") to += 1;
    const made = document.createElement("p");
    if (from > 0) made.append("… ");
    let last = from;
    for (const hit of folded.slice(from, to).matchAll(pattern)) {
      const start = from + hit.index;
      made.append(letters.slice(last, start).join(""));
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(start, start + hit[0].length).join("");
      made.append(mark);
      last = start + hit[0].length;
    }
    made.append(letters.slice(last, to).join(""));
    if (to < letters.length) made.append(" …");
    return made;
  }

  function show(query) {
    list.replaceChildren();
    count.textContent = "";
    if (!query.trim()) return;
    const found = find(query);
    for (const { id, terms } of found.slice(0, SHOWN)) {
      const [page, anchor, title, text] = entries[id];
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${page}.html${anchor ? `#${anchor}` : ""}`;
      link.textContent = anchor ? title : titles[page];
      item.append(link);
      if (anchor) item.append(Object.assign(document.createElement("span"), { className: "where", textContent: titles[page] }));
      item.append(excerpt(text, terms));
      list.append(item);
    }
    const words = count.dataset;
    const said = found.length === 0 ? words.none : found.length === 1 ? words.one : found.length > SHOWN ? words.first : words.many;
    count.textContent = said.replace("{n}", found.length).replace("{m}", SHOWN);
  }

  function look() {
    const query = new URLSearchParams(location.search).get("q") || "";
    input.value = query;
    show(query);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("q", input.value);
    try {
      history.pushState(null, "", address);
    } catch {
      // Some browsers refuse to change the address of a file.
    }
    show(input.value);
  });
  addEventListener("popstate", look);
  form.hidden = false;
  document.getElementById("search-engine").hidden = false;
  look();
})();
