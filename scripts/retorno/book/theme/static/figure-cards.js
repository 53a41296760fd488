// Compare two periods of a figure: choose a base, choose another, and see by how many per cent the count moves.
// Everything comes from the table behind the figure, which is on the page; nothing is loaded.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 640;
  const HEIGHT = 200;
  const EDGE = 12;
  const MOST = 14; // names in one list of series: more would be countries one by one

  const PERIOD = /^\d{4}(-\d\d(-\d\d)?)?$/;

  /** A number as the edition writes it: 29,259 and 29.259, 99,7 and 99.7; NaN for anything else. */
  function number(text) {
    const plain = text.trim().replace("−", "-").replace(/\u202f/g, "");
    if (!/^-?\d+(?:[.,]\d+)*$/.test(plain)) return NaN;
    if (/^-?\d{1,3}([.,]\d{3})+$/.test(plain)) return Number(plain.replace(/[.,]/g, ""));
    return Number(plain.replace(",", "."));
  }

  const made = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const drawn = (name, attributes) => {
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };

  /** The table as series of points (period and value in their order); null where it has no periods to compare. */
  function read(table) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
    const columns = heads.map((_, place) => rows.map((row) => row[place]));
    const when = columns.findIndex((column) => column.every((text) => PERIOD.test(text)));
    if (when < 0) return null;
    const filled = (column) => column.filter((text) => text && text !== "–");
    const values = columns.map((column, place) => place).filter((place) => place !== when
      && filled(columns[place]).length > 2 && filled(columns[place]).every((text) => !Number.isNaN(number(text))));
    const names = columns.map((column, place) => place).filter((place) => place !== when && !values.includes(place)
      && new Set(columns[place]).size > 1 && new Set(columns[place]).size <= MOST);
    const series = new Map();
    for (const place of values.slice(0, MOST)) {
      for (const row of rows) {
        const parts = names.map((name) => row[name]);
        const name = [...parts, ...(values.length > 1 ? [heads[place]] : [])].join(" · ");
        const value = number(row[place]);
        if (Number.isNaN(value)) continue;
        if (!series.has(name)) series.set(name, new Map());
        if (series.get(name).has(row[when])) return null; // two values for one period: not one series
        series.get(name).set(row[when], value);
      }
    }
    const usable = [...series].map(([name, points]) => [name, [...points].sort(([a], [b]) => a.localeCompare(b))])
      .filter(([, points]) => points.length > 2 && points.some(([, value]) => value > 0));
    return usable.length ? new Map(usable) : null;
  }

  const locale = document.documentElement.lang;
  const say = (value) => value.toLocaleString(locale, { maximumFractionDigits: 2 }).replace("-", "−");

  function named(period) {
    if (period.length === 4) return period;
    const [year, month] = period.split("-").map(Number);
    return new Date(year, month - 1).toLocaleDateString(locale, { month: "long", year: "numeric" });
  }

  /** The change in words of the edition, and the counts that it is made of. */
  function told(words, [from, before], [to, after]) {
    const counts = `${named(from)}: ${say(before)} → ${named(to)}: ${say(after)}`;
    if (!(before > 0)) return { change: words.nobase, counts };
    const change = (after / before - 1) * 100;
    const digits = Math.abs(change) > 99 && Math.abs(change) < 100 ? 2 : Math.abs(change) >= 10 ? 0 : 1;
    return { change: `${change > 0 ? "+" : ""}${change.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−")}%`, counts };
  }

  /** Build the tool of one card; returns the element. */
  function tool(series, words, id) {
    const field = (label, element, name) => {
      element.id = `${id}-${name}`;
      return made("label", { htmlFor: element.id }, `${label} `, element);
    };
    const which = made("select");
    for (const name of series.keys()) which.append(made("option", { value: name, textContent: name || words.all }));
    const base = made("input", { type: "range", min: 0, step: 1 });
    const other = made("input", { type: "range", min: 0, step: 1 });
    const change = made("strong", { className: "compare-change" });
    const counts = made("span", { className: "compare-counts" });
    const result = made("p", { className: "compare-result" }, change, counts);
    result.setAttribute("role", "status");
    const plot = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", class: "compare-plot" });

    const points = () => series.get(which.value);
    const x = (place) => EDGE + (place / (points().length - 1)) * (WIDTH - 2 * EDGE);

    function draw() {
      const values = points().map(([, value]) => value);
      const top = Math.max(...values, 0);
      const bottom = Math.min(...values, 0);
      const y = (value) => HEIGHT - EDGE - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 2 * EDGE);
      plot.replaceChildren(
        drawn("line", { x1: 0, x2: WIDTH, y1: y(values[base.value]), y2: y(values[base.value]), class: "compare-base" }),
        drawn("polyline", { points: values.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(" "), class: "compare-line" }),
        drawn("circle", { cx: x(base.value), cy: y(values[base.value]), r: 6, class: "compare-from" }),
        drawn("circle", { cx: x(other.value), cy: y(values[other.value]), r: 6, class: "compare-to" }),
      );
      const said = told(words, points()[base.value], points()[other.value]);
      change.textContent = said.change;
      counts.textContent = said.counts;
      for (const slider of [base, other]) slider.setAttribute("aria-valuetext", `${named(points()[slider.value][0])}, ${say(points()[slider.value][1])}`);
    }

    function choose() {
      const last = points().length - 1;
      base.max = other.max = last;
      other.value = last;
      base.value = Math.max(0, points()[last][0].length > 4 ? last - 12 : last - 1);
      draw();
    }

    plot.addEventListener("click", (event) => {
      const box = plot.getBoundingClientRect();
      const place = Math.round(((event.clientX - box.left) / box.width * WIDTH - EDGE) / (WIDTH - 2 * EDGE) * (points().length - 1));
      other.value = Math.max(0, Math.min(points().length - 1, place));
      draw();
    });
    which.addEventListener("change", choose);
    base.addEventListener("input", draw);
    other.addEventListener("input", draw);
    const rows = [...(series.size > 1 ? [field(words.series, which, "series")] : []), field(words.base, base, "base"), field(words.with, other, "with")];
    const whole = made("div", { className: "compare", id: `${id}-compare` }, result, plot, made("div", { className: "compare-fields" }, ...rows));
    choose();
    return whole;
  }

  for (const button of document.querySelectorAll(".figure-open:not(.figure-assume)")) {
    const card = button.closest(".figure-card");
    const series = read(card.querySelector(".figure-table table"));
    if (!series) continue;
    let open = null;
    const close = () => {
      open.remove();
      open = null;
      button.setAttribute("aria-expanded", "false");
      button.focus();
    };
    button.setAttribute("aria-expanded", "false");
    button.hidden = false;
    button.addEventListener("click", () => {
      if (open) { close(); return; }
      open = tool(series, button.dataset, card.id);
      card.querySelector(".figure-stage").after(open);
      button.setAttribute("aria-expanded", "true");
      open.querySelector("select, input").focus();
    });
    card.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && open) close();
    });
  }
})();
