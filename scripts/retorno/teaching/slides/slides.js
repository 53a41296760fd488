// One slide at a time: arrows, space and Page keys move, N shows the notes, Home and End jump; a swipe or a click moves too.
(function () {
  "use strict";
  var slides = Array.prototype.slice.call(document.querySelectorAll(".slide")), at = 0, from = null;

  function fit() {
    var now = slides[at], wide = now.offsetWidth, high = now.offsetHeight;
    var scale = Math.min(window.innerWidth / wide, window.innerHeight / high);
    now.style.transform = "scale(" + scale + ") translate(-50%, -50%)";
  }
  function show(next) {
    at = Math.max(0, Math.min(slides.length - 1, next));
    slides.forEach(function (slide, n) { slide.classList.toggle("now", n === at); });
    try { history.replaceState(null, "", "#s" + (at + 1)); } catch (error) { /* some browsers forbid it from disk */ }
    fit();
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var key = event.key, move = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[key];
    if (move) { show(at + move); } else if (key === "Home") { show(0); } else if (key === "End") { show(slides.length - 1); }
    else if (key === "n" || key === "N") { document.body.classList.toggle("speaking"); } else { return; }
    document.body.classList.add("begun");
    event.preventDefault();
  });
  document.addEventListener("click", function (event) { if (!event.target.closest(".notes")) { show(at + (event.clientX < window.innerWidth / 3 ? -1 : 1)); } });
  document.addEventListener("touchstart", function (event) { from = event.changedTouches[0].clientX; }, { passive: true });
  document.addEventListener("touchend", function (event) {
    var moved = event.changedTouches[0].clientX - from;
    if (Math.abs(moved) > 50) { show(at + (moved < 0 ? 1 : -1)); event.preventDefault(); }
  });
  window.addEventListener("resize", fit);
  show((Number(window.location.hash.slice(2)) || 1) - 1);
})();
