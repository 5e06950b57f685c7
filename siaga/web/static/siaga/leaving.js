/* Signing out while photos or figures of a form still wait in this device: asks first. They stay in the device and
   are sent when the same person signs in again on the capture page. */
(function () {
  "use strict";
  const { unsent } = document.currentScript.dataset;
  const form = document.querySelector(".topline-who form");
  if (!form || !("indexedDB" in window) || !indexedDB.databases) return;
  let asked = false;

  async function waiting() {
    if (!(await indexedDB.databases()).some((one) => one.name === "siaga-foto")) return 0;
    return new Promise((done) => {
      const opening = indexedDB.open("siaga-foto");
      opening.onerror = () => done(0);
      opening.onsuccess = () => {
        const all = opening.result.transaction("items").objectStore("items").getAll();
        all.onsuccess = () => { opening.result.close(); done(all.result.filter((item) => item.state !== "received").length); };
        all.onerror = () => done(0);
      };
    });
  }

  form.addEventListener("submit", async (event) => {
    if (asked) return;
    event.preventDefault();
    const count = await waiting().catch(() => 0);
    if (count && !confirm(unsent.replace("{n}", count))) return;
    asked = true;
    form.submit();
  });
})();
