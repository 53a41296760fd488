/* The form of the page "Corrections": makes a mail or a file of what was written, and sends nothing. */
(function () {
  "use strict";
  var form = document.querySelector(".correction-form");
  if (!form) return;
  var ways = form.querySelector(".correction-ways"), told = form.dataset;

  function text() {
    return Array.from(form.querySelectorAll("label")).map(function (label) {
      return label.textContent + ":\n" + document.getElementById(label.htmlFor).value.trim() + "\n";
    }).join("\n");
  }

  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    ways.append(made, " ");
  }

  if (told.address) {
    var mail = document.createElement("a"), address = told.address.split("@").map(encodeURIComponent).join("@");
    mail.textContent = told.mail;
    var write = function () {
      mail.href = "mailto:" + address + "?subject=" + encodeURIComponent(told.subject) + "&body=" + encodeURIComponent(text());
    };
    form.addEventListener("input", write);
    ways.append(mail, " ");
  }
  button(told.file, function () {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text()], {type: "text/plain"}));
    link.download = "retorno-correction.txt";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  });
  ways.hidden = false;

  var page = document.getElementById("tell-page"), before = document.referrer;
  if (page && !page.value && before.indexOf(location.origin + "/") === 0) page.value = before.slice(location.origin.length);
  if (told.address) write();
})();
