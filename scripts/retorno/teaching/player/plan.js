// A course to measure: shows a plan that the build has made, and packs its sheets into a zip, without a server.
(function () {
  "use strict";
  var told = window.RETORNO_PLANS, words = told.words, place = document.getElementById("told");
  var field = function (id) { return document.getElementById(id); };

  function make(parent, tag, text) {
    var made = document.createElement(tag);
    if (text !== undefined) { made.textContent = text; }
    parent.appendChild(made);
    return made;
  }
  function fill(message, places) { return message.replace(/\{(\w+)\}/g, function (all, key) { return String(places[key]); }); }
  function clock(minutes) { return ("0" + Math.floor(minutes / 60) % 24).slice(-2) + ":" + ("0" + minutes % 60).slice(-2); }
  function begin() {
    var found = /^(\d{1,2})[:.h](\d{2})$/.exec(field("starts").value.trim());
    return found ? Number(found[1]) * 60 + Number(found[2]) : 540;
  }
  function parts() { return told.plans[field("audience").value + " " + field("minutes").value]; }
  function name(part) { return part[1] === "session" ? told.sessions[part[2]].title : words[part[1]]; }
  function sessions() { return parts().filter(function (part) { return part[2]; }).map(function (part) { return told.sessions[part[2]]; }); }
  function escaped(text) { return text.replace(/&/g, "&amp;").replace(/</g, "&lt;"); }

  function timetable() {
    var now = begin();
    return parts().map(function (part) {
      var row = [clock(now), fill(words.minutes, { n: part[0] }), name(part)];
      now += part[0];
      return row;
    });
  }
  function document_of(title, body) {
    return "<!doctype html><html lang=\"" + told.language + "\"><head><meta charset=\"utf-8\"><title>" + escaped(title) + "</title><style>" +
      told.style + "</style></head><body>" + body + "<p class=\"small\">" + escaped([told.edition].concat(sessions().map(function (one) { return one.code; })).join(" · ")) + "</p></body></html>";
  }
  function files() {
    var rows = timetable().map(function (row) { return "<tr>" + row.map(function (cell) { return "<td>" + escaped(cell) + "</td>"; }).join("") + "</tr>"; });
    var joined = function (key) { return sessions().map(function (one) { return one[key]; }).join("\n"); };
    var made = { "guide.html": "<h1>" + escaped(document.title) + "</h1><table>" + rows.join("") + "</table>" + joined("guide"), "sheets.html": joined("sheets"), "cards.html": joined("cards"), "key.html": joined("key") };
    if (field("screen").checked) {
      made["slides.html"] = sessions().map(function (one) {
        return one.slides.map(function (slide) {
          return "<section class=\"page poster\"><h2>" + escaped(slide.title) + "</h2><ul><li>" + slide.points.join("</li><li>") + "</li></ul></section>";
        }).join("");
      }).join("");
    }
    return Object.keys(made).filter(function (key) { return made[key]; }).map(function (key) { return [key, document_of(document.title, made[key])]; });
  }

  // A zip with nothing compressed: a header for each file, then the list of all, then its end.
  var TABLE = [];
  for (var n = 0; n < 256; n += 1) { var c = n; for (var k = 0; k < 8; k += 1) { c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; } TABLE.push(c >>> 0); }
  function crc(bytes) { var found = 0xffffffff; for (var i = 0; i < bytes.length; i += 1) { found = TABLE[(found ^ bytes[i]) & 255] ^ (found >>> 8); } return (found ^ 0xffffffff) >>> 0; }
  function numbers(list) {
    var made = [];
    list.forEach(function (pair) { for (var i = 0; i < pair[1]; i += 1) { made.push((pair[0] >>> (8 * i)) & 255); } });
    return new Uint8Array(made);
  }
  function zip(entries) {
    var encoder = new TextEncoder(), body = [], list = [], at = 0, listed = 0;
    entries.forEach(function (entry) {
      var label = encoder.encode(entry[0]), content = encoder.encode(entry[1]);
      var shared = [[20, 2], [0x800, 2], [0, 2], [0, 2], [33, 2], [crc(content), 4], [content.length, 4], [content.length, 4], [label.length, 2], [0, 2]];
      var head = numbers([[0x04034b50, 4]].concat(shared));
      body.push(head, label, content);
      var line = numbers([[0x02014b50, 4], [20, 2]].concat(shared, [[0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]));
      list.push(line, label);
      at += head.length + label.length + content.length;
      listed += line.length + label.length;
    });
    var end = numbers([[0x06054b50, 4], [0, 2], [0, 2], [entries.length, 2], [entries.length, 2], [listed, 4], [at, 4], [0, 2]]);
    return new Blob(body.concat(list, [end]), { type: "application/zip" });
  }
  function save() {
    var link = document.createElement("a"), folder = field("audience").value + "-" + field("minutes").value;
    link.href = URL.createObjectURL(zip(files().map(function (file) { return [folder + "/" + file[0], file[1]]; })));
    link.download = "retorno-" + folder + ".zip";
    link.click();
  }

  function show() {
    place.textContent = "";
    var table = make(place, "table"), body = table.createTBody();
    timetable().forEach(function (row) { var line = body.insertRow(); row.forEach(function (cell) { line.insertCell().textContent = cell; }); });
    var pages = [];
    sessions().forEach(function (one) { one.pages.forEach(function (page) { if (pages.indexOf(page) < 0) { pages.push(page); } }); });
    make(place, "h2", words.read);
    var list = make(place, "ul");
    pages.forEach(function (page) { make(list, "li", page); });
    var button = make(make(place, "p"), "button", words.pack);
    button.className = "first";
    button.addEventListener("click", save);
  }
  field("ask").addEventListener("submit", function (event) { event.preventDefault(); });
  field("ask").addEventListener("input", show);
  show();
})();
