/* What was sent of a form, or waits to be: only to be looked at. */
self.siagaSent = (function () {
  "use strict";
  const { el, words, stateWord } = self.siagaPage;
  const figures = self.siagaFigures;

  const entryOf = (form, own) => own.filter((item) => item.kind === "entry" && item.station === form.station && item.contest === form.contest).pop();

  /* The last statement of this side: from this phone, else what the server has. Null where the form is to be filled in,
     for the first time or again. `name`: who is signed in. */
  function last(form, own, name) {
    const item = entryOf(form, own);
    const stands = item && (item.state !== "received" || item.revision === form.revision);
    if (stands) return { item, code: item.code || "", figures: item.figures || {}, declared: item.declared, by: name, at: item.receivedAt || item.at };
    return form.sent && !form.again ? { ...form.sent, code: form.code, at: Date.parse(form.sent.at) } : null;
  }

  /* What the reason of a form's state is the reason of. */
  function whyOf(form) {
    if (form.again) return words.againBecause;
    return form.sent && form.sent.declared === form.reason ? words.declareLabel : words.because;
  }

  function receipt(code) {
    return el("p", { class: "receipt" }, el("span", {}, words.receipt), el("strong", {}, code), el("a", { href: `/kuitansi/${code.replace(/ /g, "-")}/` }, words.receiptPage));
  }

  /* The form in the list of the station's forms. */
  function card(form, own, name) {
    const sent = last(form, own, name), item = sent && sent.item, waits = item && item.state !== "received";
    const code = sent ? sent.code : "", address = `#${form.station}/${form.contest}`;
    return el("li", { class: "card" }, el("h2", {}, form.office),
      el("p", { class: "standing" }, waits ? stateWord(item.state) : form.standing),
      form.reason ? el("p", { class: "hint" }, `${whyOf(form)}: ${form.reason}`) : "",
      waits && item.why ? el("p", { class: "warn" }, item.why) : "",
      code ? receipt(code) : "",
      sent ? el("a", { class: "btn btn-plain", href: address }, words.seeSent) : form.open ? el("a", { class: "btn", href: address }, words.open) : "");
  }

  /* The whole statement; `acts`: what may still be done with it. */
  function page(form, sent, paper, acts) {
    const { item } = sent, when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(sent.at);
    return [
      el("p", { class: "back" }, el("a", { href: "#" }, words.back)),
      el("h1", {}, form.office, el("small", {}, `${form.label} · ${form.ward}`)),
      el("p", { id: "sent-by" }, `${item && item.state !== "received" ? stateWord(item.state) : words.sentBy} · ${sent.by} · ${when}`),
      item && item.why ? el("p", { class: "warn" }, item.why) : "",
      sent.code ? receipt(sent.code) : "", sent.declared ? el("p", { class: "hint" }, `${words.declareLabel}: ${sent.declared}`) : "",
      el("h2", {}, words.figures), ...figures.list(paper, sent.figures), ...acts,
    ];
  }

  return { last, card, page };
})();
