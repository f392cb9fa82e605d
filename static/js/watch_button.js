// A click on "+ Watchlist" changes the button where it is. Without this script the form reloads the page.

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(".watch-button")) return;
    event.preventDefault();
    let answer;
    try {
        answer = await fetch(form.action, {
            method: "POST",
            body: new FormData(form),
            headers: { "X-In-Place": "1" },
        });
    } catch {
        return form.submit();
    }
    // Logged out meanwhile, or refused: the page itself can say so, the button cannot.
    if (answer.redirected || !answer.ok) return form.submit();
    replace(form, await answer.text());
});

// The same title may stand on a page twice.
function replace(pressed, html) {
    const hadFocus = pressed.contains(document.activeElement);
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".watch-button");
    for (const form of document.querySelectorAll(".watch-button")) {
        if (form.action !== pressed.action || form === pressed) continue;
        form.replaceWith(fresh.cloneNode(true));
    }
    pressed.replaceWith(fresh);
    if (hadFocus) fresh.querySelector("button").focus();
    status.textContent = fresh.querySelector("button").textContent.trim();
}
