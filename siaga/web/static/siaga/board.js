// The board: what a reader opened stays open when the lights are asked for again.
"use strict";

const opened = new Set();

document.addEventListener("toggle", (event) => {
  const area = event.target.dataset && event.target.dataset.keep;
  if (!area) return;
  if (event.target.open) opened.add(area);
  else if (event.target.isConnected) opened.delete(area);
}, true);

document.addEventListener("htmx:after:swap", reopen);
document.addEventListener("htmx:afterSwap", reopen);

function reopen() {
  for (const details of document.querySelectorAll("details[data-keep]")) {
    if (opened.has(details.dataset.keep)) details.open = true;
  }
}
