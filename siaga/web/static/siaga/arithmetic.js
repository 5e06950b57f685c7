/* The arithmetic of a result form while somebody types, and a draft that survives a lost signal.
   It only helps: the server checks every identity again and decides. */
(function () {
  "use strict";
  const form = document.getElementById("sheet");
  const data = document.getElementById("identities");
  if (!form || !data) return;
  const identities = JSON.parse(data.textContent);
  const register = JSON.parse(document.getElementById("register").textContent);
  const words = document.getElementById("arithmetic-words").dataset;
  const live = document.getElementById("live");
  const standing = document.getElementById("standing");
  const toCheck = document.getElementById("to-check");
  const boxes = Array.from(form.querySelectorAll(".paper-cell input"));
  let alreadyTold = document.querySelector(".findings") !== null; /* the server's findings stand above, until something changes */
  const number = new Intl.NumberFormat(document.documentElement.lang || "id");

  function figures() {
    const known = { ...register };
    for (const box of boxes) {
      const value = siagaIdentities.whole(box.value);
      if (value !== null) known[box.name] = value;
    }
    return known;
  }

  function show() {
    const known = figures();
    const found = siagaIdentities.broken(identities, known, number);
    const wrong = new Set(found.filter((f) => f.error).flatMap((f) => f.names));
    for (const box of boxes) {
      const bad = wrong.has(box.name) || (box.value.trim() !== "" && !(box.name in known));
      box.classList.toggle("is-invalid", bad);
      bad ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid");
    }
    live.replaceChildren(...(alreadyTold ? [] : found.map(line)));
    const left = boxes.filter((box) => box.value.trim() === "").length;
    lead(found);
    standing.textContent = left ? left + " " + words.left : found.length ? "" : words.fine;
  }

  /* The count of findings leads to the first of them, which may lie far above the bar of a phone. */
  function lead(found) {
    toCheck.hidden = found.length === 0;
    toCheck.textContent = found.length ? found.length + " " + words.wrong : "";
  }

  function goToFirst(event) {
    const first = document.querySelector(".findings .finding, .findings-live .finding");
    if (!first) return;
    event.preventDefault();
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }

  function line(finding) {
    const p = document.createElement("p");
    p.className = finding.error ? "finding" : "finding finding-warning";
    const rule = document.createElement("strong");
    rule.textContent = finding.rule + " ";
    p.append(rule, finding.message);
    return p;
  }

  /* The draft belongs to one revision of the row: once the server has taken the figures, it is void. It keeps the
     receipt number too, so that sending again after a lost reply is a retry and not a second statement. */
  const key = "siaga-draft:" + form.dataset.draft;
  const ticket = form.elements.namedItem("client_id");

  function save() {
    const values = Object.fromEntries(boxes.map((box) => [box.name, box.value]));
    try {
      localStorage.setItem(key, JSON.stringify({ revision: form.dataset.revision, ticket: ticket.value, values }));
      document.getElementById("draft-kept").hidden = false;
    } catch { /* no room or no storage: the page works without a draft */ }
  }

  function restore() {
    let draft = null;
    try { draft = JSON.parse(localStorage.getItem(key)); } catch { return; }
    if (!draft) return;
    if (draft.revision !== form.dataset.revision) { localStorage.removeItem(key); return; }
    if (boxes.some((box) => box.value !== "")) return;
    for (const box of boxes) box.value = draft.values[box.name] || "";
    ticket.value = draft.ticket || ticket.value;
    document.getElementById("draft-kept").hidden = false;
  }

  restore();
  form.addEventListener("input", () => { alreadyTold = false; show(); save(); });
  toCheck.addEventListener("click", goToFirst);
  const sentence = document.getElementById("sentence");
  if (sentence) sentence.focus();
  show();
})();
