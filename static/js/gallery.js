/* Arrow keys and Escape follow the links of the photo that is shown large. */
const STEPS = { ArrowLeft: "previous", ArrowRight: "next", Escape: "close" };

document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const shown = document.querySelector("[data-gallery] > :target");
    const link = step && shown?.querySelector(`[data-step="${step}"]`);
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    link.click();
    const next = document.querySelector("[data-gallery] > :target .gallery-open");
    (next ?? shown.querySelector(".gallery-open")).focus({ preventScroll: true });
});
