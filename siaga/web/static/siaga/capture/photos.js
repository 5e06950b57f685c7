/* Taking the pages of a form: a first look in the phone, then keep or take again. What is kept waits in the outbox. */
self.siagaPhotos = (function () {
  "use strict";
  const { el, words } = self.siagaPage;
  const store = self.siagaStore, outbox = self.siagaOutbox;
  const KINDS = ["image/jpeg", "image/png", "image/webp"];
  const LARGEST = 2_500_000, LONGEST = 2600, LOOK_AT = 1400, SMALL = 160;
  const looks = new Map();
  let worker = null, looked = 0;

  function look(canvas, tags) {
    if (!worker) {
      worker = new Worker(document.body.dataset.looking);
      worker.onmessage = ({ data }) => { looks.get(data.id)(data); looks.delete(data.id); };
    }
    const { width, height } = canvas, id = ++looked;
    const { buffer } = canvas.getContext("2d").getImageData(0, 0, width, height).data;
    return new Promise((done) => {
      looks.set(id, done);
      worker.postMessage({ id, width, height, pixels: new Uint8Array(buffer), tags }, [buffer]);
    });
  }

  async function opened(file) {
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      return createImageBitmap(file);
    }
  }

  function drawn(bitmap, side) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d", { willReadFrequently: true }).drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  /* The bytes that are sent and kept: the camera's own, made smaller only where a weak signal could not carry them. */
  async function bytesOf(file, bitmap) {
    if (file.size <= LARGEST && KINDS.includes(file.type)) return { bytes: await file.arrayBuffer(), type: file.type };
    const made = await new Promise((done) => drawn(bitmap, LONGEST).toBlob(done, "image/jpeg", 0.85));
    return { bytes: await made.arrayBuffer(), type: "image/jpeg" };
  }

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* The tags a photo may show: of this form's pages, and of the other forms of the station. */
  function tagsOf(form, work) {
    return Object.entries(work.papers).flatMap(([contest, paper]) => {
      const other = contest === form.contest ? null : work.forms.find((one) => one.contest === contest);
      return paper.pages.map((page) => ({ ...page, form: other ? other.office : "" }));
    });
  }

  /* Looks at a file of the camera. Returns the photo with what is wrong with it, or {problem}. */
  async function taken(file, slot, form, work) {
    const tags = tagsOf(form, work), pages = work.papers[form.contest].pages;
    let bitmap;
    try {
      bitmap = await opened(file);
    } catch {
      return { slot, problem: words.unreadable };
    }
    const seen = await look(drawn(bitmap, LOOK_AT), tags);
    const { bytes, type } = await bytesOf(file, bitmap);
    const warnings = [];
    if (seen.dark) warnings.push(words.dark);
    if (seen.blurred) warnings.push(words.blurred);
    if (seen.form) warnings.push(filled(words.otherForm, { there: seen.form, here: form.office }));
    else if (pages.length && !seen.page) warnings.push(words.noTag);
    const thumb = drawn(bitmap, SMALL).toDataURL("image/jpeg", 0.7);
    bitmap.close();
    const found = seen.form ? slot : seen.page || slot;
    return { slot: found, chosen: slot, warnings, thumb, bytes, type, takenAt: file.lastModified || Date.now() };
  }

  /* A page that was taken for another one goes where it belongs, and that is said; where one lies already, the person
     is asked first. */
  function misplaced(photo, draft) {
    if (photo.problem || photo.slot === photo.chosen) return "";
    return filled(draft.photos[photo.slot] ? words.alreadyThere : words.movedThere, { there: photo.slot, here: photo.chosen });
  }

  /* Puts a photo into the outbox and into the draft; an earlier one of the page that was not sent yet is dropped. */
  async function keep(photo, draft, form, sender) {
    for (const item of await outbox.waiting(sender)) {
      if (item.kind === "photo" && item.submission === draft.submission && item.slot === photo.slot && !item.tries && item.state === "waiting") {
        await store.remove("items", item.seq);
      }
    }
    const id = store.number(), order = (draft.order || 0) + 1;
    draft.order = order;
    draft.photos = { ...draft.photos, [photo.slot]: { id, thumb: photo.thumb, warnings: photo.warnings } };
    draft.reading = null; draft.unread = "";
    await store.put("drafts", draft);
    const { election, contest, station } = form;
    await outbox.add({
      kind: "photo", sender, election, contest, station, label: form.label, office: form.office,
      id, submission: draft.submission, order, slot: photo.slot, page: photo.slot, sha256: await store.sha256(photo.bytes),
      bytes: photo.bytes, type: photo.type, takenAt: photo.takenAt,
    });
  }

  /* One page: what was taken, what is wrong with it, and the button of the camera. */
  function slotOf(number, view) {
    const kept = view.draft.photos[number], pending = view.pending[number], note = view.notes[number];
    const item = kept && view.items.find((one) => one.id === kept.id);
    const input = el("input", { type: "file", accept: "image/*", capture: "environment", id: `camera-${number}`, class: "visually-hidden" });
    input.addEventListener("change", () => input.files[0] && view.take(input.files[0], number));
    const again = kept || pending;
    return el("li", { class: "slot" },
      again && again.thumb ? el("img", { src: again.thumb, alt: "", class: "slot-thumb" }) : el("span", { class: "slot-empty", "aria-hidden": "true" }, String(number)),
      el("div", { class: "slot-said" },
        el("strong", {}, `${words.page} ${number}`),
        el("p", { class: "slot-state", role: "status" }, view.busy === number ? words.looking : stateOf(kept, pending, item)),
        note ? el("p", { class: "note" }, note) : "", !pending && wrong(item) ? el("p", { class: "warn", role: "alert" }, wrong(item)) : "",
        ...(pending ? [pending.problem, ...(pending.warnings || [])].filter(Boolean).map((text) => el("p", { class: "warn" }, text)) : [])),
      el("div", { class: "slot-acts" },
        pending && !pending.problem ? button(words.keepAnyway, () => view.keep(number)) : "",
        input, el("label", { for: `camera-${number}`, class: again ? "btn btn-plain" : "btn" }, again ? words.again : words.take)));
  }

  function stateOf(kept, pending, item) {
    if (pending) return pending.problem ? "" : words.better;
    if (!kept) return words.notTaken;
    if (!item) return words.stateReceived;
    return self.siagaPage.stateWord(item.state);
  }

  /* What the server has found about a photo it received, or why it did not take it. */
  const wrong = (item) => (item ? item.sentence || item.why : "");

  function button(text, act) {
    const made = el("button", { type: "button", class: "btn btn-plain" }, text);
    made.addEventListener("click", act);
    return made;
  }

  return { taken, misplaced, keep, slotOf };
})();
