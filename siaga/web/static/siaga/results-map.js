// The map of a page of results. Colour never stands alone: each area carries its figure, an open order a dashed outline.
"use strict";

(() => {
  const box = document.getElementById("map");
  if (!box || !window.L) return;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const decimal = document.documentElement.lang === "id" ? "," : ".";
  const percent = (value) => value === null || value === undefined ? "–" : value.toFixed(1).replace(".", decimal) + " %";

  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, zoomControl: false });
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  let paint = "leader";
  let layer = null;

  const fill = (p) => {
    if (paint === "coverage") return { fillColor: colour("--navy"), fillOpacity: 0.08 + 0.72 * (p.covered || 0) / 100 };
    if (p.leaders.length !== 1) return { fillColor: colour("--ink-soft"), fillOpacity: 0.12 };
    return { fillColor: colour(`--pair-${(p.leaders[0] - 1) % 8 + 1}`), fillOpacity: 0.35 + 0.5 * Math.max(0, (p.share - 50) / 50) };
  };
  const outline = (p) => ({ color: colour("--ink"), weight: 1, opacity: 0.7, dashArray: p.open ? "5 4" : null });
  const caption = (p) => {
    if (!p.url) return "";
    if (paint === "coverage") return percent(p.covered);
    return p.leaders.length ? `${p.leaders.join(" = ")}: ${percent(p.share)}` : "–";
  };

  const tip = (p) => {
    const box = document.createElement("span");
    const name = document.createElement("strong");
    name.textContent = p.name;
    box.append(name, document.createElement("br"), caption(p));
    return box;
  };

  const show = (collection) => {
    if (layer) layer.remove();
    layer = L.geoJSON(collection, {
      style: (feature) => ({ ...fill(feature.properties), ...outline(feature.properties) }),
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 8, ...fill(feature.properties), fillOpacity: 0.9, ...outline(feature.properties) }),
      onEachFeature: (feature, shape) => {
        const p = feature.properties;
        if (!p.url) return;
        const point = feature.geometry.type === "Point";
        shape.bindTooltip(tip(p), { permanent: !point, direction: point ? "top" : "center", className: "map-label" });
        shape.on("click", () => { window.location = p.url; });
      },
    }).addTo(map);
    if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { padding: [8, 8] });
  };

  fetch(box.dataset.url).then((answer) => answer.json()).then((collection) => {
    if (!collection.features.length) { document.querySelector(".result-map").hidden = true; return; }
    show(collection);
    for (const button of document.querySelectorAll("[data-paint]")) {
      button.addEventListener("click", () => {
        paint = button.dataset.paint;
        for (const other of document.querySelectorAll("[data-paint]")) other.setAttribute("aria-pressed", String(other === button));
        show(collection);
      });
    }
  });
})();
