/* The outbox: what waits is sent in order, again and again, until the server has answered for it.
   States: waiting, sending, received, refused. Shared by the page and its service worker; a lock of the browser
   keeps the two from sending at once, and the server receives twice what is sent twice as one. */
self.siagaOutbox = (function () {
  "use strict";
  const store = self.siagaStore;
  const channel = "BroadcastChannel" in self ? new BroadcastChannel("siaga-foto") : null;
  const LONGEST = 30000, PATIENCE = 45000;
  const AGAIN = new Set([400, 408, 425, 429, 500, 502, 503, 504]);

  const told = () => channel && channel.postMessage("outbox");
  const rowPath = (item) => `/api/desk/rows/${item.election}/${item.contest}/${item.station}`;

  /* Twice as long after every failure, with some chance in it so that a city's phones do not call at once. */
  function pause(tries, asked) {
    if (asked) return asked * 1000;
    return Math.min(LONGEST, 1000 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random());
  }

  async function add(item) {
    await store.put("items", { ...item, state: "waiting", tries: 0, next: 0, why: "", at: Date.now() });
    told();
    await wake();
  }

  /* Lets the browser send in the background, where it can. */
  async function wake() {
    try {
      const registration = self.registration || (await navigator.serviceWorker.ready);
      if (registration.sync) await registration.sync.register("siaga-outbox");
    } catch { /* no background sync: the page sends while it is open */ }
  }

  /* Asks the server who is signed in and what there is to do; null when nobody is, throws without a signal. */
  async function refresh(station) {
    const answer = await ask("/api/desk/capture" + (station ? `?station=${station}` : ""), {});
    if (answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const work = await answer.json();
    await store.put("work", { ...work, at: Date.now() });
    await store.setWho(work.sender);
    return work;
  }

  async function ask(address, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(address, { credentials: "same-origin", redirect: "error", cache: "no-store", signal: stop.signal, ...options });
    } finally {
      clearTimeout(timer);
    }
  }

  function photoRequest(item, token) {
    const said = new URLSearchParams({ submission: item.submission, order: item.order, sha256: item.sha256, sender: item.sender });
    if (item.page) said.set("page", item.page);
    said.set("taken_at", new Date(item.takenAt).toISOString());
    return ask(`${rowPath(item)}/photos/${item.id}?${said}`, { method: "PUT", body: item.bytes, headers: { "X-CSRFToken": token, "Content-Type": item.type } });
  }

  /* The figures, at the door of the side that read them; a supervisor has seen no revision of the crew's entry. */
  function entryRequest(item, token) {
    const said = { client_id: item.submission, figures: item.figures, declared: item.declared, sender: item.sender };
    const supervises = item.side === "supervisor", body = supervises ? said : { ...said, revision: item.revision };
    return ask(`${rowPath(item)}/${supervises ? "supervisions" : "entries"}`, { method: "POST", body: JSON.stringify(body), headers: { "X-CSRFToken": token, "Content-Type": "application/json" } });
  }

  /* Sends one item and writes down what became of it. Returns whether the next one may follow. */
  async function send(item, token) {
    await store.put("items", { ...item, state: "sending" });
    told();
    let answer, body;
    try {
      answer = await (item.kind === "photo" ? photoRequest : entryRequest)(item, token);
      body = await answer.json();
    } catch {
      return later(item, 0);
    }
    if (answer.ok) return received(item, body);
    if (AGAIN.has(answer.status)) return later(item, Number(answer.headers.get("Retry-After")) || 0);
    if (answer.status === 401 || (answer.status === 403 && /CSRF/i.test(body.detail || ""))) {
      await later(item, 0);
      throw new SignedOut();
    }
    await store.put("items", { ...item, state: "refused", why: body.detail || String(answer.status), findings: body.findings || [] });
    return true;
  }

  class SignedOut extends Error {}

  async function later(item, asked) {
    const tries = item.tries + 1;
    await store.put("items", { ...item, state: "waiting", tries, next: Date.now() + pause(tries, asked) });
    return false;
  }

  /* The bytes are the server's now and leave the phone; what stays is the receipt. */
  async function received(item, body) {
    const { bytes, figures, ...rest } = item;
    const kept = { state: "received", code: body.code || "", page: body.page || item.page, sentence: body.sentence || "", standing: body.state || "" };
    await store.put("items", { ...rest, ...kept, receivedAt: Date.now() });
    if (item.kind === "entry") await store.remove("drafts", item.draft);
    return true;
  }

  async function waiting(sender) {
    const items = await store.ofSender("items", sender);
    return items.filter((item) => item.state === "waiting" || item.state === "sending").sort((a, b) => a.seq - b.seq);
  }

  /* Sends what is due, in order. Returns the milliseconds until it should be called again; null: nothing waits. */
  async function flush(hurry) {
    if (!navigator.locks) return flushAlone(hurry);
    return navigator.locks.request("siaga-outbox", { ifAvailable: true }, (lock) => (lock ? flushAlone(hurry) : 2000));
  }

  async function flushAlone(hurry) {
    try {
      return await flushInOrder(hurry);
    } catch (fault) {
      if (fault instanceof SignedOut) {
        const work = await refresh().catch(() => undefined);
        if (work === null) await store.put("meta", { name: "signedOut", value: true });
        return 3000;
      }
      return 5000;
    } finally {
      told();
    }
  }

  async function flushInOrder(hurry) {
    const sender = await store.who();
    if (!sender) return null;
    for (;;) {
      const [item] = await waiting(sender);
      if (!item) return null;
      const wait = item.next - Date.now();
      if (wait > 0 && !hurry) return wait;
      const work = await store.get("work", sender);
      if (!(await send(item, work.token))) return (await store.get("items", item.seq)).next - Date.now();
      hurry = false;
      told();
    }
  }

  return { add, flush, refresh, waiting, rowPath, ask };
})();
