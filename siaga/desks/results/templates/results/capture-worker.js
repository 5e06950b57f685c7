{% autoescape off %}/* Keeps the capture page for the time without a signal, and sends the outbox in the background. It touches no other
   page: its scope is {% url "results:capture" %}. A change of any file changes its address, and so this script. */
importScripts({% for script in shared %}"{{ script }}"{% if not forloop.last %}, {% endif %}{% endfor %});

const SHELL = "{% url 'results:capture' %}";
const ASSETS = [{% for asset in assets %}"{{ asset }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const WEAK = 2500; /* milliseconds after which the signal is too weak to wait for */
const KEPT = "siaga-foto-" + ASSETS.join().split("").reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([SHELL, ...ASSETS])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("siaga-foto-") && name !== KEPT;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

/* The page itself, which names nobody: as the server has it, in the language chosen last; from the phone where the
   signal is gone or weak. Everything but the page and its files goes by. */
self.addEventListener("fetch", (event) => {
  const { request } = event, path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && path === SHELL) event.respondWith(shell(event));
  else if (ASSETS.includes(path)) event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});

async function shell(event) {
  const cache = await caches.open(KEPT), kept = await cache.match(SHELL);
  const fresh = fetch(SHELL, { cache: "no-store" }).then(async (answer) => {
    if (answer.ok) await cache.put(SHELL, answer.clone());
    return answer.ok || !kept ? answer : kept;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  const patience = new Promise((done) => setTimeout(done, WEAK, kept));
  return Promise.race([fresh.catch(() => kept), patience]);
}

self.addEventListener("sync", (event) => {
  if (event.tag !== "siaga-outbox") return;
  event.waitUntil(siagaOutbox.flush(true).then((wait) => {
    if (wait !== null) throw new Error("something still waits");
  }));
});
{% endautoescape %}
