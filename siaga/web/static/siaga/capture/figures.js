/* The figures of a form beside their cut-outs, doubtful ones first, with the arithmetic of the paper while somebody
   corrects. What was read is only offered: a figure in doubt stays empty until a person has chosen. */
self.siagaFigures = (function () {
  "use strict";
  const { el, words, number } = self.siagaPage;
  const SURE = new Set(["certain", "arithmetic"]);

  const cellsOf = (paper) => paper.blocks.flatMap((block) => block.lines.flatMap((line) => line.cells.map((cell) => ({ ...cell, note: line.note, block: block.number }))));

  /* What was read with certainty stands in the boxes, unless a person has typed there already. */
  function offer(draft, paper) {
    for (const { name } of cellsOf(paper)) {
      const read = draft.reading.figures[name];
      if (read && SURE.has(read.state) && read.value !== null && !(name in draft.values)) draft.values[name] = String(read.value);
    }
  }

  function build(view) {
    const { draft, paper } = view, cells = cellsOf(paper), read = draft.reading ? draft.reading.figures : {};
    const doubtful = draft.reading ? cells.filter(({ name }) => !read[name] || !SURE.has(read[name].state)) : [];
    const first = new Set(doubtful.map(({ name }) => name));
    const parts = [];
    if (doubtful.length) {
      parts.push(group(words.checkFirst, doubtful, view, "group-first", words.checkFirstHint));
    }
    for (const block of paper.blocks) {
      const rest = cells.filter((cell) => cell.block === block.number && !first.has(cell.name));
      if (rest.length) parts.push(group(`${words.block} ${block.number}`, rest, view));
    }
    return parts;
  }

  function group(title, cells, view, kind = "", hint = "") {
    return el("fieldset", { class: `group ${kind}` }, el("legend", {}, title), hint ? el("p", { class: "hint" }, hint) : "", ...cells.map((cell) => figure(cell, view)));
  }

  function figure(cell, view) {
    const { draft } = view, read = draft.reading && draft.reading.figures[cell.name];
    const input = el("input", { id: `f-${cell.name}`, name: cell.name, inputmode: "numeric", autocomplete: "off", maxlength: "9", value: draft.values[cell.name] || "" });
    input.addEventListener("input", () => view.typed(cell.name, input.value));
    const others = read && !SURE.has(read.state) ? [...(read.value === null ? [] : [[read.value]]), ...read.alternatives].slice(0, 3) : [];
    const cut = cutting(read, view);
    return el("div", { class: cut ? "figure" : "figure figure-plain" },
      el("label", { for: `f-${cell.name}` }, cell.label, cell.note ? el("small", {}, cell.note) : ""),
      el("div", { class: "figure-line" }, cut, input),
      others.length ? el("div", { class: "choices" }, el("span", {}, words.perhaps), ...others.map(([value]) => choice(value, input))) : "");
  }

  function choice(value, input) {
    const made = el("button", { type: "button", class: "choice", "aria-label": `${words.choose} ${value}` }, number.format(value));
    made.addEventListener("click", () => { input.value = String(value); input.dispatchEvent(new Event("input")); });
    return made;
  }

  /* The figure as it stands on the paper, cut from the picture of all cut-outs. */
  function cutting(read, view) {
    if (!read || !read.place || !view.picture) return "";
    const [left, top, width, height] = read.place;
    const canvas = el("canvas", { class: "cutting", width, height, role: "img", "aria-label": words.cutting });
    canvas.getContext("2d").drawImage(view.picture, left, top, width, height, 0, 0, width, height);
    return canvas;
  }

  /* What the typed figures break, which are blank, and those that are figures. */
  function check(view) {
    const { draft, paper, form } = view, known = {}, blank = [];
    for (const { name } of cellsOf(paper)) {
      const value = siagaIdentities.whole(draft.values[name] || "");
      if (value === null) blank.push(name); else known[name] = value;
    }
    return { known, blank, found: siagaIdentities.broken(paper.identities, { ...form.register, ...known }, number) };
  }

  /* Shows what the check found: under the boxes, as sentences, in the bar, and whether a declaration is needed. */
  function show(view) {
    const { blank, found } = check(view), wrong = new Set(found.filter((one) => one.error).flatMap((one) => one.names));
    for (const input of view.root.querySelectorAll(".figure input")) {
      const bad = wrong.has(input.name) || (input.value.trim() !== "" && blank.includes(input.name));
      input.classList.toggle("is-wrong", bad);
      bad ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
    }
    view.root.querySelector("#found").replaceChildren(...found.map((one) => el("p", { class: one.error ? "found" : "found found-warn" }, el("strong", {}, `${one.rule} `), one.message)));
    const errors = found.filter((one) => one.error).length;
    const standing = [errors ? `${errors} ${words.toCheck}` : "", blank.length ? `${blank.length} ${words.left}` : ""].filter(Boolean).join(" · ");
    view.root.querySelector("#standing").textContent = standing || words.fine;
    const declares = errors > 0 || blank.length > 0;
    view.root.querySelector("#declare").hidden = !(errors > 0 || (view.tried && declares));
    return { declares, errors, blank };
  }

  /* The figures that were sent, only to be looked at. */
  function list(paper, figures) {
    return paper.blocks.map((block) => el("section", { class: "group" }, el("h3", {}, `${words.block} ${block.number}`),
      el("dl", { class: "sent" }, ...cellsOf({ blocks: [block] }).flatMap((cell) => [
        el("dt", {}, cell.label, cell.note ? el("small", {}, cell.note) : ""), el("dd", {}, cell.name in figures ? number.format(figures[cell.name]) : words.leftBlank),
      ]))));
  }

  return { offer, build, show, check, list };
})();
