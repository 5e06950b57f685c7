/* Leaving this device to others. At a sign-out: asks when photos or figures of a form still wait here; without any,
   nothing of the person stays. On the page where somebody signs in, nobody is the person of this device any more. */
(function () {
  "use strict";
  const { unsent, left } = document.currentScript.dataset, store = self.siagaStore;
  const LOGOUT = 'form[action$="/akun/logout/"]';

  /* Whether the capture page was ever open here; asking for what it keeps would make an empty store. */
  async function used() {
    if (!("indexedDB" in self)) return false;
    return !indexedDB.databases || (await indexedDB.databases()).some((one) => one.name === "siaga-foto");
  }

  /* Whether the person may go: what waits stays for them, and is said. */
  async function goes() {
    if (!(await used())) return true;
    const sender = await store.who();
    if (!sender) return true;
    const count = store.unsent(await store.ofSender("items", sender));
    if (count && !confirm(unsent.replace("{n}", count))) return false;
    await (count ? store.leave() : store.forget(sender));
    if ("BroadcastChannel" in self) new BroadcastChannel("siaga-foto").postMessage("left");
    return true;
  }

  if (left) used().then((there) => there && store.leave()).catch(() => {});
  for (const form of document.querySelectorAll(LOGOUT)) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await goes().catch(() => true)) form.submit();
    });
  }
})();
