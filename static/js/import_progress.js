// While an import is worked on, asks how far it is and shows it; when it is done, shows its page.

const PAUSE = 1500;

async function look() {
    const shown = document.getElementById("import-progress");
    if (!shown) return;
    try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.getElementById("import-progress");
        if (!answer.ok || !now) return location.reload();
        const bar = now.querySelector("progress");
        // Only the bar moves, unless the words changed: a screen reader is not told the same thing twice.
        if (shown.querySelector("progress") && bar) {
            shown.querySelector("progress").value = bar.value;
            shown.querySelector("progress + span").textContent = bar.nextElementSibling.textContent;
        } else if (shown.innerHTML !== now.innerHTML) {
            shown.replaceWith(now);
        }
    } catch {
        // The network is gone for a moment; ask again.
    }
    setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
