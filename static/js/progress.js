// While something is worked on in the background, asks how far it is and shows it; when it is done, shows what came of it.

const PAUSE = 1500;

async function look() {
    const shown = document.getElementById("background-progress");
    if (!shown) return;
    try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.getElementById("background-progress");
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
