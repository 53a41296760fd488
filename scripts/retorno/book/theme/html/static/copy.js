// A button beside words that one may use: it copies them. Without this script they can be selected as any text.
(() => {
  "use strict";

  /** Copy a text; also where the newer way is not there, as on pages opened from a disk in some browsers. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
      area.className = "unseen";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  for (const box of document.querySelectorAll(".usable")) {
    const text = box.querySelector(".usable-words");
    const button = Object.assign(document.createElement("button"), { type: "button" });
    const name = document.body.dataset.copy || "Copy";
    button.textContent = name;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      if (await copy(text.textContent.trim())) button.textContent = document.body.dataset.copied || "Copied";
      setTimeout(() => { button.textContent = name; }, 2500);
      button.focus();
    });
    box.append(button);
  }
})();
