// Many invitations: the sheet of cards is saved, and the page says that they were made. Without this script the
// browser saves the sheet alone.
"use strict";

const form = document.querySelector("[data-cards]");
const made = document.querySelector("[data-made]");
const NAME = "siaga-kartu-undangan.pdf";

function say(text, good) {
  made.textContent = text;
  made.classList.toggle("alert-success", good);
  made.classList.toggle("alert-danger", !good);
  made.hidden = false;
  made.focus();
}

function save(sheet) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(sheet);
  link.download = NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function forget() {
  form.querySelector("[name=file]").value = "";
  for (const old of document.querySelectorAll("[data-checked], [name=rows], [data-cards] > .alert")) old.remove();
}

async function make(data) {
  const answer = await fetch(form.action, { method: "POST", body: data });
  if (answer.ok && (answer.headers.get("Content-Type") || "").startsWith("application/pdf")) {
    save(await answer.blob());
    forget();
    say(form.dataset.one.replace("{n}", answer.headers.get("X-Siaga-Made")).replace("{file}", NAME), true);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("content").replaceWith(page.getElementById("content"));
}

form.addEventListener("submit", async (event) => {
  if (!event.submitter || event.submitter.name !== "make") return;
  event.preventDefault();
  event.submitter.disabled = true;
  const data = new FormData(form);
  data.set("make", "1");
  try {
    await make(data);
  } catch {
    say(form.dataset.failed, false);
  }
  event.submitter.disabled = false;
});
