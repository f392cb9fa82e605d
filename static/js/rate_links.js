// A link to rate a title of a list opens the form in its row. Without this script it leads to the form's own page.

let opened = null;

document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-rate]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const isOpen = opened?.link === link;
    close();
    if (!isOpen) await open(link);
});

document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
});

// Rated: every link to this title says so, and the form has done its work.
document.addEventListener("changed-in-place", ({ detail: { parts, isDone } }) => {
    const fresh = parts.find((part) => part.matches("[data-rated]"))?.querySelector("a[data-rate]");
    if (!fresh || !isDone) return;
    for (const link of document.querySelectorAll(`a[data-rate="${fresh.dataset.rate}"]`)) {
        link.replaceChildren(...fresh.cloneNode(true).childNodes);
    }
    close();
});

async function open(link) {
    let answer;
    try {
        answer = await fetch(link.href, { headers: { "X-In-Place": "1" } });
    } catch {
        return location.assign(link.href);
    }
    if (answer.redirected || !answer.ok) return location.assign(link.href);
    const html = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = html.querySelector(".rate");
    const panel = document.createElement("div");
    panel.className = "rate-panel";
    panel.append(form);
    link.parentElement.after(panel);
    opened = { link, panel };
    panel.querySelector("input:checked, input[type=radio]").focus();
}

function close() {
    if (!opened) return;
    const { link, panel } = opened;
    opened = null;
    const hadFocus = panel.contains(document.activeElement);
    panel.remove();
    if (hadFocus) link.focus();
}
