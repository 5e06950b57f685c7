// The command post: asks for its news while somebody looks, says how fresh it is, and paints the map anew.
"use strict";

(() => {
  const news = document.getElementById("night");
  const fresh = document.getElementById("night-fresh");
  if (!news || !fresh) return;
  const every = Number(news.dataset.every) * 1000;
  const patience = 20000;
  let busy = 0;
  let timer = null;

  const say = (state) => {
    if (fresh.dataset.state === state) return;
    const was = fresh.dataset.state;
    fresh.dataset.state = state;
    const word = fresh.querySelector("[data-word]");
    word.textContent = fresh.dataset[state];
    word.className = `light light-${{ live: "good", lost: "bad", out: "bad", paused: "none" }[state]}`;
    if (was && state !== "paused") fresh.querySelector("[data-said]").textContent = fresh.dataset[state];
  };

  const plan = (wait) => { clearTimeout(timer); timer = setTimeout(ask, wait); };
  const ask = () => {
    if (document.hidden) { say("paused"); return; }
    if (busy && Date.now() - busy < patience) { plan(1000); return; }
    busy = Date.now();
    news.dispatchEvent(new CustomEvent("ask"));
    plan(every);
  };

  // An answer that is not the news (an error, the sign-in page) is never put in the place of figures.
  news.addEventListener("htmx:after:request", (event) => {
    const { response, text } = event.detail.ctx;
    busy = 0;
    if (response.status === 200 && text.includes('id="night-computed"')) { say("live"); return; }
    event.preventDefault();
    say(response.raw.redirected || response.status === 403 ? "out" : "lost");
  });
  news.addEventListener("htmx:error", () => { busy = 0; say("lost"); });
  // What the reader opened or closed stays so.
  const details = () => news.querySelectorAll("details[data-keep]");
  let kept = new Map();
  document.addEventListener("htmx:before:swap", () => { kept = new Map([...details()].map((one) => [one.dataset.keep, one.open])); });
  document.addEventListener("htmx:after:swap", () => {
    for (const one of details()) if (kept.has(one.dataset.keep)) one.open = kept.get(one.dataset.keep);
    paint();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? say("paused") : ask()));
  window.addEventListener("online", ask);
  window.addEventListener("offline", () => say("lost"));

  // --- the map
  let layer = null;
  let paint = () => {};
  const drawMap = () => {
    const box = document.getElementById("map");
    if (!box || !window.L) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, zoomControl: false });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);

    const label = (area) => {
      const text = document.createElement("span");
      const name = document.createElement("strong");
      name.textContent = area.name;
      text.append(name, document.createElement("br"), area.word ? `${area.says} · ${area.word}` : area.says);
      return text;
    };

    paint = () => {
      const source = document.getElementById("night-painted");
      if (!layer || !source) return;
      const areas = JSON.parse(source.textContent);
      layer.eachLayer((shape) => {
        const area = areas[shape.feature.properties.code];
        if (!area) { shape.setStyle({ fillOpacity: 0, color: colour("--line"), weight: 1 }); shape.unbindTooltip(); return; }
        shape.setStyle({
          fillColor: colour(`--phase-${area.phase}`), fillOpacity: area.phase === "arriving" ? 0.3 + 0.6 * area.share : 0.85,
          color: colour(area.held ? "--phase-held" : "--ink"), weight: area.held ? 3 : 1,
        });
        if (area.held) shape.bringToFront();
        const content = label(area);
        if (shape.getTooltip()) shape.setTooltipContent(content);
        else shape.bindTooltip(content, { permanent: true, direction: "center", className: "map-label" });
      });
    };

    fetch(box.dataset.url).then((answer) => answer.json()).then((collection) => {
      if (!collection.features.length) { box.hidden = true; return; }
      layer = L.geoJSON(collection, {
        onEachFeature: (feature, shape) => shape.on("click", () => {
          window.location = `${box.dataset.link}&wilayah=${feature.properties.code}`;
        }),
      }).addTo(map);
      map.fitBounds(layer.getBounds(), { padding: [8, 8] });
      paint();
    }).catch(() => { box.hidden = true; });
  };

  drawMap();
  say("live");
  plan(every);
})();
