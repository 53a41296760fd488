/* A figure whose assumptions a reader may change: the still picture turns interactive, and back with Escape.
   Vega is loaded then, once, from beside this script; the specification runs without eval. */
(function () {
  "use strict";
  var folder = document.currentScript.src.replace(/[^/]*$/, "");
  var scripts = {}, given = {};

  window.retornoFigure = function (figure) { given[figure.id] = figure; };

  function load(address) {
    scripts[address] = scripts[address] || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = function () { delete scripts[address]; failed(new Error(address)); };
      document.head.append(script);
    });
    return scripts[address];
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function options() {
    return {
      mode: "vega-lite", ast: true, actions: false, renderer: "svg", defaultStyle: false, logLevel: 1,
      tooltip: { disableDefaultStyle: true, theme: "retorno" }
    };
  }

  function open(card, button) {
    var id = button.dataset.figure, stage = card.querySelector(".figure-stage");
    button.disabled = true;
    say(card, button.dataset.loading);
    return load(folder + "vega-bundle.js").then(function () {
      return load(button.dataset.files + id + ".vl.js");
    }).then(function () {
      var live = element("div", "figure-live"), place = element("div", "figure-plot"), words = given[id].words;
      live.setAttribute("role", "group");
      live.setAttribute("aria-label", stage.querySelector("[aria-label]").getAttribute("aria-label"));
      live.append(element("p", "figure-number", words.number), element("p", "figure-heading", words.title), place);
      words.below.forEach(function (line) { live.append(element("p", "figure-source", line)); });
      var wide = stage.clientWidth, shown = JSON.parse(JSON.stringify(given[id].specification));
      if (shown.width) shown.width = wide - 16;
      if (wide < 560) {
        shown.config.axis.labelLimit = 120;
        shown.config.legend.columns = 1;
      }
      stage.append(live);
      return window.vegaEmbed(place, shown, options()).then(function (result) {
        card.retornoView = result;
        card.classList.add("is-live");
        button.textContent = button.dataset.back;
        say(card, button.dataset.opened);
      });
    }).catch(function () {
      close(card, button);
      say(card, button.dataset.failed);
    }).then(function () {
      button.disabled = false;
      button.focus();
    });
  }

  function close(card, button) {
    if (card.retornoView) card.retornoView.finalize();
    card.retornoView = null;
    card.classList.remove("is-live");
    card.querySelectorAll(".figure-live").forEach(function (live) { live.remove(); });
    document.querySelectorAll("#vg-tooltip-element").forEach(function (tip) { tip.remove(); });
    button.textContent = button.dataset.open;
    say(card, "");
  }

  function say(card, text) { card.querySelector(".figure-say").textContent = text; }

  document.querySelectorAll(".figure-assume").forEach(function (button) {
    var card = button.closest(".figure-card");
    button.hidden = false;
    button.addEventListener("click", function () {
      if (card.retornoView) close(card, button); else open(card, button);
    });
    card.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && card.retornoView) {
        close(card, button);
        button.focus();
      }
    });
  });
})();
