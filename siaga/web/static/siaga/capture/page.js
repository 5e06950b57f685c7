/* What every part of the capture page uses: elements, words in the language of the page, numbers. */
self.siagaPage = (function () {
  "use strict";
  const words = JSON.parse(document.getElementById("words").textContent);
  const number = new Intl.NumberFormat(document.documentElement.lang || "id");

  /* An element with attributes and children; text is always text, never markup. */
  function el(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
    made.append(...children.filter((child) => child !== ""));
    return made;
  }

  const stateWord = (state) => ({ waiting: words.stateWaiting, sending: words.stateSending, received: words.stateReceived, refused: words.stateRefused })[state];

  return { el, words, number, stateWord };
})();
