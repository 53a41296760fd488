(function () {
  "use strict";
  var out = document.querySelector(".out"), times = 0, last = 0;
  function leave() {
    document.body.hidden = true;
    document.title = "";
    location.replace(out.href);
  }
  out.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") { times = 0; return; }
    var now = Date.now();
    times = now - last < 2000 ? times + 1 : 1;
    last = now;
    if (times === 3) leave();
  });
})();
