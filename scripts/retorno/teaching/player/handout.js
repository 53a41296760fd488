// Which numbers of a printed sheet have moved, told from its code: the same hash as in editions.py.
(function () {
  "use strict";
  var told = window.RETORNO_DOCUMENTS, words = told.words, SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  var place = document.getElementById("told"), field = document.getElementById("code");

  function bytes(text) {
    return Array.prototype.map.call(unescape(encodeURIComponent(text)), function (letter) { return letter.charCodeAt(0); });
  }
  function hashed(text) {
    var found = 0x811c9dc5;
    bytes(text).forEach(function (byte) { found = Math.imul(found ^ byte, 0x01000193) >>> 0; });
    found = (found ^ (found >>> 16)) >>> 0;
    found = Math.imul(found, 0x7feb352d) >>> 0;
    return (found ^ (found >>> 15)) >>> 0;
  }
  function sign(name, shown) { return SIGNS[hashed(name + "=" + shown) & 31]; }
  function whole(pairs) {
    var found = hashed(pairs.map(function (pair) { return pair[0] + "=" + pair[1]; }).join("\n"));
    return SIGNS[found & 31] + SIGNS[(found >>> 5) & 31];
  }
  function fill(message, places) {
    return message.replace(/\{(\w+)\}/g, function (all, key) { return String(places[key]); });
  }
  function say(tag, text) {
    var made = document.createElement(tag);
    made.textContent = text;
    place.appendChild(made);
    return made;
  }
  function table(rows) {
    var made = document.createElement("table"), head = made.createTHead().insertRow();
    [words.what, words.was, words.now].forEach(function (name) {
      var cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = name;
      head.appendChild(cell);
    });
    var body = made.createTBody();
    rows.forEach(function (row) {
      var line = body.insertRow();
      row.forEach(function (text) { line.insertCell().textContent = text; });
    });
    place.appendChild(made);
  }
  function before(number, signed) {
    var known = number.was.filter(function (past) { return past[1] && sign(number.name, past[1]) === signed; }).pop();
    return known ? fill(words.since, { value: known[1], version: known[0] }) : words.sheet;
  }
  function compare(text) {
    place.textContent = "";
    var parts = text.toUpperCase().replace(/[\s\u2010-\u2015]+/g, "-").replace(/O/g, "0").split("-").filter(Boolean);
    var letters = (parts[0] || "").replace(/0/g, "O"), one = told.documents[letters];
    var example = Object.keys(told.documents).map(function (key) { return told.documents[key].code; })[0];
    if (!parts.length) { say("p", fill(words.empty, { example: example })); return; }
    if (!one) { say("p", fill(words.unknown, { letters: letters })); return; }
    say("h2", one.title);
    if (!one.numbers.length) { say("p", words.none); return; }
    var check = parts.length > 1 ? parts[parts.length - 1] : "", signs = parts.slice(1, -1).join("");
    var today = one.numbers.map(function (number) { return [number.statement, "", number.text]; });
    if (signs.length !== one.numbers.length) {
      say("p", fill(words.length, { given: signs.length, now: one.numbers.length }));
      table(today);
      return;
    }
    var moved = one.numbers.filter(function (number, n) { return sign(number.name, number.text) !== signs[n]; });
    if (!moved.length) {
      var fits = check === whole(one.numbers.map(function (number) { return [number.name, number.text]; }));
      say("p", fits ? words.same : words.mistyped);
      if (!fits) { table(today); }
      return;
    }
    say("p", fill(words.moved, { n: moved.length, all: one.numbers.length }));
    table(moved.map(function (number) {
      return [number.statement, before(number, signs[one.numbers.indexOf(number)]), number.text];
    }));
  }
  document.getElementById("ask").addEventListener("submit", function (event) { event.preventDefault(); compare(field.value); });
  var given = decodeURIComponent(window.location.hash.slice(1));
  if (given) { field.value = given; }
  compare(field.value);
})();
