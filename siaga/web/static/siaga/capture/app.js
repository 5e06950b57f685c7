/* The capture page of a crew: its forms, the pages of each, the figures, and the outbox. It works from what the phone
   keeps; the server is asked whenever there is a signal. */
(function () {
  "use strict";
  const { el, words, stateWord } = self.siagaPage;
  const store = self.siagaStore, outbox = self.siagaOutbox, photos = self.siagaPhotos, figures = self.siagaFigures, sent = self.siagaSent;
  const root = document.getElementById("content"), signal = document.getElementById("signal");
  /* `closed`: why this page shows no work: "out", nobody is signed in; "role", it is not for who is. */
  const state = { work: null, sender: null, closed: "", view: null };

  const ANEW = "baru";

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
      taken(await outbox.refresh(/^[0-9]{13}$/.test(asked()[0]) ? asked()[0] : ""));
      heard(true);
    } catch {
      heard(false);
    }
    if (!state.view) await show();
    await showOutbox();
  }

  /* Another person, or nobody: what is on the screen goes before anything else happens. */
  function taken({ work, closed }) {
    const sender = work ? work.sender : null;
    if (state.sender !== sender) drop();
    Object.assign(state, { work: work || null, sender, closed: closed || "" });
  }

  function drop() {
    turn++;
    Object.assign(state, { work: null, sender: null, view: null });
    root.replaceChildren();
  }

  /* Whether the phone is still this person's; where it is not, nothing of theirs stays on the screen. */
  async function mine() {
    const sender = await store.who();
    if (sender && sender === state.sender) return true;
    drop();
    await update();
    return false;
  }

  function heard(there) {
    signal.textContent = there ? "" : words.noSignal;
    signal.hidden = there;
    document.getElementById("who").textContent = state.work ? state.work.name : "";
    document.getElementById("sign-out").hidden = !state.work;
  }

  /* The page that was asked for last: what an earlier call still gathers comes too late and is dropped, so that a form
     is never laid under the hands of whoever already works on it. */
  let turn = 0;
  async function show() {
    const own = ++turn;
    state.view = null;
    const { parts, view } = await asPage();
    if (own !== turn) return;
    root.replaceChildren(...parts);
    if (view) await begin(view);
    await showOutbox();
  }

  /* What is shown now: its parts, or the view of a form that is being filled in. */
  async function asPage() {
    const [station, contest, act] = asked();
    const form = state.work && state.work.forms.find((one) => one.station === station && one.contest === contest);
    if (state.closed === "role") return { parts: [notForYou()] };
    if (state.closed) return { parts: [signIn()] };
    if (!state.work) return { parts: [el("p", {}, words.needsSignalOnce)] };
    if (!form) return { parts: await list() };
    const earlier = act !== ANEW && (await sentOf(form));
    return earlier ? { parts: sentPage(form, earlier) } : { parts: [], view: await viewOf(form) };
  }

  const notForYou = () => el("section", { class: "card" }, el("h1", {}, words.closedTitle), el("p", {}, words.closedWhy), el("a", { class: "btn", href: "/" }, words.closedHome));

  function signIn() {
    const back = encodeURIComponent(location.pathname);
    return el("section", { class: "card" }, el("h1", {}, words.signInTitle), el("p", {}, words.signInWhy), el("a", { class: "btn", href: `/akun/login/?next=${back}` }, words.signIn));
  }

  /* --- the forms of the station --- */

  async function list() {
    const { forms } = state.work, own = await items();
    if (!forms.length) return [el("h1", {}, words.title), el("p", {}, words.nothing)];
    const stations = [...new Set(forms.map((form) => form.station))];
    return [...stations.flatMap((code) => {
      const ours = forms.filter((form) => form.station === code), [{ label, ward, district }] = ours;
      return [el("h1", {}, label, el("small", {}, `${ward}, ${district}`)), el("ul", { class: "forms" }, ...ours.map((form) => sent.card(form, own, state.work.name)))];
    }), el("p", { class: "hint", id: "username" }, words.username, " ", el("strong", {}, state.work.username))];
  }

  const sentOf = async (form) => sent.last(form, await items(), state.work.name);

  /* --- what was sent of a form --- */

  const sentPage = (form, found) => sent.page(form, found, state.work.papers[form.contest], actsOn(form, found.item));

  /* What never left the phone is changed; what the server has is sent anew, as another version. */
  function actsOn(form, item) {
    const anew = `#${form.station}/${form.contest}/${ANEW}`;
    if (item && item.state === "sending") return [];
    if (item && item.state === "waiting" && item.tries) return [el("p", { class: "hint" }, words.onItsWay)];
    if (item && item.state !== "received") return [button(words.change, async () => { await store.remove("items", item.seq); await show(); })];
    return form.open ? [el("p", { class: "hint" }, words.anewHint), el("a", { class: "btn btn-plain", href: anew }, words.sendAnew)] : [];
  }

  function button(text, act) {
    const made = el("button", { type: "button", class: "btn btn-plain" }, text);
    made.addEventListener("click", act);
    return made;
  }

  /* --- one form --- */

  async function draftOf(form) {
    const key = formKey(form), kept = await store.get("drafts", key);
    if (kept && kept.sender === state.sender && kept.revision === form.revision) return kept;
    return { key, sender: state.sender, revision: form.revision, submission: store.number(), values: {}, declared: "", photos: {}, order: 0, reading: null, unread: "" };
  }

  /* Sending anew begins with the figures that were sent. */
  async function begun(form) {
    const draft = await draftOf(form), earlier = asked()[2] === ANEW && (await sentOf(form));
    if (!earlier || Object.keys(draft.values).length) return draft;
    const values = Object.fromEntries(Object.entries(earlier.figures).map(([name, value]) => [name, String(value)]));
    return { ...draft, values };
  }

  async function viewOf(form) {
    const paper = state.work.papers[form.contest], draft = await begun(form);
    const view = { form, paper, root, draft, pending: {}, notes: {}, tried: false, busy: 0, asks: 0, items: await items(), picture: await pictureOf(draft) };
    return Object.assign(view, {
      take: (file, slot) => take(view, file, slot),
      keep: (slot) => keepPending(view, slot),
      typed: (name, text) => typed(view, name, text),
    });
  }

  async function begin(view) {
    state.view = view;
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
    if (state.view !== view) return;
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
    const photo = await photos.taken(file, slot, view.form, state.work);
    const elsewhere = photos.misplaced(photo, view.draft), occupied = elsewhere && view.draft.photos[photo.slot];
    Object.assign(view, { busy: 0, notes: { [slot]: occupied ? "" : elsewhere } });
    delete view.pending[slot];
    if (occupied) photo.warnings.unshift(elsewhere);
    if (photo.problem || photo.warnings.length) { view.pending[slot] = photo; return renderSlots(view); }
    await keepPhoto(view, photo);
  }

  async function keepPending(view, slot) {
    const photo = view.pending[slot];
    delete view.pending[slot];
    await keepPhoto(view, photo);
  }

  /* Whoever left the form while the photo was looked at, and has opened it again, finds it in what they see now. */
  async function keepPhoto(from, photo) {
    if (!(await mine())) return;
    const view = state.view && state.view.draft.key === from.draft.key ? state.view : from;
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
    view.tried = true;
    const { draft, form } = view, { declares } = figures.show(view), { known } = figures.check(view);
    if (declares && !draft.declared.trim()) {
      root.querySelector("#declare-wrong").textContent = words.declareNeeded;
      root.querySelector("#declare").scrollIntoView({ block: "center" });
      return root.querySelector("#declared").focus({ preventScroll: true });
    }
    if (!(await mine())) return;
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

  /* Once the server has every page, it is asked what it reads in them; again where no answer came, or others are being
     read just now. */
  async function readWhenThere(view) {
    const { draft, form, paper } = view;
    if (draft.reading || draft.unread || view.asking || !paper.pages.length) return;
    const arrived = view.items.filter((item) => item.kind === "photo" && item.submission === draft.submission && item.state === "received");
    if (!paper.pages.every((page) => arrived.some((item) => item.page === page.number))) return;
    view.asking = true;
    try {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": state.work.token };
      const answer = await outbox.ask(`${outbox.rowPath(form)}/readings`, { method: "POST", headers, body: JSON.stringify({ submission: draft.submission }) });
      if (answer.status === 409) draft.unread = (await answer.json()).detail;
      else if (answer.ok) await takeReading(view, await answer.json());
      else if (outbox.passes(answer)) return readLater(view, Number(answer.headers.get("Retry-After")) * 1000);
      else return;
    } catch {
      return readLater(view, 0);
    } finally {
      view.asking = false;
    }
    await store.put("drafts", draft);
    if (state.view === view) render(view);
  }

  function readLater(view, milliseconds) {
    clearTimeout(view.later);
    view.later = setTimeout(() => state.view === view && readWhenThere(view), milliseconds || outbox.pause(++view.asks));
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

  /* One drawing at a time, and one more where something has changed meanwhile. */
  let drawing = null, stale = false;
  async function showOutbox() {
    stale = true;
    drawing = drawing || (async () => {
      while (stale) { stale = false; await drawOutbox(); }
    })().finally(() => { drawing = null; });
    await drawing;
  }

  async function drawOutbox() {
    const own = (await items()).sort((a, b) => a.seq - b.seq), sealed = await store.sealed(), box = document.getElementById("outbox");
    const count = store.unsent(own);
    box.hidden = own.length + sealed === 0;
    box.querySelector("h2").textContent = count ? `${words.outbox}: ${count} ${words.unsent}` : own.length ? words.outboxEmpty : words.outbox;
    box.querySelector("ul").replaceChildren(...own.map(line));
    const others = box.querySelector("#sealed");
    others.hidden = !sealed;
    others.textContent = words.sealed.replace("{n}", sealed);
  }

  function line(item) {
    const what = item.kind === "photo" ? `${item.office} · ${words.page} ${item.slot}` : `${item.office} · ${words.figures}`;
    const later = item.state === "waiting" && item.tries ? ` · ${words.tried} ${item.tries}×` : "";
    return el("li", { class: `item item-${item.state}` }, el("span", {}, what), el("span", { class: "item-state" }, stateWord(item.state) + later, item.code ? ` · ${item.code}` : ""),
      item.why || item.sentence ? el("span", { class: "warn" }, item.why || item.sentence) : "", ...(item.state === "refused" ? setAside(item) : []));
  }

  function setAside(item) {
    return [
      button(words.resend, async () => { await outbox.resend(item); await send(true); }),
      button(words.discard, async () => {
        if (!confirm(words.discardSure)) return;
        await store.remove("items", item.seq);
        await changed();
      }),
    ];
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
    const before = state.work && JSON.stringify(state.work.forms);
    await update();
    if (state.work && JSON.stringify(state.work.forms) !== before && (!state.view || !asked()[1])) await show();
  }

  async function changed() {
    if (state.sender && state.sender !== (await store.who())) { drop(); await update(); }
    const { view } = state;
    if (view) {
      view.items = await items();
      if (root.querySelector("#slots") && !view.busy) renderSlots(view);
      await readWhenThere(view);
    } else if (state.work) {
      await show();
    }
    await showOutbox();
  }

  async function signOut() {
    const count = store.unsent(await items());
    if (count && !confirm(words.signOutUnsent.replace("{n}", count))) return;
    await fetch("/akun/logout/", { method: "POST", headers: { "X-CSRFToken": state.work.token }, redirect: "manual" });
    await (count ? store.leave() : store.forget(state.sender));
    location.assign("/");
  }

  /* Another page of the browser sent something, or let the person go. */
  async function told({ data }) {
    if (data === "left") await mine();
    await showOutbox();
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
  if ("BroadcastChannel" in self) new BroadcastChannel("siaga-foto").addEventListener("message", told);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(document.body.dataset.worker, { scope: document.body.dataset.scope });
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  const install = document.getElementById("install");
  addEventListener("beforeinstallprompt", (event) => { event.preventDefault(); install.hidden = false; install.onclick = () => event.prompt(); });
  start();
})();
