/* What the capture page keeps in the phone: the work of the night, drafts, and what waits to be sent.
   Everything carries the mark of its person (`sender`); one person's things are never shown or sent as another's.
   Shared by the page and its service worker. */
self.siagaStore = (function () {
  "use strict";
  const NAME = "siaga-foto";
  let opened = null;

  function open() {
    opened = opened || new Promise((done, failed) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        const db = request.result;
        db.createObjectStore("meta", { keyPath: "name" });
        db.createObjectStore("work", { keyPath: "sender" });
        db.createObjectStore("drafts", { keyPath: "key" }).createIndex("sender", "sender");
        db.createObjectStore("items", { keyPath: "seq", autoIncrement: true }).createIndex("sender", "sender");
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        done(request.result);
      };
      request.onerror = () => { opened = null; failed(request.error); };
    });
    return opened;
  }

  /* Runs one request in a transaction of its own; settles when the disk has it. */
  async function run(store, mode, ask) {
    const db = await open();
    return new Promise((done, failed) => {
      const transaction = db.transaction(store, mode, { durability: "strict" });
      const request = ask(transaction.objectStore(store));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = transaction.onerror = () => failed(transaction.error || request.error);
    });
  }

  const get = (store, key) => run(store, "readonly", (s) => s.get(key));
  const put = (store, value) => run(store, "readwrite", (s) => s.put(value));
  const remove = (store, key) => run(store, "readwrite", (s) => s.delete(key));
  const ofSender = (store, sender) => run(store, "readonly", (s) => s.index("sender").getAll(sender));
  const all = (store) => run(store, "readonly", (s) => s.getAll());

  async function who() {
    const found = await get("meta", "who");
    return found ? found.value : null;
  }

  const setWho = (value) => put("meta", { name: "who", value });

  async function sha256(bytes) {
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /* A number nobody has used; also where randomUUID is missing. */
  function number() {
    const random = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const unsent = (items) => items.filter((item) => item.state !== "received").length;

  /* Nobody is the person of this phone any more. What they began and what waits stays under their mark, unseen and
     unsent, until they are back. */
  async function leave() {
    const sender = await who();
    if (!sender) return;
    await remove("meta", "who");
    await remove("work", sender);
    for (const item of await ofSender("items", sender)) if (item.state === "received") await remove("items", item.seq);
  }

  /* The same for somebody of whom nothing waits: nothing stays. */
  async function forget(sender) {
    await leave();
    for (const draft of await ofSender("drafts", sender)) await remove("drafts", draft.key);
    for (const item of await ofSender("items", sender)) await remove("items", item.seq);
    await remove("work", sender);
  }

  /* How much of other people waits in this phone. */
  async function sealed() {
    const own = await who(), count = await run("items", "readonly", (s) => s.count());
    return count - (own ? await run("items", "readonly", (s) => s.index("sender").count(own)) : 0);
  }

  return { get, put, remove, ofSender, all, who, setWho, sha256, number, unsent, leave, forget, sealed };
})();
