// Small comforts. Every page works without this file.
(() => {
  "use strict";

  // Marks that mean the same thing (a region on the map, its row, its cells) share data-key: light them together.
  const relight = (key, on) => {
    if (!key) return;
    document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`).forEach((mark) => mark.classList.toggle("is-linked", on));
  };
  const keyOf = (event) => event.target instanceof Element ? event.target.closest("[data-key]")?.dataset.key : undefined;
  for (const [enter, leave] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(enter, (event) => relight(keyOf(event), true));
    document.addEventListener(leave, (event) => relight(keyOf(event), false));
  }

  // Menus close with Escape and with a click elsewhere.
  const menus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // Suggestions under a search box: arrows walk through them, Escape and a click elsewhere let go of them.
  const suggestionsOf = (form) => form.querySelector(".suggestions");
  document.addEventListener("keydown", (event) => {
    const form = event.target instanceof Element ? event.target.closest("[data-suggests]") : null;
    if (!form) return;
    const stops = [form.querySelector("input"), ...suggestionsOf(form).querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && stops.length > 1) {
      event.preventDefault();
      stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
    }
    if (event.key === "Escape") { suggestionsOf(form).replaceChildren(); stops[0].focus(); }
  });
  document.addEventListener("click", (event) => document.querySelectorAll("[data-suggests]").forEach((form) => {
    if (!form.contains(event.target)) suggestionsOf(form).replaceChildren();
  }));

  // After a refused form, the reading starts at what is wrong.
  document.querySelector("[data-focus]")?.focus();

  // A filter form with data-live sends itself when a choice changes; its button serves those without scripts.
  document.addEventListener("change", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-live]") : null;
    form?.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
  });
})();
