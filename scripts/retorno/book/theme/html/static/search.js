// Search over the whole book, all in the browser: MiniSearch finds, Snowball's stemmers reduce words to their stems.
// A first answer comes from titles, terms, claims and answered questions (search-index.js); the texts follow.
window.RETORNO_TEXTS = [];
(() => {
  "use strict";
  const SHOWN = 40;
  const AROUND = 110; // letters of an excerpt on each side of the first hit
  const FUZZY_FROM = 5; // shorter stems are not taken for others that are spelled like them

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const { pages, entries, synonyms, leads, questions, stop, parts } = window.RETORNO_SEARCH;
  const list = document.getElementById("search-results");
  const count = document.getElementById("search-count");
  const answered = document.getElementById("search-answer");
  const absent = document.getElementById("search-absent");
  const loading = document.getElementById("search-loading");
  const form = document.querySelector(".search-page");
  const input = document.getElementById("query");
  const kindNames = JSON.parse(list.dataset.kinds);
  const titles = Object.fromEntries(pages.map(([name, title]) => [name, title]));
  const kinds = Object.fromEntries(pages.map(([name, , kind]) => [name, kind]));

  // ---- words ----

  const WORD = /\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu;
  const words = (text) => text.match(WORD) || [];
  const stems = [new EnglishStemmer(), new SpanishStemmer()];
  const known = new Map(); // a word to its stems
  const isNumber = (word) => /^\d/.test(word);

  /** A number as one thing however it is written: 29,259 and 29.259 and 29259; 99,7 and 99.7. */
  function plainNumber(text) {
    if (/^\d{1,3}([.,]\d{3})+$/.test(text)) return text.replace(/[.,]/g, "");
    const point = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
    return point < 0 ? text : `${text.slice(0, point).replace(/[.,]/g, "")}.${text.slice(point + 1)}`;
  }

  /** The forms under which a word is kept: a number as it is, another word by its stem in each language. */
  function forms(word) {
    if (!known.has(word)) {
      const plain = fold(word);
      known.set(word, isNumber(word) ? [`#${plainNumber(word)}`] : [...new Set(stems.map((stemmer) => stemmer.stemWord(plain)))]);
    }
    return known.get(word);
  }

  const stopped = new Set(stop);
  const content = (text) => words(fold(text)).filter((word) => !stopped.has(word));
  const alike = (a, b) => forms(a).some((form) => forms(b).includes(form));

  // ---- the index ----

  const KIND_WEIGHT = {
    help: 1.25, chapter: 1.15, analysis: 1.2, term: 1, claim: 0.9, finding: 0.4, data: 0.6, teaching: 0.8, source: 0.15, book: 0.15,
  };
  // Who says one of these beside another word wants a table, which is no word of its text.
  const TABLES = new Set(["data", "dataset", "datasets", "csv", "xlsx", "excel", "datos"]);
  const TABLE_WEIGHT = 8;
  let documents = [];
  let vocabulary = new Set();
  let engine = null;

  const kindOf = (page, anchor) => {
    if (anchor.startsWith("term-")) return "term";
    if (anchor.startsWith("claim-")) return "claim";
    if (anchor.startsWith("finding-")) return "finding";
    return anchor && kinds[page] === "source" ? "source" : kinds[page] === "claim" || kinds[page] === "term" ? "book" : kinds[page];
  };

  /** An engine over documents: page, anchor, title, other words for it, text. */
  function index(given) {
    documents = given;
    vocabulary = new Set();
    engine = new MiniSearch({
      fields: ["page", "title", "also", "text"],
      tokenize: words,
      processTerm: (word) => {
        const found = forms(word);
        found.forEach((form) => vocabulary.add(form));
        return found;
      },
      searchOptions: { boost: { page: 8, title: 4, also: 4 }, tokenize: (form) => [form], processTerm: (form) => form },
    });
    // The title of a page counts where the page begins, so that the page itself comes first.
    engine.addAll(documents.map(({ page, anchor, title, also, text }, id) => (
      { id, page: anchor ? "" : titles[page], title: anchor ? title : "", also, text })));
  }

  const first = [
    ...pages.map(([page, title]) => ({ page, anchor: "", title, also: "", text: "" })),
    ...entries.map(([position, anchor, title, also]) => ({ page: pages[position][0], anchor, title, also: also || "", text: "" })),
  ];
  const alsoOf = new Map(first.map((one) => [`${one.page}#${one.anchor}`, one.also]));
  index(first);

  /** The texts, part by part; calls back when the last is there. */
  function whole(ready) {
    let waiting = parts.length;
    const done = () => {
      waiting -= 1;
      if (waiting) return;
      loading.hidden = true;
      const found = window.RETORNO_TEXTS.flat();
      if (found.length) {
        index(found.map(([page, anchor, title, text]) => ({ page, anchor, title, also: alsoOf.get(`${page}#${anchor}`) || "", text })));
        ready();
      }
    };
    if (!parts.length) { waiting = 1; done(); }
    for (const name of parts) {
      const script = document.createElement("script");
      script.src = name;
      script.addEventListener("load", done);
      script.addEventListener("error", done);
      document.head.append(script);
    }
  }

  // ---- asking ----

  /** The query as it stands, and with words for a known thing put in another way, each with its weight. */
  function wordings(query) {
    const plain = ` ${words(fold(query)).join(" ")} `;
    const found = [{ text: plain, weight: 1 }];
    const put = (said, meant, weight) => found.push({ text: plain.replace(` ${said} `, ` ${meant} `), weight });
    for (const group of synonyms) {
      const said = group.filter((word) => plain.includes(` ${word} `)).sort((a, b) => b.length - a.length)[0];
      if (said) group.filter((word) => word !== said).forEach((word) => put(said, word, 0.6));
    }
    for (const [said, meant] of Object.entries(leads)) {
      if (plain.includes(` ${said} `)) meant.forEach((word) => put(said, word, 0.9));
    }
    return found;
  }

  /** The query of one word: any of its forms; half a word, or one that is spelled like it, where the book has none of them. */
  function wordQuery(word, last) {
    const wanted = forms(word);
    if (isNumber(word) || wanted.some((form) => vocabulary.has(form))) return { combineWith: "OR", queries: wanted };
    const [form] = wanted;
    const prefix = last && form.length > 2;
    return { combineWith: "OR", queries: [form], prefix, fuzzy: form.length >= FUZZY_FROM ? 0.2 : false, weights: { prefix: 0.5, fuzzy: 0.2 } };
  }

  function wanted(text) {
    const said = content(text);
    return said.length ? said : words(fold(text));
  }

  /** Which words of the query the book does not have at all, in no form, number or wording. */
  function missing(query) {
    const ways = wordings(query).slice(1).length;
    return wanted(query).filter((word) => !forms(word).some((form) => vocabulary.has(form)) && (isNumber(word) || !ways));
  }

  function find(query) {
    const numbers = missing(query).filter(isNumber);
    const queries = [];
    const tables = wanted(query).some((word) => TABLES.has(word)) && wanted(query).some((word) => !TABLES.has(word));
    for (const { text, weight } of wordings(query)) {
      const said = wanted(text).filter((word) => !numbers.includes(word) && !(tables && TABLES.has(word)));
      if (said.length) queries.push({ combineWith: "AND", queries: said.map((word, place) => wordQuery(word, place === said.length - 1)), boostDocument: (id) => weight * weigh(id, tables) });
    }
    if (!queries.length) return { found: [], loose: false };
    const search = (all) => engine.search({ combineWith: "OR", queries: all });
    const found = search(queries);
    if (found.length || queries[0].queries.length < 2) return { found: ordered(query, found), loose: false };
    return { found: ordered(query, search(queries.map((one) => ({ ...one, combineWith: "OR" })))), loose: true };
  }

  function weigh(id, tables) {
    const kind = kindOf(documents[id].page, documents[id].anchor);
    return (KIND_WEIGHT[kind] || 1) * (tables && kind === "data" && !documents[id].anchor ? TABLE_WEIGHT : 1);
  }

  /** Best first; what is called exactly as was asked stands before everything else. */
  function ordered(query, found) {
    const ways = wordings(query).map(({ text, weight }) => ({ said: wanted(text), weight }));
    const exactly = (title) => {
      const called = content(title);
      return Math.max(0, ...ways.filter(({ said }) => said.length === called.length && said.every((word) => called.some((other) => alike(word, other)))).map(({ weight }) => weight));
    };
    const rank = ({ id, score }) => {
      const { page, anchor, title, also } = documents[id];
      const name = anchor ? title : titles[page];
      const names = [name, ...name.split(", "), ...(also ? also.split(" · ") : [])];
      return score * (1 + 4 * Math.max(...names.map(exactly)));
    };
    const order = Object.keys(kindNames);
    const place = ({ id }) => order.indexOf(kindOf(documents[id].page, documents[id].anchor));
    return found.map((one) => ({ ...one, rank: rank(one) })).sort((a, b) => b.rank - a.rank || place(a) - place(b));
  }

  /** The question that was answered by hand and says what the query says, with at most one word more or less. */
  function question(query) {
    const said = wanted(query);
    let best = null;
    for (const one of questions) {
      for (const asked of one.asked) {
        const called = wanted(asked);
        const hits = called.filter((word) => said.some((other) => alike(word, other))).length;
        const same = called.filter((word) => said.includes(word)).length / 10; // the very word rather than its stem
        const more = said.filter((word) => !called.some((other) => alike(word, other))).length;
        const fits = hits === called.length && (more === 0 || (more === 1 && hits > 1));
        if (fits && (!best || hits - more + same > best.worth)) best = { one, worth: hits - more + same };
      }
    }
    return best && best.one;
  }

  // ---- showing ----

  // A claim and a finding have a page each, with words to use; the register only lists them.
  const entryPage = list.dataset.entries;
  const entry = /^(?:claim|finding)-(.+)$/;
  const address = (page, anchor) => (page === list.dataset.register && entry.test(anchor) ? entryPage.replace("ID", entry.exec(anchor)[1]) : `${page}.html${anchor ? `#${anchor}` : ""}`);
  const made = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  /** The part of a text around the first of the words, with the words marked. */
  function excerpt(text, terms) {
    const hits = [...text.matchAll(WORD)].filter((hit) => forms(hit[0]).some((form) => terms.has(form)));
    const at = hits.length ? hits[0].index : 0;
    let from = Math.max(0, at - AROUND);
    let to = Math.min(text.length, at + 2 * AROUND);
    while (from > 0 && text[from - 1] !== " ") from -= 1;
    while (to < text.length && text[to] !== " ") to += 1;
    const shown = made("p");
    if (from > 0) shown.append("… ");
    let last = from;
    for (const hit of hits.filter(({ index: place }) => place >= from && place < to)) {
      shown.append(text.slice(last, hit.index), made("mark", { textContent: hit[0] }));
      last = hit.index + hit[0].length;
    }
    shown.append(text.slice(last, to), to < text.length ? " …" : "");
    return shown;
  }

  function showAnswer(query) {
    const known = question(query);
    answered.replaceChildren();
    answered.hidden = !known;
    if (!known) return;
    const link = made("a", { href: address(known.page, known.anchor), textContent: titles[known.page] || known.page });
    answered.append(made("p", { className: "search-answered", textContent: known.answer }), made("p", {}, link));
  }

  function show(query) {
    list.replaceChildren();
    count.textContent = "";
    absent.textContent = "";
    showAnswer(query);
    document.querySelector(".all-pages").hidden = Boolean(query.trim());
    if (!query.trim()) return;
    const told = count.dataset;
    const complete = loading.hidden; // before, a word may stand in a text that is not there yet
    const { found, loose } = find(query);
    const lacking = complete ? missing(query) : [];
    if (lacking.length) absent.textContent = absent.dataset.words.replace("{words}", lacking.map((word) => `“${word}”`).join(", "));
    for (const { id, terms } of found.slice(0, SHOWN)) {
      const { page, anchor, title, text } = documents[id];
      const where = made("span", { className: "where" }, made("b", { className: "kind", textContent: kindNames[kindOf(page, anchor)] }));
      if (anchor) where.append(` · ${titles[page]}`);
      const link = made("a", { href: address(page, anchor), textContent: anchor ? title : titles[page] });
      list.append(made("li", {}, link, where, excerpt(text, new Set(terms))));
    }
    const answeredOne = !answered.hidden;
    const said = found.length === 0 ? (complete && !answeredOne ? told.none : "") : loose && complete ? told.loose
      : found.length === 1 ? told.one : found.length > SHOWN ? told.first : told.many;
    count.textContent = said.replace("{n}", found.length).replace("{m}", SHOWN);
  }

  // The words are kept with this entry of the browser's history, and in no address, which others may see.
  function keep(query, change) {
    try {
      history[change]({ query }, "", location.pathname);
    } catch {
      // Some browsers refuse to change the address of a file.
    }
  }

  function look() {
    const handed = new URLSearchParams(location.search).get("q");
    let query = handed ?? history.state?.query ?? "";
    const sent = window.name.startsWith("retorno-search:");
    if (handed === null && sent) query = window.name.slice("retorno-search:".length);
    if (sent) window.name = "";
    if (sent && !query) input.focus(); // on a phone the words are typed here
    if (handed !== null || query) keep(query, "replaceState");
    input.value = query;
    show(query);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(input.value, "pushState");
    show(input.value);
  });
  addEventListener("popstate", look);
  form.hidden = false;
  document.getElementById("search-engine").hidden = false;
  loading.textContent = loading.dataset.texts;
  look();
  whole(() => show(input.value));
})();
