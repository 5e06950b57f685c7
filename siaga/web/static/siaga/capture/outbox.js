/* The outbox: what waits is sent, figures before photos, again and again, until the server has answered for it.
   States: waiting, sending, received, refused. What the server will never take is set aside for a person to look at,
   and nothing waits behind it. Only what the signed-in person wrote is sent. Shared by the page and its service
   worker; a lock of the browser keeps the two from sending at once, and the server receives twice what is sent twice
   as one. */
self.siagaOutbox = (function () {
  "use strict";
  const store = self.siagaStore;
  const channel = "BroadcastChannel" in self ? new BroadcastChannel("siaga-foto") : null;
  const LONGEST = 30000, PATIENCE = 45000;
  /* Answers that say nothing of what was sent: no way to the server; come later; and a fault that may pass, of the
     link or of the server, which is tried so often. */
  const NO_WAY = new Set([408, 502, 504]), LATER = new Set([425, 429, 503]), FAULT = new Set([400, 500]);
  const MOST_FAULTS = 5;

  const passes = ({ status }) => NO_WAY.has(status) || LATER.has(status) || status >= 500;

  const told = () => channel && channel.postMessage("outbox");
  const rowPath = (item) => `/api/desk/rows/${item.election}/${item.contest}/${item.station}`;

  /* Twice as long after every failure, with some chance in it so that a city's phones do not call at once. */
  function pause(tries) {
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

  /* Asks the server who is signed in and what there is to do. Returns {work}, or {closed}: "out" when nobody is signed
     in, "role" when this page is not for who is. Throws without a signal. */
  async function refresh(station) {
    const answer = await ask("/api/desk/capture" + (station ? `?station=${station}` : ""), {});
    if (answer.status === 401 || answer.status === 403) {
      await store.leave();
      return { closed: answer.status === 401 ? "out" : "role" };
    }
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const work = await answer.json(), before = await store.who();
    if (before && before !== work.sender) await store.leave();
    await store.put("work", { ...work, at: Date.now() });
    await store.setWho(work.sender);
    return { work };
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
    const taken = new Date(item.takenAt);
    if (taken.getFullYear() >= 2000 && taken.getFullYear() < 2100) said.set("taken_at", taken.toISOString()); /* else its clock was never set */
    return ask(`${rowPath(item)}/photos/${item.upload || item.id}?${said}`, { method: "PUT", body: item.bytes, headers: { "X-CSRFToken": token, "Content-Type": item.type } });
  }

  /* The figures, at the door of the side that read them; a supervisor has seen no revision of the crew's entry. */
  function entryRequest(item, token) {
    const said = { client_id: item.submission, figures: item.figures, declared: item.declared, sender: item.sender };
    const supervises = item.side === "supervisor", body = supervises ? said : { ...said, revision: item.revision };
    return ask(`${rowPath(item)}/${supervises ? "supervisions" : "entries"}`, { method: "POST", body: JSON.stringify(body), headers: { "X-CSRFToken": token, "Content-Type": "application/json" } });
  }

  class SignedOut extends Error {}

  /* Sends one item and writes down what became of it. Returns whether there is a way to the server. */
  async function send(item, token) {
    await store.put("items", { ...item, state: "sending" });
    told();
    let answer, body;
    try {
      answer = await (item.kind === "photo" ? photoRequest : entryRequest)(item, token);
      body = await answer.json();
    } catch {
      return again(item, false);
    }
    if (answer.ok) return received(item, body);
    if (NO_WAY.has(answer.status)) return again(item, false);
    if (LATER.has(answer.status)) return later(item, answer);
    if (FAULT.has(answer.status)) return faulty(item, body);
    if (await ofAnother(item, answer, body)) {
      await again(item, true);
      throw new SignedOut();
    }
    return setAside(item, body.detail || String(answer.status));
  }

  /* Whether it was refused because somebody else, or nobody, is signed in now. */
  async function ofAnother(item, answer, body) {
    if (answer.status === 401 || (answer.status === 403 && /CSRF/i.test(body.detail || ""))) return true;
    if (answer.status !== 409 && answer.status !== 403) return false;
    const { work } = await refresh();
    return !work || work.sender !== item.sender;
  }

  async function again(item, there) {
    const tries = item.tries + 1;
    await store.put("items", { ...item, state: "waiting", tries, next: Date.now() + pause(tries) });
    return there;
  }

  /* The server has said when: nothing of the kind is sent before. */
  async function later(item, answer) {
    const seconds = Number(answer.headers.get("Retry-After")) || 0;
    if (seconds) await store.put("meta", { name: `pause-${item.kind}`, value: Date.now() + seconds * 1000 });
    return again(item, true);
  }

  async function faulty(item, body) {
    const faults = (item.faults || 0) + 1;
    if (faults >= MOST_FAULTS) return setAside({ ...item, faults }, body.detail || "");
    return again({ ...item, faults }, true);
  }

  async function setAside(item, why) {
    await store.put("items", { ...item, state: "refused", why });
    return true;
  }

  /* Sends again what was set aside, a photo under a new number: the old one may be used up. */
  async function resend(item) {
    await store.put("items", { ...item, upload: store.number(), state: "waiting", tries: 0, faults: 0, next: 0, why: "" });
    told();
    await wake();
  }

  /* The bytes are the server's now and leave the phone; what stays is the receipt, and the figures to look at. */
  async function received(item, body) {
    const { bytes, ...rest } = item;
    const kept = { state: "received", code: body.code || "", page: body.page || item.page, sentence: body.sentence || "", standing: body.state || "" };
    await store.put("items", { ...rest, ...kept, receivedAt: Date.now() });
    if (item.kind === "entry") await store.remove("drafts", item.draft);
    return true;
  }

  async function waiting(sender) {
    const items = await store.ofSender("items", sender);
    const first = (item) => (item.kind === "entry" ? 0 : 1);
    return items.filter((item) => item.state === "waiting" || item.state === "sending").sort((a, b) => first(a) - first(b) || a.seq - b.seq);
  }

  /* Sends what is due. Returns the milliseconds until it should be called again; null: nothing waits. */
  async function flush(hurry) {
    if (!navigator.locks) return flushAlone(hurry);
    return navigator.locks.request("siaga-outbox", { ifAvailable: true }, (lock) => (lock ? flushAlone(hurry) : 2000));
  }

  async function flushAlone(hurry) {
    try {
      return await flushInTurn(hurry);
    } catch (fault) {
      if (fault instanceof SignedOut) await refresh().catch(() => {});
      return (await store.who()) ? 3000 : null;
    } finally {
      told();
    }
  }

  /* Everything that is due, each once; ends where there is no way to the server. */
  async function flushInTurn(hurry) {
    const tried = new Set();
    for (;;) {
      const sender = await store.who(), work = sender && (await store.get("work", sender));
      const items = work ? await waiting(sender) : [];
      if (!items.length) return null;
      const pauses = await pausesOf(items), now = Date.now();
      const startOf = (item) => Math.max(pauses[item.kind], hurry && !tried.has(item.seq) ? 0 : item.next);
      const item = items.find((one) => !tried.has(one.seq) && startOf(one) <= now);
      if (!item) return Math.max(0, Math.min(...items.map(startOf)) - now);
      tried.add(item.seq);
      if (!(await send(item, work.token))) return (await store.get("items", item.seq)).next - Date.now();
      told();
    }
  }

  async function pausesOf(items) {
    const pauses = {};
    for (const { kind } of items) {
      if (!(kind in pauses)) pauses[kind] = ((await store.get("meta", `pause-${kind}`)) || { value: 0 }).value;
    }
    return pauses;
  }

  return { add, flush, refresh, waiting, resend, rowPath, ask, pause, passes };
})();
