// Runs before the first paint: that scripts run, and the reader's choice of colours, if there is one.
(() => {
  document.documentElement.dataset.scripts = "on"; // what only scripts can do is said only where they run
  try {
    const chosen = localStorage.getItem("retorno-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Browsers that store nothing follow the device.
  }
})();
