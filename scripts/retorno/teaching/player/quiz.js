// The quiz: one question at a time, with the reason of every answer. Nothing is kept but by choice.
(function () {
  "use strict";
  var told = window.RETORNO_QUIZ, words = told.words, place = document.getElementById("quiz");
  var scorm = window.RETORNO_SCORM || null, KEY = "retorno-quiz", answered = {}, order = [], at = 0, reading = 0;

  function make(tag, name, text) {
    var made = document.createElement(tag);
    if (name) { made.className = name; }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }
  function html(tag, name, content) {  // what our own build has made and escaped
    var made = make(tag, name);
    made.innerHTML = content;
    return made;
  }
  function fill(message, places) {
    return message.replace(/\{(\w+)\}/g, function (whole, key) { return String(places[key]); });
  }
  function storage() { try { return window.localStorage; } catch (error) { return null; } }
  function kept() {
    var store = storage();
    try { return JSON.parse((store && store.getItem(KEY)) || "null"); } catch (error) { return null; }
  }
  function keep() {
    var store = storage();
    if (store && keeping) { try { store.setItem(KEY, JSON.stringify(answered)); } catch (error) { /* full or forbidden */ } }
  }
  var before = scorm ? null : kept(), keeping = before !== null;
  if (before) { answered = before; }

  function chosen(outcome) {
    return told.items.filter(function (item) { return !outcome || item.outcome === outcome; });
  }
  function number(text) {
    // 1,251.3 and 1.251,3 are both read: the last sign that parts digits parts the decimals, unless three digits follow it alone.
    var plain = text.replace(/[\s%\u00a0\u202f]/g, "").replace("\u2212", "-");
    var last = Math.max(plain.lastIndexOf("."), plain.lastIndexOf(","));
    if (last < 0) { return Number(plain || NaN); }
    var behind = plain.length - last - 1, signs = plain.replace(/[^.,]/g, "");
    if (behind === 3 && (signs.length > 1 ? signs[0] === signs[signs.length - 1] : plain[last] === ",")) {
      return Number(plain.replace(/[.,]/g, ""));
    }
    return Number(plain.slice(0, last).replace(/[.,]/g, "") + "." + plain.slice(last + 1));
  }
  function score() {
    var right = order.filter(function (item) { return answered[item.id] === 1; }).length;
    return { right: right, all: order.length, done: order.filter(function (item) { return item.id in answered; }).length };
  }

  function page() {
    place.textContent = "";
    var one = told.pages[reading];
    place.appendChild(make("h2", "", one.title));
    place.appendChild(html("div", "", one.html));
    var next = make("button", "first", reading + 1 < told.pages.length ? words.next.replace(/ .*/, "") : words.begin);
    next.addEventListener("click", function () { reading += 1; if (reading < told.pages.length) { page(); } else { begin(""); } });
    place.appendChild(next);
    window.scrollTo(0, 0);
  }
  function begin(outcome) {
    order = chosen(outcome);
    at = 0;
    show();
  }
  function controls() {
    var row = make("div", "row"), label = make("label", "", words.outcome + " "), select = document.createElement("select");
    [""].concat(Object.keys(told.outcomes)).forEach(function (name) {
      if (name && !chosen(name).length) { return; }
      var option = make("option", "", name ? told.outcomes[name] : words.every);
      option.value = name;
      select.appendChild(option);
    });
    select.value = order.length === told.items.length ? "" : order[0].outcome;
    select.addEventListener("change", function () { begin(select.value); });
    label.appendChild(select);
    row.appendChild(label);
    if (!scorm && storage()) {
      var choice = make("label", "", " " + words.keep), box = document.createElement("input");
      box.type = "checkbox";
      box.checked = keeping;
      box.addEventListener("change", function () {
        keeping = box.checked;
        if (keeping) { keep(); } else { storage().removeItem(KEY); }
      });
      choice.insertBefore(box, choice.firstChild);
      row.appendChild(choice);
    }
    return row;
  }
  function show() {
    place.textContent = "";
    place.appendChild(controls());
    var item = order[at], form = make("form"), field = document.createElement("fieldset"), result = make("div");
    var legend = make("legend");
    legend.appendChild(make("h2", "", fill(words.question, { n: at + 1, all: order.length })));
    legend.appendChild(html("div", "stem", item.stem));
    field.appendChild(legend);
    result.setAttribute("role", "status");
    var inputs = item.kind === "numeric" ? [entry(field)] : item.options.map(function (option, n) { return option_of(field, item, option, n); });
    form.appendChild(field);
    var row = make("div", "row"), check = make("button", "first", words.check), next = make("button", "", at + 1 < order.length ? words.next : words.finish);
    check.type = "submit";
    next.type = "button";
    row.appendChild(check);
    row.appendChild(next);
    form.appendChild(result);
    form.appendChild(row);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var good = item.kind === "numeric" ? judge_number(item, inputs[0].value, result) : judge(item, inputs, result);
      if (good === null) { return; }
      if (!(item.id in answered) || !scorm) { answered[item.id] = good ? 1 : 0; }
      keep();
      if (scorm) { scorm.report(score(), order); }
    });
    next.addEventListener("click", function () { if (at + 1 < order.length) { at += 1; show(); } else { end(); } });
    place.appendChild(form);
    var told_score = score();
    place.appendChild(make("p", "", fill(words.score, { right: told_score.right, all: told_score.done })));
    window.scrollTo(0, 0);
  }
  function entry(field) {
    var label = make("label", "", words.number + " "), input = document.createElement("input");
    input.type = "text";
    input.inputMode = "decimal";
    input.autocomplete = "off";
    label.appendChild(input);
    field.appendChild(label);
    return input;
  }
  function option_of(field, item, option, n) {
    var label = make("label", "option"), input = document.createElement("input");
    input.type = item.kind === "multiple" ? "checkbox" : "radio";
    input.name = "option";
    input.value = String(n);
    label.appendChild(input);
    label.appendChild(html("span", "", option[0]));
    field.appendChild(label);
    return input;
  }
  function judge(item, inputs, result) {
    if (!inputs.some(function (input) { return input.checked; })) { return null; }
    var all = true;
    inputs.forEach(function (input, n) {
      var option = item.options[n], label = input.parentNode;
      if (input.checked !== option[1]) { all = false; }
      label.classList.toggle("good", option[1]);
      label.classList.toggle("bad", input.checked && !option[1]);
      if (!label.querySelector(".why")) { label.lastChild.appendChild(html("span", "why", option[2])); }
    });
    tell(result, all ? words.right : item.kind === "multiple" ? words.partly : words.wrong, "");
    return all;
  }
  function judge_number(item, text, result) {
    var given = number(text);
    if (isNaN(given)) { return null; }
    var near = function (value) { return Math.abs(given - value) <= item.tolerance * 1.000001; };
    if (near(item.answer)) { tell(result, words.right, item.why); return true; }
    var mistake = item.options.filter(function (option) { return near(number(option[0])); })[0];
    tell(result, words.wrong + " " + words.answer + " " + item.shown + ".", mistake ? mistake[2] : item.why);
    return false;
  }
  function tell(result, first, why) {
    result.textContent = "";
    var box = make("div", "told");
    box.appendChild(make("strong", "", first + " "));
    box.appendChild(html("span", "", why));
    result.appendChild(box);
  }
  function end() {
    var found = score();
    place.textContent = "";
    place.appendChild(controls());
    place.appendChild(make("p", "told", fill(words.score, { right: found.right, all: found.all })));
    if (scorm) { scorm.finish(found, order); place.appendChild(make("p", "", words.sent)); }
  }

  order = chosen("");
  if (told.pages.length) { page(); } else { begin(""); }
})();
