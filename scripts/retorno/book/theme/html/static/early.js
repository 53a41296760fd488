// Runs before the first paint: the reader's choice of colours, if there is one.
(() => {
  try {
    const chosen = localStorage.getItem("retorno-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Browsers that store nothing follow the device.
  }
})();
