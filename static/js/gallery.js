/* The photo that the address names is fetched large; arrow keys and Escape follow its links. */
const STEPS = { ArrowLeft: "previous", ArrowRight: "next", Escape: "close" };

const shown = () => document.querySelector("[data-gallery] > :target");

const fetchLarge = () => {
    for (const picture of shown()?.querySelectorAll("source, img") ?? []) picture.sizes = "92vw";
};

addEventListener("hashchange", fetchLarge);
fetchLarge();

document.addEventListener("keydown", (event) => {
    const photo = shown();
    const step = STEPS[event.key];
    const link = step && photo?.querySelector(`[data-step="${step}"]`);
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    link.click();
    (shown() ?? photo).querySelector(".gallery-open").focus({ preventScroll: true });
});
