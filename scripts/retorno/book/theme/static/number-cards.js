/* Number cards: a value in prose shows on hover, focus or tap what it is and where it comes from.
   Without this script the value is a plain link to its page. */
(function () {
  "use strict";
  var store = document.getElementById("number-cards");
  if (!store) return;
  var entries = JSON.parse(store.textContent), card = null, owner = null, closing = 0, touched = null;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function idOf(link) {
    var found = /(?:^|\/)n\/([a-z0-9-]+)\.html$/.exec(link.getAttribute("href"));
    return found ? found[1] : "";
  }

  function linkOf(target) {
    var link = target.closest && target.closest("a[href*='n/']");
    return link && Object.hasOwn(entries, idOf(link)) ? link : null;
  }

  function show(link) {
    clearTimeout(closing);
    if (owner === link) return;
    hide();
    var entry = entries[idOf(link)], list = element("dl");
    card = element("div", "number-card");
    card.id = "number-card";
    card.setAttribute("role", "tooltip");
    card.append(element("p", "number-card-value", entry.value), element("p", "", entry.text));
    entry.rows.forEach(function (row) { list.append(element("dt", "", row[0]), element("dd", "", row[1])); });
    card.append(list);
    if (touched === link) card.append(element("p", "number-card-more", store.dataset.again));
    (link.closest("main") || document.body).append(card);
    owner = link;
    link.setAttribute("aria-describedby", "number-card");
    place();
    if (card.scrollHeight > card.clientHeight) card.tabIndex = 0; // what scrolls is to be reached by keyboard
  }

  function place() {
    var spot = owner.getClientRects()[0] || owner.getBoundingClientRect();
    var wide = document.documentElement.clientWidth, high = window.innerHeight;
    var box = card.getBoundingClientRect();
    var below = spot.bottom + 6 + box.height <= high || spot.top < box.height + 6;
    card.style.left = Math.max(8, Math.min(spot.left, wide - box.width - 8)) + "px";
    card.style.top = (below ? spot.bottom + 6 : spot.top - box.height - 6) + "px";
  }

  function hide() {
    clearTimeout(closing);
    if (!card) return;
    card.remove();
    owner.removeAttribute("aria-describedby");
    card = owner = null;
  }

  function soon() {
    clearTimeout(closing);
    closing = setTimeout(hide, 250);
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    var link = linkOf(event.target);
    if (link) show(link);
    else if (card && card.contains(event.target)) clearTimeout(closing);
    else if (card && owner !== document.activeElement && card !== document.activeElement) soon();
  });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event.target);
    if (link) show(link); else if (!card || !card.contains(event.target)) hide(); else clearTimeout(closing);
  });
  document.addEventListener("focusout", function (event) { if (owner === event.target || card === event.target) soon(); });
  document.addEventListener("pointerdown", function (event) {
    var link = linkOf(event.target);
    touched = event.pointerType === "touch" && link !== owner ? link : null;
    if (card && !link && !card.contains(event.target)) hide();
  });
  document.addEventListener("click", function (event) {
    var link = linkOf(event.target);
    if (link && link === touched) {
      event.preventDefault();
      show(link);
      touched = null;
    }
  });
  document.addEventListener("keydown", function (event) {
    var here = document.activeElement, inside = card && here === card;
    if (event.key === "Escape") {
      if (inside) owner.focus();
      hide();
    } else if (event.key === "Tab" && inside) {
      owner.focus(); // the card stands at the end of the page: go on from the number
      if (event.shiftKey) event.preventDefault();
    } else if (event.key === "Tab" && card && here === owner && card.tabIndex === 0 && !event.shiftKey) {
      event.preventDefault();
      card.focus();
    }
  });
  window.addEventListener("scroll", function () { if (card) place(); }, { passive: true });
})();
