// What a page prints, as its reader chooses, and the foot of each sheet: page, version, date.
(() => {
  "use strict";
  const choice = document.querySelector(".print-choice");
  if (!choice) return;
  const root = document.documentElement;
  const boxes = [...choice.querySelectorAll("input")];
  // Set through the object model, which the page's policy allows, since no style may stand in the page.
  // In a sheet of its own, not in an attribute: no page has a style that its policy would have to allow.
  const foot = new CSSStyleSheet();
  foot.replaceSync(`:root { --print-foot: ${JSON.stringify(choice.dataset.foot)}; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, foot];
  const note = () => {
    root.dataset.print = boxes.filter((box) => box.checked).map((box) => box.value).join(" ");
  };
  choice.addEventListener("change", note);
  choice.querySelector("button").addEventListener("click", () => window.print());
  choice.hidden = false;
  note();
})();
