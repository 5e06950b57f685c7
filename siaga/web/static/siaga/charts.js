// Bars of the percentages per region: a picture of the table above it, which is its text alternative.
"use strict";

(() => {
  const box = document.getElementById("chart");
  const source = document.getElementById("chart-data");
  if (!box || !source || !window.echarts) return;
  const data = JSON.parse(source.textContent);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const decimal = document.documentElement.lang === "id" ? "," : ".";
  const percent = (value) => value === null ? "–" : value.toFixed(1).replace(".", decimal) + " %";

  box.style.height = `${40 + data.names.length * 32}px`;
  const chart = echarts.init(box);
  const calm = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const draw = () => chart.setOption({
    animation: calm && !draw.done,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--ink") },
    grid: { left: 4, right: 24, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: "value", max: 100, axisLabel: { formatter: (v) => `${v} %`, color: colour("--ink-soft") },
      splitLine: { lineStyle: { color: colour("--line") } } },
    yAxis: { type: "category", inverse: true, data: data.names, axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("--line") } },
      axisLabel: { color: colour("--ink"), width: box.clientWidth < 560 ? 90 : 180, overflow: "truncate" } },
    series: data.series.map((series) => ({
      name: series.name, type: "bar", stack: "all", barWidth: 20, data: series.data,
      itemStyle: { color: colour(`--pair-${(series.number - 1) % 8 + 1}`), borderColor: "#fff", borderWidth: 1 },
      label: { show: true, color: "#fff", fontSize: 11,
        formatter: (bar) => bar.value > 12 ? `${series.number}: ${percent(bar.value)}` : "" },
    })),
  });

  draw();
  draw.done = true;
  new ResizeObserver(() => { chart.resize(); draw(); }).observe(box);
})();
