// Marks of a picture lead to their town. The table under the picture has the same links, for keys and readers.
(() => {
  "use strict";
  document.querySelectorAll("[data-marks]").forEach((picture) => {
    picture.addEventListener("click", (event) => {
      const href = event.target instanceof Element ? event.target.closest("[data-href]")?.dataset.href : undefined;
      if (href) location.href = href;
    });
  });
})();
