/* The capture page of a crew: its forms, the pages of each, the figures, and the outbox. It works from what the phone
   keeps; the server is asked whenever there is a signal. */
(function () {
  "use strict";
  const { el, words, stateWord } = self.siagaPage;
  const store = self.siagaStore, outbox = self.siagaOutbox, photos = self.siagaPhotos, figures = self.siagaFigures;
  const root = document.getElementById("content"), signal = document.getElementById("signal");
  const state = { work: null, sender: null, signedOut: false, view: null };

  const asked = () => decodeURIComponent(location.hash.replace(/^#\/?/, "")).split("/");
  const formKey = (form) => `${state.sender}:${form.election}:${form.station}:${form.contest}`;
  const items = async () => (state.sender ? await store.ofSender("items", state.sender) : []);

  async function start() {
    state.sender = await store.who();
    if (state.sender) state.work = await store.get("work", state.sender);
    if (state.work) await show();
    await update();
    await send(true);
  }

  /* Asks the server what there is to do; without a signal what the phone keeps stays. */
  async function update() {
    try {
      const work = await outbox.refresh(/^[0-9]{13}$/.test(asked()[0]) ? asked()[0] : "");
      state.signedOut = work === null;
      if (work) { state.work = work; state.sender = work.sender; }
      heard(true);
    } catch {
      heard(false);
    }
    if (!state.view) await show();
    await showOutbox();
  }

  function heard(there) {
    signal.textContent = there ? "" : words.noSignal;
    signal.hidden = there;
    document.getElementById("who").textContent = state.work && !state.signedOut ? state.work.name : "";
    document.getElementById("sign-out").hidden = !state.work || state.signedOut;
  }

  async function show() {
    state.view = null;
    const [station, contest] = asked();
    const form = state.work && state.work.forms.find((one) => one.station === station && one.contest === contest);
    if (state.signedOut) root.replaceChildren(signIn());
    else if (!state.work) root.replaceChildren(el("p", {}, words.needsSignalOnce));
    else if (form) await showForm(form);
    else root.replaceChildren(...(await list()));
    await showOutbox();
  }

  function signIn() {
    const back = encodeURIComponent(location.pathname);
    return el("section", { class: "card" }, el("h1", {}, words.signInTitle), el("p", {}, words.signInWhy), el("a", { class: "btn", href: `/akun/login/?next=${back}` }, words.signIn));
  }

  /* --- the forms of the station --- */

  async function list() {
    const { forms } = state.work, own = await items();
    if (!forms.length) return [el("h1", {}, words.title), el("p", {}, words.nothing)];
    const stations = [...new Set(forms.map((form) => form.station))];
    return stations.flatMap((code) => {
      const mine = forms.filter((form) => form.station === code), [{ label, ward, district }] = mine;
      return [el("h1", {}, label, el("small", {}, `${ward}, ${district}`)), el("ul", { class: "forms" }, ...mine.map((form) => card(form, own)))];
    });
  }

  function card(form, own) {
    const entry = own.filter((item) => item.kind === "entry" && item.station === form.station && item.contest === form.contest).pop();
    const code = (entry && entry.state === "received" && entry.code) || form.code;
    const waits = entry && entry.state !== "received";
    return el("li", { class: "card" }, el("h2", {}, form.office),
      el("p", { class: "standing" }, waits ? stateWord(entry.state) : form.standing), form.reason ? el("p", { class: "hint" }, form.reason) : "",
      waits && entry.why ? el("p", { class: "warn" }, entry.why) : "",
      code ? receipt(code) : "",
      form.open && !(waits && entry.state !== "refused") ? el("a", { class: code ? "btn btn-plain" : "btn", href: `#${form.station}/${form.contest}` }, code ? words.openAgain : words.open) : "");
  }

  function receipt(code) {
    return el("p", { class: "receipt" }, el("span", {}, words.receipt), el("strong", {}, code), el("a", { href: `/kuitansi/${code.replace(/ /g, "-")}/` }, words.receiptPage));
  }

  /* --- one form --- */

  async function draftOf(form) {
    const key = formKey(form), kept = await store.get("drafts", key);
    if (kept && kept.revision === form.revision) return kept;
    return { key, sender: state.sender, revision: form.revision, submission: store.number(), values: {}, declared: "", photos: {}, order: 0, reading: null, unread: "" };
  }

  async function showForm(form) {
    const paper = state.work.papers[form.contest];
    const view = { form, paper, root, draft: await draftOf(form), pending: {}, busy: 0, items: await items(), picture: null };
    state.view = view;
    Object.assign(view, {
      take: (file, slot) => take(view, file, slot),
      keep: (slot) => keepPending(view, slot),
      typed: (name, text) => typed(view, name, text),
    });
    view.picture = await pictureOf(view.draft);
    render(view);
    await readWhenThere(view);
  }

  function render(view) {
    const { form, paper, draft } = view, slots = paper.pages.length ? paper.pages.map((page) => page.number) : [1, 2, 3];
    root.replaceChildren(
      el("p", { class: "back" }, el("a", { href: "#" }, words.back)),
      el("h1", {}, form.office, el("small", {}, `${form.label} · ${form.ward}`)),
      form.side === "supervisor" ? el("p", { class: "hint" }, words.asSupervisor) : "",
      el("section", { "aria-labelledby": "h-photos" }, el("h2", { id: "h-photos" }, words.photos), el("p", { class: "hint" }, words.photosHint),
        el("ol", { class: "slots", id: "slots" }, ...slots.map((slot) => photos.slotOf(slot, view)))),
      el("section", { "aria-labelledby": "h-figures" }, el("h2", { id: "h-figures", tabindex: "-1" }, words.figures),
        el("p", { class: "hint", id: "read-state", role: "status" }, readState(view)),
        el("form", { id: "figures", novalidate: true }, ...figures.build(view), el("div", { id: "found", "aria-live": "polite" }), declaration(draft), bar())));
    root.querySelector("#figures").addEventListener("submit", (event) => { event.preventDefault(); submit(view); });
    figures.show(view);
  }

  function renderSlots(view) {
    const slots = view.paper.pages.length ? view.paper.pages.map((page) => page.number) : [1, 2, 3];
    root.querySelector("#slots").replaceChildren(...slots.map((slot) => photos.slotOf(slot, view)));
  }

  function readState({ draft }) {
    if (draft.reading) return words.readDone;
    return draft.unread || words.readLater;
  }

  function declaration(draft) {
    const text = el("textarea", { id: "declared", rows: "3", maxlength: "500", "aria-describedby": "declare-wrong" });
    text.value = draft.declared;
    text.addEventListener("input", () => { draft.declared = text.value; store.put("drafts", draft); });
    return el("fieldset", { class: "group", id: "declare", hidden: true }, el("legend", {}, words.declareTitle), el("p", { class: "hint" }, words.declareHint),
      el("label", { for: "declared" }, words.declareLabel), text, el("p", { class: "warn", id: "declare-wrong", role: "alert" }));
  }

  const bar = () => el("div", { class: "bar" }, el("span", { id: "standing", role: "status" }), el("button", { class: "btn" }, words.send));

  async function take(view, file, slot) {
    view.busy = slot;
    renderSlots(view);
    const photo = await photos.taken(file, slot, view.paper.pages);
    view.busy = 0;
    delete view.pending[slot];
    if (photo.problem || photo.warnings.length) { view.pending[photo.slot] = photo; return renderSlots(view); }
    await keepPhoto(view, photo);
  }

  async function keepPending(view, slot) {
    const photo = view.pending[slot];
    delete view.pending[slot];
    await keepPhoto(view, photo);
  }

  async function keepPhoto(view, photo) {
    await photos.keep(photo, view.draft, view.form, state.sender);
    view.items = await items();
    renderSlots(view);
    send(true);
  }

  async function typed(view, name, text) {
    view.draft.values[name] = text;
    figures.show(view);
    await store.put("drafts", view.draft);
  }

  /* Sends the figures to the outbox: nothing leaves while an identity is broken, unless the paper is said to read so. */
  async function submit(view) {
    const { draft, form } = view, { declares } = figures.show(view), { known } = figures.check(view);
    if (declares && !draft.declared.trim()) {
      root.querySelector("#declare-wrong").textContent = words.declareNeeded;
      root.querySelector("#declare").scrollIntoView({ block: "center" });
      return root.querySelector("#declared").focus({ preventScroll: true });
    }
    for (const item of await items()) {
      if (item.kind === "entry" && item.submission === draft.submission && item.state === "refused") await store.remove("items", item.seq);
    }
    await outbox.add({
      kind: "entry", sender: state.sender, election: form.election, contest: form.contest, station: form.station, label: form.label, office: form.office,
      submission: draft.submission, side: form.side, revision: form.revision, figures: known, declared: declares ? draft.declared.trim() : "", draft: draft.key,
    });
    location.hash = "";
    send(true);
  }

  /* --- reading --- */

  /* Once the server has every page, it is asked what it reads in them. */
  async function readWhenThere(view) {
    const { draft, form, paper } = view;
    if (draft.reading || draft.unread || !paper.pages.length) return;
    const sent = view.items.filter((item) => item.kind === "photo" && item.submission === draft.submission && item.state === "received");
    if (!paper.pages.every((page) => sent.some((item) => item.page === page.number))) return;
    try {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": state.work.token };
      const answer = await outbox.ask(`${outbox.rowPath(form)}/readings`, { method: "POST", headers, body: JSON.stringify({ submission: draft.submission }) });
      if (answer.status === 409) draft.unread = (await answer.json()).detail;
      else if (answer.ok) await takeReading(view, await answer.json());
      else return;
    } catch {
      return;
    }
    await store.put("drafts", draft);
    if (state.view === view) render(view);
  }

  async function takeReading(view, reading) {
    const { draft, form, paper } = view;
    if (reading.cuttings) {
      const answer = await outbox.ask(`${outbox.rowPath(form)}/readings/${draft.submission}/cuttings`, {});
      if (answer.ok) draft.cuttings = await answer.arrayBuffer();
    }
    draft.reading = reading;
    view.picture = await pictureOf(draft);
    figures.offer(draft, paper);
  }

  async function pictureOf(draft) {
    return draft.cuttings ? createImageBitmap(new Blob([draft.cuttings], { type: "image/webp" })).catch(() => null) : null;
  }

  /* --- the outbox --- */

  async function showOutbox() {
    const own = (await items()).sort((a, b) => a.seq - b.seq), box = document.getElementById("outbox");
    const unsent = own.filter((item) => item.state !== "received");
    box.hidden = own.length === 0;
    box.querySelector("h2").textContent = unsent.length ? `${words.outbox}: ${unsent.length} ${words.unsent}` : words.outboxEmpty;
    box.querySelector("ul").replaceChildren(...own.map(line));
    box.dataset.unsent = String(unsent.length);
  }

  function line(item) {
    const what = item.kind === "photo" ? `${item.office} · ${words.page} ${item.slot}` : `${item.office} · ${words.figures}`;
    const later = item.state === "waiting" && item.tries ? ` · ${words.tried} ${item.tries}×` : "";
    return el("li", { class: `item item-${item.state}` }, el("span", {}, what), el("span", { class: "item-state" }, stateWord(item.state) + later, item.code ? ` · ${item.code}` : ""),
      item.why ? el("span", { class: "warn" }, item.why) : "", item.state === "refused" ? discard(item) : "");
  }

  function discard(item) {
    const made = el("button", { type: "button", class: "btn btn-plain" }, words.discard);
    made.addEventListener("click", async () => {
      if (!confirm(words.discardSure)) return;
      await store.remove("items", item.seq);
      await changed();
    });
    return made;
  }

  let timer = 0;
  async function send(hurry) {
    clearTimeout(timer);
    const wait = await outbox.flush(hurry);
    await changed();
    if (wait !== null) timer = setTimeout(() => send(false), Math.min(Math.max(wait, 200), 15000));
    else if (state.work) refreshForms();
  }

  /* After everything went out, the states of the forms are asked for once more. */
  async function refreshForms() {
    const before = JSON.stringify(state.work.forms);
    await update();
    if (JSON.stringify(state.work.forms) !== before && (!state.view || !asked()[1])) await show();
  }

  async function changed() {
    if (await store.get("meta", "signedOut")) { await store.remove("meta", "signedOut"); state.signedOut = true; }
    const { view } = state;
    if (view) {
      view.items = await items();
      if (root.querySelector("#slots") && !view.busy) renderSlots(view);
      await readWhenThere(view);
    } else if (state.work && !state.signedOut) {
      root.replaceChildren(...(await list()));
    }
    await showOutbox();
  }

  async function signOut() {
    const unsent = (await items()).filter((item) => item.state !== "received").length;
    if (unsent && !confirm(words.signOutUnsent.replace("{n}", unsent))) return;
    await fetch("/akun/logout/", { method: "POST", headers: { "X-CSRFToken": state.work.token }, redirect: "manual" });
    if (!unsent) await store.forget(state.sender);
    location.assign("/");
  }

  document.getElementById("sign-out").addEventListener("click", signOut);
  addEventListener("hashchange", async () => {
    const [station] = asked();
    if (/^[0-9]{13}$/.test(station) && state.work && !state.work.forms.some((form) => form.station === station)) await update();
    await show();
    root.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
  addEventListener("online", () => { update(); send(true); });
  if ("BroadcastChannel" in self) new BroadcastChannel("siaga-foto").addEventListener("message", showOutbox);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(document.body.dataset.worker, { scope: document.body.dataset.scope });
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  const install = document.getElementById("install");
  addEventListener("beforeinstallprompt", (event) => { event.preventDefault(); install.hidden = false; install.onclick = () => event.prompt(); });
  start();
})();
