// The map comes as a picture. With scripts it becomes part of the page: names under the pointer,
// a click leads to the town, rows of the heat map and steps of the legend light up their dots.
(() => {
  "use strict";
  const frame = document.querySelector("[data-map]");
  const picture = frame?.querySelector("img");
  if (!picture) return;
  const czech = document.documentElement.lang === "cs";
  const words = czech
    ? { none: "neposouzeno", closer: "Přiblížit", farther: "Oddálit", whole: "Celá mapa", tools: "Měřítko mapy" }
    : { none: "not assessed", closer: "Zoom in", farther: "Zoom out", whole: "Whole map", tools: "Scale of the map" };
  const percent = new Intl.NumberFormat(czech ? "cs" : "en", { style: "percent", maximumFractionDigits: 0 });

  const begin = async () => {
    const answer = await fetch(picture.src, { credentials: "same-origin" });
    if (!answer.ok) return;
    const svg = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    svg.setAttribute("aria-label", picture.alt);
    svg.querySelector("title")?.remove();
    picture.replaceWith(svg);
    names(svg);
    scale(svg);
    links(svg);
  };

  const names = (svg) => {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    frame.append(tip);
    svg.addEventListener("pointerover", (event) => {
      const dot = event.target.closest("circle");
      tip.hidden = !dot;
      if (!dot) return;
      const box = dot.getBoundingClientRect(), own = frame.getBoundingClientRect();
      const name = document.createElement("strong");
      name.textContent = dot.dataset.n;
      tip.replaceChildren(name, dot.dataset.v === undefined ? words.none : percent.format(dot.dataset.v));
      const x = Math.min(Math.max(box.left + box.width / 2 - own.left, 70), own.width - 70);
      tip.style.left = `${x}px`;
      tip.style.top = `${Math.max(box.top - own.top, 56)}px`;
    });
    svg.addEventListener("pointerleave", () => { tip.hidden = true; });
    let pressed = [0, 0];
    svg.addEventListener("pointerdown", (event) => { pressed = [event.clientX, event.clientY]; });
    svg.addEventListener("click", (event) => {
      const moved = Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 5;
      const code = event.target.closest("circle")?.dataset.c;
      if (code && !moved) location.href = `${frame.dataset.place}${encodeURIComponent(code)}/`;
    });
  };

  const scale = (svg) => {
    const whole = svg.getAttribute("viewBox").split(" ").map(Number);
    let view = [...whole];
    const show = (next) => {
      const width = Math.min(Math.max(next[2], whole[2] / 12), whole[2]), height = (width / whole[2]) * whole[3];
      view = [
        Math.min(Math.max(next[0], 0), whole[2] - width),
        Math.min(Math.max(next[1], 0), whole[3] - height), width, height,
      ];
      svg.setAttribute("viewBox", view.join(" "));
    };
    const zoom = (by) => show([view[0] + (view[2] * (1 - by)) / 2, view[1] + (view[3] * (1 - by)) / 2, view[2] * by]);
    const tools = document.createElement("div");
    tools.className = "map-tools";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", words.tools);
    for (const [sign, name, act] of [
      ["+", words.closer, () => zoom(0.6)], ["−", words.farther, () => zoom(1 / 0.6)], ["⤢", words.whole, () => show(whole)],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", act);
      tools.append(button);
    }
    frame.append(tools);
    let held = null;
    svg.addEventListener("pointerdown", (event) => { if (view[2] < whole[2]) held = [event.clientX, event.clientY, ...view]; });
    addEventListener("pointermove", (event) => {
      if (!held) return;
      const unit = view[2] / svg.getBoundingClientRect().width;
      show([held[2] - (event.clientX - held[0]) * unit, held[3] - (event.clientY - held[1]) * unit, view[2]]);
    });
    addEventListener("pointerup", () => { held = null; });
  };

  const links = (svg) => {
    const light = (mark, groups, on) => {
      svg.classList.toggle(mark, on);
      groups.forEach((group) => group.classList.toggle("is-lit", on));
    };
    document.querySelectorAll("[data-region-key]").forEach((row) => {
      const groups = svg.querySelectorAll(`g[data-region="${CSS.escape(row.dataset.regionKey)}"]`);
      for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
        row.addEventListener(event, () => light("is-dimmed", groups, on));
      }
    });
    frame.parentElement.querySelectorAll(".legend i").forEach((swatch) => {
      const groups = svg.querySelectorAll(`g > g.${swatch.classList[0]}`);
      swatch.addEventListener("pointerenter", () => light("is-dimmed-step", groups, true));
      swatch.addEventListener("pointerleave", () => light("is-dimmed-step", groups, false));
    });
  };

  begin();
})();
