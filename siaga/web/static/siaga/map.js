// The map of regions and stations, without tiles: outlines filled by registered voters, points of stations.
// Everything on it is also in the list beside it; pointing at a line of the list lights the shape up.
"use strict";

(() => {
  const frame = document.querySelector(".place-map");
  const box = document.getElementById("map");
  if (!frame || !box || !window.L) return;

  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const number = new Intl.NumberFormat(document.documentElement.lang || "id");
  const focus = frame.dataset.focus || "";
  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, zoomControl: false });
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  const shapes = new Map();

  const outline = ({ step }) => ({
    color: colour("--navy"), weight: 1.25, fillOpacity: step === null ? 0.15 : 0.9,
    fillColor: step === null ? colour("--line") : colour(`--step-${step}`),
  });
  const dot = ({ code, special, sample }) => {
    if (code === focus) return { radius: 8, color: colour("--bad"), weight: 4, fillColor: "#fff", fillOpacity: 1 };
    if (special) return { radius: 6.5, color: colour("--ink"), weight: 2, fillColor: colour("--special"), fillOpacity: 1 };
    if (sample) return { radius: 3, color: colour("--dot-sample"), weight: 1.5, fillColor: "#fff", fillOpacity: 1 };
    return { radius: 3.5, color: "#fff", weight: 1, fillColor: colour("--dot"), fillOpacity: 1 };
  };

  const popup = ({ name, address, voters, stations }) => {
    const text = document.createElement("div");
    const link = document.createElement("a");
    link.href = address + location.search;
    link.textContent = name;
    text.append(link);
    const figures = [stations && `${number.format(stations)} TPS`, voters && `DPT ${number.format(voters)}`].filter(Boolean);
    if (figures.length) text.append(document.createElement("br"), figures.join(" · "));
    return text;
  };

  const light = (shape, on) => {
    const base = shape.feature.geometry.type === "Point" ? dot(shape.feature.properties) : outline(shape.feature.properties);
    shape.setStyle(on ? { ...base, color: colour("--bad"), weight: 3 } : base);
    if (on) shape.bringToFront();
  };

  const add = (feature, shape) => {
    shapes.set(feature.properties.code, shape);
    shape.bindPopup(popup(feature.properties));
    if (feature.geometry.type !== "Point" && feature.properties.code !== frame.dataset.region) {
      shape.bindTooltip(feature.properties.name, { permanent: true, direction: "center", className: "map-label" });
    }
  };

  const draw = ([outlines, points]) => {
    const areas = L.geoJSON(outlines, { style: (f) => outline(f.properties), onEachFeature: add }).addTo(map);
    const dots = L.geoJSON(points, {
      pointToLayer: (f, at) => L.circleMarker(at, dot(f.properties)), onEachFeature: add,
    }).addTo(map);
    const bounds = areas.getBounds().extend(dots.getBounds());
    if (!bounds.isValid()) { frame.hidden = true; return; }
    map.fitBounds(bounds, { padding: [6, 6] });
    if (shapes.has(focus)) shapes.get(focus).bringToFront();
    hideCrowdedLabels();
  };

  // Names that would lie on one another are left out, the larger areas first; the list has them all.
  const hideCrowdedLabels = () => {
    const kept = [];
    for (const label of box.querySelectorAll(".map-label")) {
      label.classList.remove("is-crowded");
      const r = label.getBoundingClientRect();
      const meets = (o) => r.left < o.right && o.left < r.right && r.top < o.bottom && o.top < r.bottom;
      if (kept.some(meets)) label.classList.add("is-crowded"); else kept.push(r);
    }
  };
  map.on("zoomend", hideCrowdedLabels);
  map.on("popupopen", (event) => {
    event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", box.dataset.close);
  });

  const follow = (link) => {
    const set = (on) => () => { const shape = shapes.get(link.dataset.code); if (shape) light(shape, on); };
    for (const event of ["mouseenter", "focus"]) link.addEventListener(event, set(true));
    for (const event of ["mouseleave", "blur"]) link.addEventListener(event, set(false));
  };
  document.querySelectorAll(".map-list [data-code]").forEach(follow);

  const load = (address) => fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  });
  Promise.all([load(frame.dataset.outlines), load(frame.dataset.points)]).then(draw).catch(() => { frame.hidden = true; });
})();
