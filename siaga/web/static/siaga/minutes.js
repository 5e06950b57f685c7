/* Minutes by several hands: what is typed is kept by itself, on this device until the server has it.
   The server merges; this page only sends, waits, and puts in what came back when nobody is typing there. */
(function () {
  "use strict";
  const box = document.getElementById("passages");
  const line = document.getElementById("save-line");
  const data = document.getElementById("minutes-addresses");
  if (!box || !line || !data) return;
  const addresses = JSON.parse(data.textContent);
  const words = line.dataset;
  const PAUSE = 1200;
  const POLL = 6000;
  const passages = Array.from(box.querySelectorAll("form[data-passage]")).map(passageOf);
  const byName = Object.fromEntries(passages.map((passage) => [passage.name, passage]));

  function passageOf(form) {
    const name = form.dataset.passage;
    const field = form.elements.text;
    const base = Number(form.elements.base.value);
    return { name, form, field, base, known: field.value, uponSent: false, unsent: null, timer: 0,
      key: `siaga-minutes-${addresses.meeting}-${name}` };
  }

  const uuid = () => (crypto.randomUUID ? crypto.randomUUID()
    : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
      (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16)));
  const dirty = (passage) => passage.field.value !== passage.known;
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full: the page still has it */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* nothing was there */ } },
  };

  function say(name, more) {
    line.textContent = words[name] + (more ? ` ${more}` : "");
    line.className = `save-line is-${name}`;
  }

  /* The draft on the device holds what it was written upon, so that it can be merged days later. */
  function keepHere(passage) {
    store.set(passage.key, { text: passage.field.value, base: passage.base, known: passage.known,
      uponSent: passage.uponSent, unsent: passage.unsent });
  }

  function restore(passage) {
    const draft = store.get(passage.key);
    if (!draft || typeof draft.text !== "string") return;
    if (draft.text === passage.field.value && !draft.unsent) { store.drop(passage.key); return; }
    passage.base = draft.base; passage.known = draft.known; passage.uponSent = draft.uponSent;
    passage.unsent = draft.unsent; passage.field.value = draft.text;
    say("restored");
    later(passage, 0);
  }

  function later(passage, pause) {
    clearTimeout(passage.timer);
    passage.timer = setTimeout(() => send(passage), pause);
  }

  /* One save at a time per passage. An unanswered one is sent again just as it was, under its own number. */
  async function send(passage) {
    if (passage.sending || (!passage.unsent && !dirty(passage))) return;
    passage.unsent = passage.unsent || { client_id: uuid(), text: passage.field.value, base: passage.base, upon_sent: passage.uponSent };
    keepHere(passage);
    passage.sending = true;
    say("keeping");
    let pause = PAUSE;
    try {
      const answer = await fetch(addresses.save, { method: "POST", headers: { Accept: "application/json" }, body: bodyOf(passage) });
      if (answer.ok) { take(passage, await answer.json()); } else { pause = await refused(passage, answer); }
    } catch { say("waiting"); pause = POLL; }
    passage.sending = false;
    if (pause !== null && (passage.unsent || dirty(passage))) later(passage, pause);
  }

  function bodyOf(passage) {
    const body = new FormData(passage.form);
    for (const [name, value] of Object.entries(passage.unsent)) body.set(name, name === "upon_sent" ? (value ? "on" : "") : value);
    return body;
  }

  async function refused(passage, answer) {
    if (answer.status >= 500 || answer.status === 429) { say("waiting"); return POLL; }
    const said = (answer.headers.get("Content-Type") || "").includes("json") ? (await answer.json()).sentence : answer.status;
    say("refused", said);
    passage.unsent = null; /* the text stays in the field and on the device; the next change tries again */
    keepHere(passage);
    return null;
  }

  /* Typing went on while the server answered: what is in the field was written upon what was sent. */
  function take(passage, answer) {
    const sent = passage.unsent.text;
    const typing = passage.field.value !== sent;
    passage.base = answer.number;
    passage.unsent = null;
    passage.uponSent = typing;
    passage.known = typing ? sent : answer.text;
    if (!typing) put(passage, answer.text);
    mark(passage, answer.clash);
    if (dirty(passage)) keepHere(passage); else store.drop(passage.key);
    say(answer.clash ? "clash" : answer.merged ? "merged" : "kept");
  }

  /* Put text in without moving the writer's place. */
  function put(passage, text) {
    const field = passage.field;
    if (field.value === text) return;
    const fromEnd = field.value.length - field.selectionEnd;
    const here = document.activeElement === field;
    field.value = text;
    if (here) field.setSelectionRange(Math.max(text.length - fromEnd, 0), Math.max(text.length - fromEnd, 0));
    grow(field);
  }

  function mark(passage, clash) {
    passage.form.querySelector(".passage-clash").hidden = !clash;
  }

  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch(addresses.state, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const state = await answer.json();
      for (const [name, newest] of Object.entries(state.passages)) {
        const passage = byName[name];
        if (!passage || newest.number <= passage.base || dirty(passage) || passage.unsent || passage.sending) continue;
        passage.base = newest.number; passage.known = newest.text; passage.uponSent = false;
        put(passage, newest.text);
        mark(passage, newest.clash);
      }
    } catch { /* no connection: typing goes on, the saves tell */ }
  }

  function grow(field) {
    field.rows = Math.min(Math.max(4, field.value.split("\n").length + Math.ceil(field.value.length / 90)), 24);
  }

  say("kept");
  for (const passage of passages) {
    grow(passage.field);
    restore(passage);
    passage.field.addEventListener("input", () => { grow(passage.field); keepHere(passage); later(passage, PAUSE); });
    passage.form.addEventListener("submit", (event) => { event.preventDefault(); later(passage, 0); });
  }

  /* The two forms for new rows keep what was typed until they were sent. */
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `siaga-minutes-${addresses.meeting}-${form.dataset.draft}`;
    const field = form.querySelector("textarea");
    const number = form.querySelector("[name$=client_id]");
    const draft = store.get(key);
    const there = draft && document.querySelector(`[data-passage] textarea`) && passages.some((p) => p.known.trim() === draft.text.trim());
    if (draft && !there) { field.value = draft.text; number.value = draft.number; form.closest("details").open = true; say("restored"); } else { store.drop(key); }
    field.addEventListener("input", () => store.set(key, { text: field.value, number: number.value }));
  }

  window.addEventListener("beforeunload", (event) => { if (passages.some((p) => p.unsent || dirty(p))) event.preventDefault(); });
  window.addEventListener("online", () => passages.forEach((p) => later(p, 0)));
  setInterval(look, POLL);
})();
