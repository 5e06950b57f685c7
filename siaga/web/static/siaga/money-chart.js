// Bars of granted, disbursed, used and returned per grant: a picture of the table, which is its text alternative.
"use strict";

(() => {
  const box = document.getElementById("money-chart");
  const source = document.getElementById("money-data");
  if (!box || !source || !window.echarts) return;
  const data = JSON.parse(source.textContent);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const decimal = document.documentElement.lang === "id" ? "," : ".";
  const billions = (rupiah) => (rupiah / 1e9).toFixed(rupiah < 1e8 ? 3 : 2).replace(".", decimal);

  box.style.height = `${48 + data.names.length * (20 + data.series.length * 16)}px`;
  const chart = echarts.init(box);
  const calm = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const draw = () => chart.setOption({
    animation: calm && !draw.done,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--ink") },
    grid: { left: 4, right: 56, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: "value", axisLabel: { formatter: (v) => v / 1e9, color: colour("--ink-soft") },
      splitNumber: box.clientWidth < 560 ? 3 : 6, splitLine: { lineStyle: { color: colour("--line") } } },
    yAxis: { type: "category", inverse: true, data: data.names, axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("--line") } },
      axisLabel: { color: colour("--ink"), width: box.clientWidth < 560 ? 90 : 180, overflow: "truncate" } },
    series: data.series.map((series) => ({
      name: series.name, type: "bar", barMaxWidth: 14, data: series.data,
      itemStyle: { color: colour(`--money-${series.number}`) },
      label: { show: true, position: "right", fontSize: 11, color: colour("--ink"),
        formatter: (bar) => bar.value == null ? "" : billions(bar.value) },
    })),
  });

  draw();
  draw.done = true;
  new ResizeObserver(() => { chart.resize(); draw(); }).observe(box);
})();
