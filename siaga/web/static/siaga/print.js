// A button marked data-print prints the page it is on.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
